package nomen.store.update;

import java.util.ArrayList;
import java.util.List;
import nomen.codec.name.Name;
import nomen.codec.rr.RRType;
import nomen.codec.rr.RRTypes;
import nomen.codec.rr.Rdata;
import nomen.store.zone.NodeView;
import nomen.store.zone.RRsetView;
import nomen.store.zone.ZoneEditor;
import nomen.store.zone.ZoneInvariants;

/** All that an owner name has, as it is to become. */
final class DraftNode {
  private static final int CNAME = RRTypes.CNAME.code();
  private static final int RRSIG = RRTypes.RRSIG.code();

  private final Name owner;
  private final boolean isApex;
  private final NodeView before;

  /** Those that were asked for, sorted by {@link DraftRRset#order()}. */
  private final List<DraftRRset> drafts = new ArrayList<>(2);

  private boolean all;

  /**
   * A draft that changes nothing yet.
   *
   * @param owner in the case of the zone
   * @param before what the zone has; kept
   */
  DraftNode(Name owner, boolean isApex, NodeView before) {
    this.owner = owner;
    this.isApex = isApex;
    this.before = before;
  }

  Name owner() {
    return owner;
  }

  boolean isApex() {
    return isApex;
  }

  /** The RRset that a record is in. */
  DraftRRset rrset(Rdata rdata) {
    RRType type = rdata.type();
    if (type.code() != RRSIG) {
      return rrset(type);
    }
    return rrset(type, (rdata.octet(0) & 0xff) << 8 | rdata.octet(1) & 0xff);
  }

  /** The RRset of a type but RRSIG. */
  DraftRRset rrset(RRType type) {
    return rrset(type, -1);
  }

  private DraftRRset rrset(RRType type, int coveredType) {
    int at = indexOf(DraftRRset.order(type.code(), coveredType));
    if (at >= 0) {
      return drafts.get(at);
    }
    RRsetView view = new RRsetView();
    if (coveredType < 0) {
      before.find(type.code(), view);
    } else {
      before.findSignatures(coveredType, view);
    }
    DraftRRset draft = new DraftRRset(type, coveredType, view);
    drafts.add(-1 - at, draft);
    return draft;
  }

  /** Whether it is the apex of a signed zone: it has keys, and signatures of them or of the SOA. */
  boolean isSigned() {
    return rrset(RRTypes.DNSKEY).count() > 0
        && (rrset(RRTypes.RRSIG, RRTypes.SOA.code()).count() > 0
            || rrset(RRTypes.RRSIG, RRTypes.DNSKEY.code()).count() > 0);
  }

  /** Where a draft is; if there is none, -1 minus where it would be. */
  private int indexOf(int order) {
    int low = 0;
    int high = drafts.size() - 1;
    while (low <= high) {
      int middle = low + high >>> 1;
      int here = drafts.get(middle).order();
      if (here == order) {
        return middle;
      }
      if (here < order) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -1 - low;
  }

  /** Those that were asked for so far. */
  List<DraftRRset> drafts() {
    return drafts;
  }

  /** All that there are or were; some may be empty. */
  List<DraftRRset> rrsets() {
    if (!all) {
      all = true;
      RRsetView view = new RRsetView();
      for (boolean more = before.first(view); more; more = before.next(view)) {
        rrset(RRTypes.of(view.type()), view.type() == RRSIG ? view.coveredType() : -1);
      }
    }
    return drafts;
  }

  /** Those of a type: for RRSIG as many as there are types covered. */
  List<DraftRRset> rrsets(RRType type) {
    return type.code() == RRSIG
        ? rrsets().stream().filter(rrset -> rrset.type().code() == RRSIG).toList()
        : List.of(rrset(type));
  }

  boolean has(RRType type) {
    if (type.code() == RRSIG) {
      return rrsets(type).stream().anyMatch(rrset -> rrset.count() > 0);
    }
    int at = indexOf(2 * type.code());
    return at >= 0 ? drafts.get(at).count() > 0 : before.has(type.code());
  }

  /** Whether it owns any record. */
  boolean isInUse() {
    return drafts.isEmpty() ? !before.isEmpty() : rrsetCount() > 0;
  }

  int rrsetCount() {
    int count = 0;
    for (DraftRRset rrset : rrsets()) {
      count += rrset.count() > 0 ? 1 : 0;
    }
    return count;
  }

  int recordCount() {
    int count = 0;
    for (DraftRRset rrset : rrsets()) {
      count += rrset.count();
    }
    return count;
  }

  int rrsetCountBefore() {
    int count = 0;
    for (DraftRRset rrset : rrsets()) {
      count += rrset.countBefore() > 0 ? 1 : 0;
    }
    return count;
  }

  int recordCountBefore() {
    int count = 0;
    for (DraftRRset rrset : rrsets()) {
      count += rrset.countBefore();
    }
    return count;
  }

  /** Whether there is data that no CNAME may stand beside. */
  boolean hasOtherThanCname() {
    if (drafts.isEmpty() && before.isEmpty()) {
      return false;
    }
    for (DraftRRset rrset : rrsets()) {
      int type = rrset.type().code();
      if (type != CNAME && !ZoneInvariants.mayStandBesideCname(type) && rrset.count() > 0) {
        return true;
      }
    }
    return false;
  }

  boolean isChanged() {
    for (DraftRRset draft : drafts) {
      if (draft.isChanged()) {
        return true;
      }
    }
    return false;
  }

  void apply(ZoneEditor editor) {
    for (DraftRRset draft : drafts) {
      if (draft.isChanged()) {
        draft.apply(owner, editor);
      }
    }
  }
}
