package nomen.store.zonefile;

import java.util.Arrays;
import nomen.codec.name.Labels;
import nomen.codec.rr.RRTypes;
import nomen.store.zone.Lookup;
import nomen.store.zone.NodeView;
import nomen.store.zone.RRsetView;
import nomen.store.zone.ZoneLookup;
import nomen.store.zone.ZoneSnapshot;

/**
 * Checks that names in RDATA that should have addresses have some, if that is for this zone to say.
 */
final class TargetCheck {
  private static final int A = 1;
  private static final int AAAA = 28;

  /** Targets that were found fine, by hash; zones name the same few servers again and again. */
  private static final int REMEMBERED = 1024;

  /** What can be said of a target. */
  enum Verdict {
    FINE("", Severity.WARNING, false),
    NO_ADDRESS(" has no address", Severity.ERROR, true),
    ALIAS(" is an alias", Severity.ERROR, true),
    NO_GLUE(" has no address: sibling glue is missing", Severity.WARNING, false);

    final String what;

    /** For the zone's own name servers. */
    final Severity severity;

    /** Whether it is worth a word if the target is not that of NS. */
    final boolean mattersBesideNs;

    Verdict(String what, Severity severity, boolean mattersBesideNs) {
      this.what = what;
      this.severity = severity;
      this.mattersBesideNs = mattersBesideNs;
    }
  }

  private final ZoneSnapshot zone;
  private final ZoneLookup scratch = new ZoneLookup();
  private final NodeView node = new NodeView();
  private final byte[][] fine = new byte[REMEMBERED][];

  TargetCheck(ZoneSnapshot zone) {
    this.zone = zone;
    Arrays.fill(fine, new byte[0]);
  }

  /** Where in the RDATA of an RRset the name stands that should have addresses, or -1. */
  static int nameOffset(RRsetView rrset) {
    return switch (rrset.type()) {
      case 2 -> RRTypes.NS.additionalNameOffset();
      case 15 -> RRTypes.MX.additionalNameOffset();
      case 33 -> RRTypes.SRV.additionalNameOffset();
      case 64, 65 -> RRTypes.SVCB.additionalNameOffset();
      default -> -1;
    };
  }

  static boolean hasAddress(NodeView node) {
    return node.has(A) || node.has(AAAA);
  }

  static boolean isAtOrBelow(byte[] name, int offset, int length, byte[] ancestor) {
    int at = offset;
    int from = offset + length - ancestor.length;
    while (at < from) {
      at += name[at] + 1;
    }
    return at == from && Labels.equalIgnoringCase(name, at, ancestor, 0, ancestor.length);
  }

  /** Looks up a target in the zone. */
  Verdict check(byte[] octets, int offset, int length) {
    int slot = Labels.hashIgnoringCase(octets, offset, length) & REMEMBERED - 1;
    byte[] seen = fine[slot];
    if (seen.length == length && Labels.equalIgnoringCase(seen, 0, octets, offset, length)) {
      return Verdict.FINE;
    }
    Verdict verdict = lookup(octets, offset);
    if (verdict == Verdict.FINE) {
      fine[slot] = Arrays.copyOfRange(octets, offset, offset + length);
    }
    return verdict;
  }

  private Verdict lookup(byte[] octets, int offset) {
    return switch (zone.lookup(octets, offset, A, scratch)) {
      case Lookup.Answer answer -> Verdict.FINE;
      case Lookup.Alias alias -> Verdict.ALIAS;
      case Lookup.Dname dname -> Verdict.ALIAS;
      case Lookup.NoData noData ->
          zone.lookup(octets, offset, AAAA, scratch) instanceof Lookup.Answer
              ? Verdict.FINE
              : Verdict.NO_ADDRESS;
      case Lookup.NameError nameError -> Verdict.NO_ADDRESS;
      case Lookup.Delegation delegation ->
          zone.find(octets, offset, node, scratch) && hasAddress(node)
              ? Verdict.FINE
              : Verdict.NO_GLUE;
    };
  }
}
