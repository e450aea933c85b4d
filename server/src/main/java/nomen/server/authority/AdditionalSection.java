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
   * Writes the section for an answer from a zone's own data.
   *
   * @param zone where the answer came from
   * @param apex an array in which the zone's apex stands at {@code apexAt}
   * @param signed whether signatures are wanted
   */
  void write(ZoneSnapshot zone, byte[] apex, int apexAt, boolean signed) {
    int count = targets.count();
    if (count == 0) {
      return;
    }
    message.section(Section.ADDITIONAL);
    boolean services = false;
    for (int i = 0; i < count; i++) {
      if (targets.type(i) == TypeCodes.NS) {
        findGlue(zone, i);
      } else {
        findData(zone, apex, apexAt, i);
        services |= isService(targets.type(i));
      }
    }
    writeAll(TypeCodes.A, count, signed);
    writeAll(TypeCodes.AAAA, count, signed);
    if (services) {
      writeServices(count, signed);
    }
  }

  /**
   * Writes the section for a referral, and sets TC if glue that is required does not fit.
   *
   * @param zone where the referral came from
   * @param cut an array in which the name of the zone cut stands at {@code cutAt}
   */
  void writeGlue(ZoneSnapshot zone, byte[] cut, int cutAt, boolean signed) {
    int count = targets.count();
    if (count == 0) {
      return;
    }
    message.section(Section.ADDITIONAL);
    for (int i = 0; i < count; i++) {
      findGlue(zone, i);
    }
    boolean fits = writeAll(TypeCodes.A, count, signed);
    fits &= writeAll(TypeCodes.AAAA, count, signed);
    if (targets.overflowed() || !fits && isGlueMissing(count, cut, cutAt)) {
      message.setFlags(Header.TC);
    }
  }

  /** Finds what the zone has at a name server's name, also below a zone cut: that is glue. */
  private void findGlue(ZoneSnapshot zone, int index) {
    zone.find(targets.octets(index), targets.octetsOffset(index), targets.node(index), scratch);
  }

  /** Finds the zone's own data at a target; the view stays empty if there is none. */
  private void findData(ZoneSnapshot zone, byte[] apex, int apexAt, int index) {
    byte[] octets = targets.octets(index);
    int at = targets.octetsOffset(index);
    NodeView node = targets.node(index);
    node.clear();
    if (!isAtOrBelow(octets, at, apex, apexAt)) {
      return;
    }
    Lookup outcome = zone.lookup(octets, at, TypeCodes.A, scratch);
    boolean authoritative = outcome instanceof Lookup.Answer || outcome instanceof Lookup.NoData;
    if (authoritative && !outcome.isWildcard()) {
      node.set(outcome.node());
    }
  }

  /** Returns whether all fitted. */
  private boolean writeAll(int type, int count, boolean signed) {
    boolean fits = true;
    for (int i = 0; i < count; i++) {
      NodeView node = targets.node(i);
      if (node.find(type, rrset) && !write(i, node, type, signed)) {
        targets.markIncomplete(i);
        fits = false;
      }
    }
    return fits;
  }

  /** Whether an address that did not fit is that of a server at or below the zone cut. */
  private boolean isGlueMissing(int count, byte[] cut, int cutAt) {
    for (int i = 0; i < count; i++) {
      if (targets.isIncomplete(i)
          && isAtOrBelow(targets.octets(i), targets.octetsOffset(i), cut, cutAt)) {
        return true;
      }
    }
    return false;
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

  private static boolean isAtOrBelow(byte[] name, int at, byte[] ancestor, int ancestorAt) {
    int extra = Labels.count(name, at) - Labels.count(ancestor, ancestorAt);
    if (extra < 0) {
      return false;
    }
    int suffix = Labels.skip(name, at, extra);
    int length = Labels.length(ancestor, ancestorAt);
    return Labels.length(name, suffix) == length
        && Labels.equalIgnoringCase(name, suffix, ancestor, ancestorAt, length);
  }
}
