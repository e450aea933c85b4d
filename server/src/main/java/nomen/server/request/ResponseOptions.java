package nomen.server.request;

import java.nio.charset.StandardCharsets;
import nomen.codec.edns.OptionCode;
import nomen.codec.message.MessageWriter;
import nomen.codec.message.Query;
import nomen.codec.wire.WireWriter;
import nomen.store.zone.RRsetView;
import nomen.store.zone.ZoneSnapshot;

/**
 * Adds EDNS options to responses, each only where it was asked for, but errors (RFC 8914 section 2)
 * to every response that has an OPT record. An option that has no room is left out.
 */
final class ResponseOptions {
  private static final int TYPE_SOA = 6;

  /** EXPIRE stands before MINIMUM at the end of a SOA's RDATA (RFC 1035 section 3.3.13). */
  private static final int EXPIRE_FROM_END = 8;

  private static final int EXPIRE_OCTETS = 4;

  /** ZONEVERSION: label count, type, serial (RFC 9660 section 2.1). */
  private static final int ZONEVERSION_OCTETS = 6;

  /** The ZONEVERSION type SOA-SERIAL (RFC 9660 section 7.2). */
  private static final int SOA_SERIAL = 0;

  /** Of an error's text: it is one line, and a response without data must stay small. */
  private static final int MAX_TEXT_OCTETS = 200;

  private final RequestRules rules;
  private final MessageWriter message;
  private final Query query;
  private final RRsetView soa = new RRsetView();

  ResponseOptions(RequestRules rules, MessageWriter message, Query query) {
    this.rules = rules;
    this.message = message;
    this.query = query;
  }

  /** Adds what does not depend on the answer. */
  void add(boolean udp) {
    byte[] nsid = rules.nsid();
    if (nsid != null && query.hasOption(OptionCode.NSID)) {
      message.addOption(OptionCode.NSID, nsid, 0, nsid.length);
    }
    // RFC 7828 section 3.2.1: over UDP the option is ignored.
    if (!udp
        && rules.keepaliveTimeout() != RequestRules.NO_KEEPALIVE
        && query.hasOption(OptionCode.TCP_KEEPALIVE)) {
      WireWriter option = message.beginOption(OptionCode.TCP_KEEPALIVE, 2);
      if (option != null) {
        option.writeU16(rules.keepaliveTimeout());
      }
    }
  }

  /** Adds what is to be said of the zone that answers. */
  void add(ZoneSnapshot zone) {
    if (query.hasOption(OptionCode.ZONEVERSION) && zone.soa(soa)) {
      WireWriter option = message.beginOption(OptionCode.ZONEVERSION, ZONEVERSION_OCTETS);
      if (option != null) {
        option.writeU8(zone.origin().labelCount());
        option.writeU8(SOA_SERIAL);
        option.writeU32((int) zone.serial());
      }
    }
    // RFC 7314 section 3: asked for by secondaries with their queries for the SOA.
    if (query.hasOption(OptionCode.EXPIRE)
        && query.qtype() == TYPE_SOA
        && zone.origin().length() == query.qnameLength()
        && zone.soa(soa)) {
      int end = soa.rdataOffset(soa.first()) + soa.rdataLength(soa.first());
      message.addOption(OptionCode.EXPIRE, soa.octets(), end - EXPIRE_FROM_END, EXPIRE_OCTETS);
    }
  }

  /**
   * Adds an extended error with a text (RFC 8914 section 2), if the response has an OPT record; the
   * text is left out if there is no room for it, and its end if it is long.
   */
  void addError(int infoCode, String text) {
    if (!message.hasEdns()) {
      return;
    }
    if (text.isEmpty()) {
      addError(infoCode);
      return;
    }
    byte[] octets = text.getBytes(StandardCharsets.UTF_8);
    int length = Math.min(octets.length, MAX_TEXT_OCTETS);
    WireWriter option = message.beginOption(OptionCode.EXTENDED_ERROR, 2 + length);
    if (option == null) {
      addError(infoCode);
      return;
    }
    option.writeU16(infoCode);
    option.writeOctets(octets, 0, length);
  }

  /** Adds an extended error, if the response has an OPT record. */
  void addError(int infoCode) {
    WireWriter option = message.beginOption(OptionCode.EXTENDED_ERROR, 2);
    if (option != null) {
      option.writeU16(infoCode);
    }
  }
}
