package nomen.store.update;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import nomen.codec.name.Name;
import nomen.codec.rr.RRType;
import nomen.codec.rr.RRTypes;
import nomen.codec.rr.Rdata;
import nomen.codec.rr.ResourceRecord;
import nomen.codec.rr.Serial;
import nomen.store.zone.Changeset;
import nomen.store.zone.NodeView;
import nomen.store.zone.RRsetView;
import nomen.store.zone.ZoneInvariants;
import nomen.store.zone.ZoneLookup;
import nomen.store.zone.ZoneSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * Brings a difference between two states of a zone (from "base" to "theirs") into a third one ("the
 * zone", made from the base by other changes).
 *
 * <ul>
 *   <li>Records: those that they removed go if they are there; those that they added come if they
 *       are not. What both sides did is done once. Records of an RRset that only one side touched
 *       never contradict.
 *   <li>One value (TTL; the only record of CNAME and DNAME; each field of the SOA): what only one
 *       side changed is taken. If both changed it to different values, or one changed what the
 *       other removed, that is a conflict.
 *   <li>The rules of zones: CNAME stands beside no other data, DNAME beside no NS below the apex,
 *       the apex keeps an NS, an RRset has at most 65535 records. A conflict is where each side
 *       keeps to these and both together would not.
 * </ul>
 *
 * <p>In a conflict of a value the zone keeps its own, in one of the rules the zone's RRset or name
 * stays altogether; or theirs comes altogether in their place, if that is wanted. Every conflict is
 * told. Merging the same difference again changes nothing more.
 */
final class ThreeWayMerge {
  private final ZoneDraft zone;
  private final String theirName;
  private final @Nullable ZoneSnapshot base;
  private final @Nullable ZoneSnapshot winner;
  private final boolean takesSerial;

  private final List<Conflict> conflicts = new ArrayList<>();
  private int conflictCount;
  private final ZoneLookup scratch = new ZoneLookup();
  private final NodeView foreignNode = new NodeView();
  private final RRsetView foreignRrset = new RRsetView();

  /**
   * A merge.
   *
   * @param theirName what conflicts call their side
   * @param base their state before; null if it is not to be had
   * @param winner their state after if conflicts are decided for it, else null
   * @param takesSerial whether their serial is taken if it is newer
   */
  ThreeWayMerge(
      ZoneDraft zone,
      String theirName,
      @Nullable ZoneSnapshot base,
      @Nullable ZoneSnapshot winner,
      boolean takesSerial) {
    this.zone = zone;
    this.theirName = theirName;
    this.base = base;
    this.winner = winner;
    this.takesSerial = takesSerial;
  }

  Merged result(Evaluation evaluation) {
    return new Merged(evaluation, conflicts, conflictCount);
  }

  /** Merges name by name, in the order of the difference, which is the canonical one. */
  void run(Changeset difference) {
    List<ResourceRecord> removed = difference.removed();
    List<ResourceRecord> added = difference.added();
    int from = 0;
    int to = 0;
    while (from < removed.size() || to < added.size()) {
      Name name = nextName(removed, from, added, to);
      int removedEnd = endOf(name, removed, from);
      int addedEnd = endOf(name, added, to);
      DraftNode node = zone.node(name);
      mergeNode(
          node, RRsetDelta.of(removed.subList(from, removedEnd), added.subList(to, addedEnd)));
      if (!node.isApex()) {
        zone.settle(node);
      }
      from = removedEnd;
      to = addedEnd;
    }
  }

  private static Name nextName(
      List<ResourceRecord> removed, int from, List<ResourceRecord> added, int to) {
    if (from == removed.size()) {
      return added.get(to).owner();
    }
    Name name = removed.get(from).owner();
    if (to == added.size()) {
      return name;
    }
    Name other = added.get(to).owner();
    return name.compareTo(other) <= 0 ? name : other;
  }

  private static int endOf(Name name, List<ResourceRecord> records, int from) {
    int end = from;
    while (end < records.size() && records.get(end).owner().equals(name)) {
      end++;
    }
    return end;
  }

  private void mergeNode(DraftNode node, List<RRsetDelta> deltas) {
    List<RRsetDelta> data = new ArrayList<>(deltas.size());
    for (RRsetDelta delta : deltas) {
      RRType type = delta.type();
      if (type.equals(RRTypes.SOA)) {
        mergeSoa(node, delta);
        continue;
      }
      data.add(delta);
      DraftRRset rrset = node.rrset(delta.first());
      if (type.equals(RRTypes.CNAME) || type.equals(RRTypes.DNAME)) {
        mergeSingle(node, rrset, delta);
      } else {
        mergeRecords(node, rrset, delta);
        mergeTtl(node, rrset, delta);
      }
    }
    keepRules(node, data);
  }

  private void mergeRecords(DraftNode node, DraftRRset rrset, RRsetDelta delta) {
    delta.onlyBefore().forEach(rrset::remove);
    delta.onlyAfter().forEach(rdata -> rrset.add(rdata, -1));
    String fault = null;
    if (rrset.count() > UpdateLimits.MOST_RECORDS_PER_RRSET) {
      fault = "both together are more than " + UpdateLimits.MOST_RECORDS_PER_RRSET + " records";
    } else if (node.isApex() && delta.type().equals(RRTypes.NS) && rrset.count() == 0) {
      fault = "with both no NS is left at the apex";
    }
    if (fault != null) {
      tell(node, delta.type(), fault);
      if (winner == null) {
        rrset.reset();
      } else {
        takeRrset(node, rrset, delta, winner);
      }
    }
  }

  private void mergeSingle(DraftNode node, DraftRRset rrset, RRsetDelta delta) {
    Rdata before = delta.before();
    Rdata after = delta.after();
    Rdata here = rrset.count() == 0 ? null : rrset.rdatas().getFirst();
    if (Objects.equals(before, after) || Objects.equals(here, after)) {
      mergeTtl(node, rrset, delta);
      return;
    }
    if (!Objects.equals(here, before)) {
      tell(node, delta.type(), says(theirName, after) + ", " + says("the zone", here));
      if (winner == null) {
        return;
      }
    }
    rrset.clear();
    if (after != null) {
      rrset.add(after, -1);
      mergeTtl(node, rrset, delta);
    }
  }

  private static String says(String who, @Nullable Object value) {
    return who + " has " + (value == null ? "none" : value);
  }

  private void mergeTtl(DraftNode node, DraftRRset rrset, RRsetDelta delta) {
    if (rrset.count() == 0 || delta.ttlTo() < 0) {
      return;
    }
    int here = rrset.ttlSeconds();
    int theirs = delta.ttlTo();
    boolean isNewHere = rrset.countBefore() == 0;
    if (isNewHere || here == theirs) {
      rrset.setTtl(theirs);
      return;
    }
    boolean theyChangedIt = delta.isTtlChanged() || !wasInBase(node, rrset, delta);
    if (!theyChangedIt) {
      return;
    }
    if (here != delta.ttlFrom()) {
      tell(node, delta.type(), "TTL: " + says(theirName, theirs) + ", " + says("the zone", here));
      if (winner == null) {
        return;
      }
    }
    rrset.setTtl(theirs);
  }

  /** Without a base it is taken as if it was, so what the zone has is taken for changed since. */
  private boolean wasInBase(DraftNode node, DraftRRset rrset, RRsetDelta delta) {
    return delta.wasThere() || base == null || show(base, node.owner(), rrset);
  }

  private boolean show(ZoneSnapshot state, Name owner, DraftRRset rrset) {
    if (!state.find(owner, foreignNode, scratch)) {
      foreignRrset.clear();
      return false;
    }
    return rrset.coveredType() < 0
        ? foreignNode.find(rrset.type().code(), foreignRrset)
        : foreignNode.findSignatures(rrset.coveredType(), foreignRrset);
  }

  private void mergeSoa(DraftNode node, RRsetDelta delta) {
    Rdata before = delta.before();
    Rdata after = delta.after();
    if (before == null || after == null) {
      return;
    }
    SoaFields from = SoaFields.of(before);
    SoaFields to = SoaFields.of(after);
    SoaFields here = SoaFields.of(zone.soa());
    Object[] merged = here.values();
    for (int i = 0; i < merged.length; i++) {
      Object theirs = to.values()[i];
      if (theirs.equals(from.values()[i]) || theirs.equals(merged[i])) {
        continue;
      }
      if (!merged[i].equals(from.values()[i])) {
        String field = SoaFields.NAMES.get(i) + ": ";
        tell(
            node,
            RRTypes.SOA,
            field + says(theirName, theirs) + ", " + says("the zone", merged[i]));
        if (winner == null) {
          continue;
        }
      }
      merged[i] = theirs;
    }
    boolean newer = takesSerial && Serial.isNewer(to.serial(), here.serial());
    zone.setSoa(SoaFields.write(merged, newer ? to.serial() : here.serial()));
    mergeTtl(node, node.rrset(after), delta);
  }

  /** What each side may have alone, a name may not have of both. */
  private void keepRules(DraftNode node, List<RRsetDelta> deltas) {
    RRType offender = null;
    String what = "";
    if (node.has(RRTypes.CNAME) && node.hasOtherThanCname()) {
      offender = RRTypes.CNAME;
      what = "CNAME cannot stand beside other data";
    } else if (!node.isApex() && node.has(RRTypes.DNAME) && node.has(RRTypes.NS)) {
      offender = RRTypes.DNAME;
      what = "DNAME cannot stand beside NS";
    }
    if (offender == null) {
      return;
    }
    for (RRsetDelta delta : deltas) {
      RRType type = delta.type();
      boolean mayStand = !type.equals(offender) && ZoneInvariants.mayStandBesideCname(type.code());
      if (!mayStand && delta.after() != null) {
        tell(node, type, theirName + " adds it, the zone has other data: " + what);
        break;
      }
    }
    if (winner == null) {
      node.drafts().stream().filter(ThreeWayMerge::isData).forEach(DraftRRset::reset);
    } else {
      takeNode(node, winner);
    }
  }

  private void takeRrset(DraftNode node, DraftRRset rrset, RRsetDelta delta, ZoneSnapshot theirs) {
    rrset.clear();
    if (show(theirs, node.owner(), rrset)) {
      take(delta.type(), rrset);
    }
  }

  private void takeNode(DraftNode node, ZoneSnapshot theirs) {
    node.rrsets().stream().filter(ThreeWayMerge::isData).forEach(DraftRRset::clear);
    theirs.find(node.owner(), foreignNode, scratch);
    for (boolean more = foreignNode.first(foreignRrset);
        more;
        more = foreignNode.next(foreignRrset)) {
      RRType type = RRTypes.of(foreignRrset.type());
      DraftRRset rrset = node.rrset(rdataAt(type, foreignRrset.first()));
      if (isData(rrset)) {
        take(type, rrset);
      }
    }
  }

  /** The SOA is merged by itself. */
  private static boolean isData(DraftRRset rrset) {
    return !rrset.type().equals(RRTypes.SOA);
  }

  private void take(RRType type, DraftRRset rrset) {
    int place = foreignRrset.first();
    for (int i = 0; i < foreignRrset.count(); i++, place = foreignRrset.next(place)) {
      rrset.add(rdataAt(type, place), -1);
    }
    rrset.setTtl(foreignRrset.ttlSeconds());
  }

  private Rdata rdataAt(RRType type, int place) {
    return Rdata.ofValid(
        type,
        foreignRrset.octets(),
        foreignRrset.rdataOffset(place),
        foreignRrset.rdataLength(place));
  }

  private void tell(DraftNode node, RRType type, String what) {
    conflictCount++;
    if (conflicts.size() < Merged.MAX_CONFLICTS) {
      conflicts.add(new Conflict(node.owner(), type, what));
    }
  }
}
