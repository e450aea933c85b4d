package nomen.server.transfer.notify;

import java.util.Arrays;
import nomen.codec.message.Header;
import nomen.codec.message.MessageWriter;
import nomen.codec.message.Opcode;
import nomen.codec.message.Section;
import nomen.codec.rr.RRClass;
import nomen.codec.rr.RRTypes;
import nomen.codec.tsig.TsigKey;
import nomen.codec.tsig.TsigMacs;
import nomen.codec.tsig.TsigSigner;
import nomen.store.zone.RRsetView;
import nomen.store.zone.ZoneSnapshot;
import org.jspecify.annotations.Nullable;

/** Writes NOTIFY requests (RFC 1996 section 3.7). Not thread-safe. */
final class NotifyMessages {
  /** More than any has: three long names and a signature. Nearly all have under 200. */
  private static final int MAX_OCTETS = 1232;

  private final TsigSigner signer = new TsigSigner(new TsigMacs());
  private final MessageWriter message = new MessageWriter();
  private final byte[] octets = new byte[MAX_OCTETS];
  private byte @Nullable [] mac;

  /**
   * Writes a request. The new SOA stands in its answer section, which is a hint that spares the
   * secondary a query; if there is no room for it, it is left out.
   *
   * @param zone that has an SOA
   * @param soa its SOA RRset
   * @param key to sign with, null for none
   * @param nowSeconds the time, in seconds since 1970
   */
  byte[] write(ZoneSnapshot zone, RRsetView soa, int id, @Nullable TsigKey key, long nowSeconds) {
    message.begin(id, Header.opcodeFlags(Opcode.NOTIFY) | Header.AA, octets, MAX_OCTETS);
    message.writeQuestion(zone.origin(), RRTypes.SOA.code(), RRClass.IN.code());
    if (key != null) {
      message.reserve(TsigSigner.sizeOctets(key));
    }
    message.section(Section.ANSWER);
    long mark = message.mark();
    int place = soa.first();
    message.beginRecord(
        MessageWriter.QNAME_OFFSET, RRTypes.SOA.code(), RRClass.IN.code(), soa.ttlSeconds());
    message.wire().writeOctets(soa.octets(), soa.rdataOffset(place), soa.rdataLength(place));
    message.endRecord();
    if (message.overflowed()) {
      message.rollback(mark);
    }
    message.finish();
    mac = key == null ? null : signer.signRequest(message, key, nowSeconds);
    return Arrays.copyOf(octets, message.wire().position());
  }

  /** The MAC of the message that was written last; null if it was not signed. */
  byte @Nullable [] mac() {
    return mac;
  }
}
