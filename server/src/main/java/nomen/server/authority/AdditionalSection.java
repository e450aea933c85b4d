package nomen.server.authority;

import nomen.codec.message.Header;
import nomen.codec.message.MessageWriter;
import nomen.codec.message.Section;
import nomen.codec.name.Labels;
import nomen.store.zone.Lookup;
import nomen.store.zone.NodeView;
import nomen.store.zone.RRsetView;
import nomen.store.zone.ZoneLookup;
import nomen.store.zone.ZoneSnapshot;

/**
 * Adds what spares the resolver a question: the addresses of the names that the other sections
 * mention (RFC 1035 section 3.3, RFC 2782, RFC 9460 section 4.1), as far as this zone has them.
 *
 * <p>All A records come first, then all AAAA records, as BIND and NSD have it: in a response that
 * is short of room more servers get an address that way. What does not fit is left out without TC,
 * but for the glue of name servers within the zone that is delegated: without it nobody could
 * follow the referral (RFC 9471 section 3.1). Sibling glue is sent as far as it fits.
 */
final class AdditionalSection {
  private final MessageWriter message;
  private final RRsetWriter rrsets;
  private final AdditionalTargets targets;
  private final ZoneLookup scratch = new ZoneLookup();
  private final RRsetView rrset = new RRsetView();
  private final RRsetView signatures = new RRsetView();

  AdditionalSection(MessageWriter message, RRsetWriter rrsets, AdditionalTargets targets) {
    this.message = message;
    this.rrsets = rrsets;
    this.targets = targets;
  }

  /**
   * Writes the section.
   *
   * @param zone where the answer came from
   * @param signed whether signatures are wanted
   * @param cut where the name of the zone cut stands in the message if this is a referral, else -1
   */
  void write(ZoneSnapshot zone, boolean signed, int cut, byte[] cutOctets) {
    int count = targets.count();
    if (count == 0) {
      return;
    }
    message.section(Section.ADDITIONAL);
    boolean services = false;
    for (int i = 0; i < count; i++) {
      find(zone, i);
      services |= isService(targets.type(i));
    }
    boolean complete = !targets.overflowed();
    complete &= writeAll(TypeCodes.A, count, signed, cut, cutOctets);
    complete &= writeAll(TypeCodes.AAAA, count, signed, cut, cutOctets);
    if (services) {
      writeServices(count, signed);
    }
    if (!complete) {
      message.setFlags(Header.TC);
    }
  }

  /** Finds the node of a target; the view stays empty if the zone has no data to show for it. */
  private void find(ZoneSnapshot zone, int index) {
    NodeView node = targets.node(index);
    byte[] octets = targets.octets(index);
    int at = targets.octetsOffset(index);
    if (!zone.find(octets, at, node, scratch) || targets.type(index) == TypeCodes.NS) {
      // Name servers may have their addresses below a zone cut: that is what glue is.
      return;
    }
    Lookup outcome = zone.lookup(octets, at, TypeCodes.A, scratch);
    boolean authoritative =
        (outcome instanceof Lookup.Answer || outcome instanceof Lookup.NoData)
            && !outcome.isWildcard();
    if (!authoritative) {
      node.clear();
    }
  }

  /** Returns whether all glue that is required was written. */
  private boolean writeAll(int type, int count, boolean signed, int cut, byte[] cutOctets) {
    boolean complete = true;
    for (int i = 0; i < count; i++) {
      NodeView node = targets.node(i);
      if (!node.find(type, rrset) || write(i, node, type, signed)) {
        continue;
      }
      complete &= cut < 0 || !isInDomain(i, cutOctets, cut);
    }
    return complete;
  }

  /** RFC 9460 section 4.1: the target of an AliasMode record may have records of the same type. */
  private void writeServices(int count, boolean signed) {
    for (int i = 0; i < count; i++) {
      int type = targets.type(i);
      NodeView node = targets.node(i);
      // Not those of the owner itself: they are the answer.
      if (isService(type) && !standsInAnswer(i) && node.find(type, rrset)) {
        write(i, node, type, signed);
      }
    }
  }

  private boolean standsInAnswer(int index) {
    return targets.octets(index) == message.wire().octets();
  }

  private static boolean isService(int type) {
    return type == TypeCodes.SVCB || type == TypeCodes.HTTPS;
  }

  private boolean write(int index, NodeView node, int type, boolean signed) {
    int place = targets.messageOffset(index);
    byte[] owner = targets.octets(index);
    int ownerAt = targets.octetsOffset(index);
    if (!rrsets.writeAt(place, owner, ownerAt, rrset)) {
      return false;
    }
    if (signed && node.findSignatures(type, signatures)) {
      // RFC 4035 section 3.1.1: signatures here may be left out, without TC.
      rrsets.writeAt(place, owner, ownerAt, signatures);
    }
    return true;
  }

  /** Whether a name server's name is at or below the zone cut (RFC 9471 section 2.1). */
  private boolean isInDomain(int index, byte[] cutOctets, int cut) {
    byte[] name = targets.octets(index);
    int at = targets.octetsOffset(index);
    int extra = Labels.count(name, at) - Labels.count(cutOctets, cut);
    if (extra < 0) {
      return false;
    }
    int suffix = Labels.skip(name, at, extra);
    int length = Labels.length(cutOctets, cut);
    return Labels.length(name, suffix) == length
        && Labels.equalIgnoringCase(name, suffix, cutOctets, cut, length);
  }
}
