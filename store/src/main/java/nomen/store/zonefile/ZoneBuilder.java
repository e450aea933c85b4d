package nomen.store.zonefile;

import java.util.Objects;
import nomen.codec.name.Name;
import nomen.codec.rr.RRTypes;
import nomen.store.zone.ZoneEditor;
import nomen.store.zone.ZoneSnapshot;
import nomen.store.zone.ZoneSpace;
import org.jspecify.annotations.Nullable;

/** Builds a zone of the records of a master file, and reports those that do not fit in. */
final class ZoneBuilder implements RecordSink {
  /**
   * The most RRsets of a name, the signatures of each type counted as one. There are fewer than a
   * hundred types in use, and a query looks at the RRsets of a name one after another.
   */
  static final int MAX_RRSETS_OF_NAME = 1000;

  private static final int SOA = 6;

  private final Name origin;
  private final byte[] apex;
  private final ZoneEditor editor;
  private final ZoneSpace.@Nullable Share space;
  private @Nullable ZoneFileReader reader;
  private boolean hasSoa;
  private boolean isFull;

  ZoneBuilder(Name origin) {
    this(origin, null);
  }

  /**
   * A builder of a zone.
   *
   * @param space bounds what the zone may take of the heap; null if nothing does
   */
  ZoneBuilder(Name origin, ZoneSpace.@Nullable Share space) {
    this.space = space;
    this.origin = origin;
    apex = origin.toWire();
    editor = new ZoneEditor(origin);
  }

  void reportTo(ZoneFileReader newReader) {
    reader = newReader;
  }

  /** Whether the zone is larger than it may be: reading stopped. */
  boolean isFull() {
    return isFull;
  }

  /** Counts the rest of what the zone takes, when all of it was read. */
  void settle() {
    if (!isFull && space != null && !space.settle(editor.grownOctets())) {
      refuse(space);
    }
  }

  private void refuse(ZoneSpace.Share full) {
    isFull = true;
    report(Severity.ERROR, full.refusal());
    Objects.requireNonNull(reader).stop();
  }

  ZoneSnapshot build() {
    return editor.build();
  }

  @Override
  public void record(
      byte[] owner,
      int ownerOffset,
      int ownerLength,
      int type,
      int ttlSeconds,
      byte[] rdata,
      int rdataOffset,
      int rdataLength) {
    if (!TargetCheck.isAtOrBelow(owner, ownerOffset, ownerLength, apex)) {
      report(
          Severity.ERROR,
          "out of zone: " + Name.ofWire(owner, ownerOffset) + " is not at or below " + origin);
      return;
    }
    if (type == SOA && ownerLength != apex.length) {
      report(Severity.ERROR, "SOA below the apex");
      return;
    }
    ZoneEditor.Added added;
    try {
      added = editor.add(owner, ownerOffset, type, ttlSeconds, rdata, rdataOffset, rdataLength);
    } catch (IllegalArgumentException e) {
      report(Severity.ERROR, e.getMessage() + inType(type));
      return;
    }
    if (space != null && !space.grow(editor.grownOctets())) {
      refuse(space);
      return;
    }
    if (editor.rrsetsAtName() > MAX_RRSETS_OF_NAME) {
      report(Severity.ERROR, "more than " + MAX_RRSETS_OF_NAME + " RRsets at one name");
      return;
    }
    switch (added) {
      case RECORD -> {}
      case RECORD_AND_TTL_LOWERED ->
          report(
              Severity.WARNING,
              "TTL lower than that of the RRset, which takes it over" + inType(type));
      case RECORD_WITH_LOWER_TTL ->
          report(
              Severity.WARNING,
              "TTL higher than that of the RRset, which is taken instead" + inType(type));
      case NOTHING -> report(Severity.WARNING, "record stands here a second time" + inType(type));
    }
    if (type == SOA) {
      if (hasSoa && added != ZoneEditor.Added.NOTHING) {
        report(Severity.ERROR, "second SOA");
      }
      hasSoa = true;
    }
  }

  private static String inType(int type) {
    return ", in " + RRTypes.of(type).mnemonic();
  }

  private void report(Severity severity, String what) {
    Objects.requireNonNull(reader).report(severity, what);
  }
}
