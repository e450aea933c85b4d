package nomen.store.zone;

import java.util.ArrayList;
import java.util.List;
import nomen.codec.rr.RRTypes;
import org.jspecify.annotations.Nullable;

/**
 * What is true of every zone that is served, whatever changed it: exactly one SOA, and it is at the
 * apex; at least one NS there; no CNAME beside other data (RFC 1034 section 3.6.2) and no second
 * one; no second DNAME, and none beside NS but at the apex (RFC 6672 sections 2.3 and 2.4).
 */
public final class ZoneInvariants {
  /** The most that {@link #broken} tells. */
  public static final int MAX_TOLD = 100;

  private ZoneInvariants() {}

  /**
   * Checks a whole zone.
   *
   * @return what is broken, with the names; empty if nothing is
   */
  public static List<String> broken(ZoneSnapshot zone) {
    List<String> broken = new ArrayList<>();
    NodeView apex = new NodeView();
    zone.apex(apex);
    if (apex.isEmpty()) {
      broken.add(zone.origin() + " has no SOA");
    }
    NodeCursor nodes = zone.nodes();
    while (broken.size() < MAX_TOLD && nodes.next()) {
      boolean isApex = nodes.owner().length() == zone.originOctets().length;
      String what = brokenAt(nodes.node(), isApex);
      if (what != null) {
        broken.add(nodes.owner().toName() + " has " + what);
      }
    }
    return broken;
  }

  /**
   * Checks what one name has.
   *
   * @return what is broken, to follow on "has"; null if nothing is
   */
  public static @Nullable String brokenAt(NodeView node, boolean isApex) {
    RRsetView rrset = new RRsetView();
    boolean cname = false;
    boolean dname = false;
    boolean ns = false;
    int soas = 0;
    int other = -1;
    for (boolean more = node.first(rrset); more; more = node.next(rrset)) {
      int type = rrset.type();
      int count = rrset.count();
      if (type == TypeCodes.SOA) {
        soas = count;
      } else if (type == TypeCodes.NS) {
        ns = true;
      } else if (type == TypeCodes.CNAME || type == TypeCodes.DNAME) {
        cname |= type == TypeCodes.CNAME;
        dname |= type == TypeCodes.DNAME;
        if (count > 1) {
          return count + " " + RRTypes.of(type) + " records";
        }
      }
      if (type != TypeCodes.CNAME && !mayStandBesideCname(type)) {
        other = type;
      }
    }
    if (soas != (isApex ? 1 : 0)) {
      return soas + " SOA records";
    }
    if (isApex && !ns) {
      return "no NS at the apex";
    }
    if (cname && other >= 0) {
      return "CNAME beside " + RRTypes.of(other);
    }
    return dname && ns && !isApex ? "DNAME beside NS" : null;
  }

  /**
   * Whether a type may stand beside a CNAME: DNSSEC's own, which prove and protect it (RFC 4034
   * sections 3 and 4), and those that came before them (RFC 2535 section 2.3.5).
   *
   * @param type the RR type's code
   */
  public static boolean mayStandBesideCname(int type) {
    return switch (type) {
      case 24, 25, 30, 46, 47 -> true; // SIG KEY NXT RRSIG NSEC
      default -> false;
    };
  }
}
