package nomen.store.zonefile;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import nomen.codec.name.Labels;
import nomen.codec.name.Name;
import nomen.codec.rr.RRType;
import nomen.codec.rr.RRTypes;
import nomen.codec.rr.Rdata;
import nomen.codec.rr.RdataField;
import nomen.store.zone.NodeCursor;
import nomen.store.zone.NodeView;
import nomen.store.zone.OwnerName;
import nomen.store.zone.RRsetSize;
import nomen.store.zone.RRsetView;
import nomen.store.zone.ZoneSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * Checks what the records of a zone say together. {@code docs/zone-files.md} has the table of
 * checks and severities.
 *
 * <p>One walk in canonical order does it: names below a zone cut or a DNAME follow it directly, so
 * that glue is seen while the NS records that ask for it are still at hand. Not thread-safe.
 */
final class ZoneCheck {
  private static final int NS = 2;
  private static final int CNAME = 5;
  private static final int SOA = 6;
  private static final int DNAME = 39;
  private static final int DS = 43;
  private static final int NSEC3PARAM = 51;
  private static final int SVCB = 64;
  private static final int HTTPS = 65;

  private final ZoneSnapshot zone;
  private final boolean complete;
  private final byte[] apex;
  private final TargetCheck targets;
  private final RRsetView rrset = new RRsetView();
  private final RRsetView other = new RRsetView();

  private final Ancestor cut = new Ancestor();
  private final Ancestor dname = new Ancestor();
  private final List<Glue> glue = new ArrayList<>();

  private final @Nullable SignatureCheck signatures;

  private final List<Problem> problems = new ArrayList<>();
  private int errors;
  private int warnings;

  /** A name whose descendants follow it in the walk. */
  private static final class Ancestor {
    private byte[] octets = {};
    private int labels = -1;

    void set(OwnerName owner) {
      octets = Arrays.copyOf(owner.octets(), owner.length());
      labels = Labels.count(octets, 0);
    }

    boolean isSet() {
      return labels >= 0;
    }

    void clear() {
      labels = -1;
    }

    boolean contains(byte[] name, int offset, int length) {
      return isSet() && TargetCheck.isAtOrBelow(name, offset, length, octets);
    }
  }

  /** An address that a delegation needs: the target of one of its NS records. */
  private static final class Glue {
    private final byte[] target;
    private boolean found;

    Glue(byte[] target) {
      this.target = target;
    }
  }

  /**
   * A check of a zone.
   *
   * @param complete whether all of the file's records are in the zone; if not, what is missing is
   *     not reported, as it may be there
   * @param clock says whether signatures have expired; null if that is not to be reported
   */
  ZoneCheck(ZoneSnapshot zone, boolean complete, @Nullable InstantSource clock) {
    signatures = clock == null ? null : new SignatureCheck(clock.instant());
    this.zone = zone;
    this.complete = complete;
    apex = zone.origin().toWire();
    targets = new TargetCheck(zone);
  }

  /** What is wrong: at most {@link Findings#MAX_EACH} errors, and as many warnings. */
  List<Problem> run() {
    checkApex();
    NodeCursor nodes = zone.nodes();
    while (errors < Findings.MAX_EACH && nodes.next()) {
      OwnerName owner = nodes.owner();
      NodeView node = nodes.node();
      if (cut.isSet() && !cut.contains(owner.octets(), 0, owner.length())) {
        leaveCut();
      }
      if (dname.isSet() && !dname.contains(owner.octets(), 0, owner.length())) {
        dname.clear();
      }
      if (dname.isSet() && node.first(rrset)) {
        report(owner, RRTypes.of(rrset.type()), Severity.WARNING, "occluded by a DNAME above");
      }
      checkSizes(owner, node);
      if (signatures != null) {
        signatures.look(owner, node);
      }
      if (cut.isSet()) {
        checkOccluded(owner, node);
      } else {
        checkNode(owner, node);
      }
    }
    leaveCut();
    Problem expired = signatures == null ? null : signatures.problem();
    if (expired != null) {
      report(expired.owner(), expired.type(), expired.rdata(), expired.severity(), expired.what());
    }
    return problems;
  }

  /** The warnings that there was no more room for. */
  int warningsLeftOut() {
    return Math.max(0, warnings - Findings.MAX_EACH);
  }

  private void report(
      Name owner, RRType type, @Nullable Rdata rdata, Severity severity, String what) {
    int count = severity == Severity.ERROR ? ++errors : ++warnings;
    if (count <= Findings.MAX_EACH) {
      problems.add(new Problem(owner, type, rdata, severity, what));
    }
  }

  private void report(OwnerName owner, RRType type, Severity severity, String what) {
    report(owner.toName(), type, null, severity, what + ", in " + type);
  }

  private void reportTarget(Name owner, RRType type, Rdata rdata, Severity severity, String what) {
    String field =
        type.fields().stream()
            .filter(each -> each.kind().equals("name"))
            .findFirst()
            .map(RdataField::name)
            .orElseThrow();
    report(owner, type, rdata, severity, what + ", in " + field + " of " + type);
  }

  private void checkApex() {
    NodeView node = new NodeView();
    zone.apex(node);
    if (node.has(NSEC3PARAM)) {
      report(
          zone.origin(),
          RRTypes.NSEC3PARAM,
          null,
          Severity.WARNING,
          "signed with NSEC3: answers that deny a name or type have no proof, which NSEC only"
              + " gives");
    }
    if (!complete) {
      return;
    }
    if (!node.has(SOA)) {
      report(
          zone.origin(), RRTypes.SOA, null, Severity.ERROR, "no SOA at the apex " + zone.origin());
    } else if (!node.has(NS)) {
      report(
          zone.origin(), RRTypes.SOA, null, Severity.ERROR, "no NS at the apex " + zone.origin());
    }
  }

  private void checkNode(OwnerName owner, NodeView node) {
    boolean isApex = owner.length() == apex.length;
    if (node.find(CNAME, rrset)) {
      checkAlone(owner, node);
    }
    if (node.find(DNAME, rrset)) {
      if (rrset.count() > 1) {
        report(owner, RRTypes.DNAME, Severity.ERROR, "more than one DNAME");
      }
      if (!isApex && node.has(NS)) {
        report(owner, RRTypes.DNAME, Severity.ERROR, "DNAME beside NS below the apex");
      }
      dname.set(owner);
    }
    boolean isCut = !isApex && node.has(NS);
    if (node.has(DS) && !isCut) {
      report(owner, RRTypes.DS, Severity.WARNING, "DS where there is no zone cut");
    }
    if (isCut) {
      cut.set(owner);
      checkCut(owner, node);
    }
    for (boolean more = node.first(rrset); more; more = node.next(rrset)) {
      int nameOffset = TargetCheck.nameOffset(rrset);
      if (nameOffset >= 0) {
        checkTargets(owner, node, isCut, nameOffset);
      }
    }
  }

  private void checkSizes(OwnerName owner, NodeView node) {
    for (boolean more = node.first(other); more; more = node.next(other)) {
      long octets = RRsetSize.octets(other);
      if (octets > RRsetSize.MAX_OCTETS) {
        report(
            owner,
            RRTypes.of(other.type()),
            Severity.ERROR,
            "RRset of " + octets + " octets fits no message: over " + RRsetSize.MAX_OCTETS);
      }
    }
  }

  /** RFC 1034 section 3.6.2, RFC 2181 section 10.1; DNSSEC's own types are allowed beside it. */
  private void checkAlone(OwnerName owner, NodeView node) {
    if (rrset.count() > 1) {
      report(owner, RRTypes.CNAME, Severity.ERROR, "more than one CNAME");
    }
    for (boolean more = node.first(other); more; more = node.next(other)) {
      if (other.type() != CNAME && !isAllowedBesideCname(other.type())) {
        String what = "CNAME beside " + RRTypes.of(other.type()).mnemonic();
        report(owner, RRTypes.CNAME, Severity.ERROR, what);
        return;
      }
    }
  }

  private static boolean isAllowedBesideCname(int type) {
    return switch (type) {
      case 24, 25, 30, 46, 47 -> true; // SIG KEY NXT RRSIG NSEC
      default -> false;
    };
  }

  private void checkCut(OwnerName owner, NodeView node) {
    if (owner.octets()[0] == 1 && owner.octets()[1] == '*') {
      report(owner, RRTypes.NS, Severity.WARNING, "wildcard owns NS");
    }
    for (boolean more = node.first(other); more; more = node.next(other)) {
      switch (other.type()) {
        case 1, 28, NS, CNAME, DNAME, DS, 46, 47 -> {} // addresses, RRSIG, NSEC
        default ->
            report(
                owner,
                RRTypes.of(other.type()),
                Severity.WARNING,
                "occluded by the zone cut at this name");
      }
    }
  }

  private void checkTargets(OwnerName owner, NodeView node, boolean isCut, int nameOffset) {
    int type = rrset.type();
    int place = rrset.first();
    for (int i = 0; i < rrset.count(); i++, place = rrset.next(place)) {
      byte[] octets = rrset.octets();
      int target = rrset.rdataOffset(place) + nameOffset;
      int length = rrset.rdataLength(place) - nameOffset;
      length = type == NS ? length : Labels.length(octets, target);
      if (length == 1
          || isAliasForm(type, octets, target)
          || !TargetCheck.isAtOrBelow(octets, target, length, apex)) {
        continue;
      }
      if (isCut && cut.contains(octets, target, length)) {
        Glue needed = new Glue(Arrays.copyOfRange(octets, target, target + length));
        needed.found = isName(needed.target, owner) && TargetCheck.hasAddress(node);
        glue.add(needed);
        continue;
      }
      TargetCheck.Verdict verdict = targets.check(octets, target, length);
      boolean counts = complete || verdict == TargetCheck.Verdict.ALIAS;
      if (verdict != TargetCheck.Verdict.FINE
          && counts
          && (type == NS || verdict.mattersBesideNs)) {
        Severity severity = type == NS && !isCut ? verdict.severity : Severity.WARNING;
        RRType ofType = RRTypes.of(type);
        Rdata rdata =
            Rdata.ofValid(ofType, octets, rrset.rdataOffset(place), rrset.rdataLength(place));
        reportTarget(
            owner.toName(), ofType, rdata, severity, Name.ofWire(octets, target) + verdict.what);
      }
    }
  }

  /** Where the priority before its target is 0, SVCB needs no address there: RFC 9460 2.4.2. */
  private static boolean isAliasForm(int type, byte[] octets, int target) {
    return (type == SVCB || type == HTTPS) && octets[target - 2] == 0 && octets[target - 1] == 0;
  }

  private static boolean isName(byte[] target, OwnerName owner) {
    return target.length == owner.length()
        && Labels.equalIgnoringCase(target, 0, owner.octets(), 0, target.length);
  }

  /** Below a zone cut only addresses of name servers make sense. */
  private void checkOccluded(OwnerName owner, NodeView node) {
    boolean hasAddress = TargetCheck.hasAddress(node);
    for (Glue needed : glue) {
      needed.found |= hasAddress && isName(needed.target, owner);
    }
    for (boolean more = node.first(rrset); more; more = node.next(rrset)) {
      if (rrset.type() != 1 && rrset.type() != 28) {
        String what = "occluded by the zone cut at " + Name.ofWire(cut.octets, 0);
        report(owner, RRTypes.of(rrset.type()), Severity.WARNING, what);
        return;
      }
    }
  }

  private void leaveCut() {
    for (Glue needed : glue) {
      if (!needed.found && complete) {
        String what = Name.ofWire(needed.target, 0) + " has no address: glue is missing";
        reportTarget(
            Name.ofWire(cut.octets, 0),
            RRTypes.NS,
            Rdata.ofValid(RRTypes.NS, needed.target, 0, needed.target.length),
            Severity.WARNING,
            what);
      }
    }
    glue.clear();
    cut.clear();
  }
}
