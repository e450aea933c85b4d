package nomen.server.transfer.in;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import nomen.codec.name.Name;
import nomen.codec.rr.RRTypes;
import nomen.codec.rr.ResourceRecord;
import nomen.codec.rr.Serial;
import nomen.codec.transfer.RefusedRecordException;
import nomen.codec.transfer.TransferRecord;
import nomen.codec.transfer.TransferSink;
import nomen.store.zone.Changeset;
import nomen.store.zone.NodeView;
import nomen.store.zone.RRsetView;
import nomen.store.zone.ZoneDifference;
import nomen.store.zone.ZoneEditor;
import nomen.store.zone.ZoneInvariants;
import nomen.store.zone.ZoneSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * Builds a zone of what a transfer says, in an editor of its own: of nothing, or of the differences
 * to what is here.
 *
 * <p>Differences are made strictly (RFC 1995 section 4): a removed record that is not there and an
 * added one that is mean that they are differences to another zone. What each leads to must be a
 * zone that can be served.
 *
 * <p>TTLs are the one thing that is not taken as it comes: an RRset has one here (RFC 2181 section
 * 5.2), so of different ones the lowest holds. A difference that makes this happen is kept as what
 * it did, not as what it said, so that the log leads back as well as on.
 */
final class ZoneAssembly implements TransferSink {
  /**
   * Differences are kept, as changes to be, while they take no more octets in memory than this,
   * about. Of those that take more only the zone that they lead to is kept.
   */
  static final long MAX_KEPT_OCTETS = 256L << 20;

  private final Name zone;
  private final @Nullable ZoneSnapshot current;
  private final ZoneIntake.Acceptance acceptance;

  private ReceivedForm form = ReceivedForm.UNKNOWN;
  private int serial;
  private ZoneEditor editor;

  /** Null if they are too large to be kept. */
  private @Nullable List<Changeset> changes = new ArrayList<>();

  private final RecordMemory memory;
  private final long maxKeptOctets;
  private long keptOctets;
  private final List<ResourceRecord> removed = new ArrayList<>();
  private final List<ResourceRecord> added = new ArrayList<>();
  private @Nullable ZoneSnapshot before;
  private int serialFrom;

  /** Whether the present difference said another TTL than an RRset has. */
  private boolean isFolded;

  private final NodeView node = new NodeView();
  private final RRsetView rrset = new RRsetView();

  ZoneAssembly(
      Name zone,
      @Nullable ZoneSnapshot current,
      ZoneIntake.Acceptance acceptance,
      ReceivingMemory.Share share) {
    this(zone, current, acceptance, share, MAX_KEPT_OCTETS);
  }

  ZoneAssembly(
      Name zone,
      @Nullable ZoneSnapshot current,
      ZoneIntake.Acceptance acceptance,
      ReceivingMemory.Share share,
      long maxKeptOctets) {
    memory = new RecordMemory(share);
    this.maxKeptOctets = maxKeptOctets;
    this.zone = zone;
    this.current = current;
    this.acceptance = acceptance;
    editor = new ZoneEditor(zone);
  }

  ReceivedForm form() {
    return form;
  }

  /** Of the zone that was received, or is being received; 0 before it is known. */
  int serial() {
    return serial;
  }

  /** The differences, in order; null if they are too large: {@link #build} has what they do. */
  @Nullable List<Changeset> changes() {
    return changes;
  }

  /** The zone with all that was received. */
  ZoneSnapshot build() throws RefusedRecordException {
    try {
      return editor.build();
    } catch (IllegalArgumentException e) {
      throw refused(e);
    }
  }

  private static RefusedRecordException refused(IllegalArgumentException e) {
    return new RefusedRecordException(String.valueOf(e.getMessage()));
  }

  @Override
  public void beginZone(int newSerial) throws RefusedRecordException {
    if (current != null
        && acceptance == ZoneIntake.Acceptance.NEWER
        && !Serial.isNewer(newSerial, (int) current.serial())) {
      throw new RefusedRecordException(
          "serial "
              + Serial.print(newSerial)
              + " is not newer than "
              + Serial.print((int) current.serial())
              + ", which is here (RFC 1982)");
    }
    serial = newSerial;
  }

  @Override
  public void record(TransferRecord record) throws RefusedRecordException {
    add(record);
  }

  private ZoneEditor.Added add(TransferRecord record) throws RefusedRecordException {
    memory.stored(record);
    try {
      return editor.add(
          record.owner(),
          0,
          record.type().code(),
          record.ttlSeconds(),
          record.rdata(),
          0,
          record.rdataLength());
    } catch (IllegalArgumentException e) {
      throw refused(e);
    }
  }

  @Override
  public void endZone() {
    form = ReceivedForm.WHOLE_ZONE;
  }

  @Override
  public void beginDifference(int newSerialFrom) throws RefusedRecordException {
    if (before == null && current != null) {
      editor = current.edit();
    }
    serialFrom = newSerialFrom;
    isFolded = false;
    before = build();
    removed.clear();
    added.clear();
  }

  @Override
  public void removed(TransferRecord record) throws RefusedRecordException {
    ResourceRecord gone = record.toRecord();
    try {
      isFolded |= ttlOf(gone) != gone.ttlSeconds();
      if (!editor.removeRecord(gone.owner(), gone.type().code(), gone.rdata().toWire())) {
        throw new RefusedRecordException("to be removed, and not in the zone: " + gone);
      }
    } catch (IllegalArgumentException e) {
      throw refused(e);
    }
    keep(removed, gone);
  }

  private int ttlOf(ResourceRecord record) {
    editor.find(record.owner(), node);
    int type = record.type().code();
    boolean found =
        record.type().equals(RRTypes.RRSIG)
            ? node.findSignatures(
                (record.rdata().octet(0) & 0xff) << 8 | record.rdata().octet(1) & 0xff, rrset)
            : node.find(type, rrset);
    return found ? rrset.ttlSeconds() : -1;
  }

  @Override
  public void added(TransferRecord record) throws RefusedRecordException {
    ZoneEditor.Added outcome = add(record);
    if (outcome == ZoneEditor.Added.NOTHING) {
      throw new RefusedRecordException("to be added, and in the zone already");
    }
    isFolded |= outcome != ZoneEditor.Added.RECORD;
    keep(added, record.toRecord());
  }

  private void keep(List<ResourceRecord> records, ResourceRecord record)
      throws RefusedRecordException {
    if (changes == null) {
      return;
    }
    memory.kept(record);
    keptOctets += RecordMemory.ofObject(record);
    if (keptOctets > maxKeptOctets) {
      changes = null;
      removed.clear();
      added.clear();
    } else {
      records.add(record);
    }
  }

  @Override
  public void endDifference(int serialTo) throws RefusedRecordException {
    serial = serialTo;
    List<Changeset> kept = changes;
    if (kept == null) {
      return;
    }
    requireServable();
    ZoneSnapshot old = before;
    kept.add(
        isFolded && old != null
            ? ZoneDifference.between(old, build())
            : new Changeset(zone, serialFrom, serialTo, removed, added));
  }

  /** What was touched must be what a zone can have; the rest was so before. */
  private void requireServable() throws RefusedRecordException {
    Set<Name> names = new HashSet<>();
    removed.forEach(record -> names.add(record.owner()));
    added.forEach(record -> names.add(record.owner()));
    try {
      for (Name name : names) {
        String broken =
            editor.find(name, node) ? ZoneInvariants.brokenAt(node, name.equals(zone)) : null;
        if (broken != null) {
          throw new RefusedRecordException(
              "serial " + Serial.print(serial) + ": " + name + " has " + broken);
        }
      }
    } catch (IllegalArgumentException e) {
      throw refused(e);
    }
  }

  @Override
  public void endDifferences() {
    form = ReceivedForm.DIFFERENCES;
  }

  @Override
  public void upToDate(int newSerial) {
    serial = newSerial;
    form = ReceivedForm.UP_TO_DATE;
  }

  @Override
  public void overTcp() {
    form = ReceivedForm.OVER_TCP;
  }
}
