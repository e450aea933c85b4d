package nomen.server.transfer.in;

import java.util.Arrays;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import nomen.codec.message.Header;
import nomen.codec.message.MessageWriter;
import nomen.codec.message.Opcode;
import nomen.codec.message.Section;
import nomen.codec.name.Name;
import nomen.codec.rr.RRClass;
import nomen.codec.rr.RRTypes;
import nomen.codec.tsig.TsigKey;
import nomen.codec.tsig.TsigMacs;
import nomen.codec.tsig.TsigResponseVerifier;
import nomen.codec.tsig.TsigSigner;
import nomen.server.config.RemoteServer;
import nomen.store.zone.RRsetView;
import nomen.store.zone.ZoneSnapshot;
import org.jspecify.annotations.Nullable;

/** Writes what primaries are asked, and signs it. Not thread-safe. */
final class PrimaryRequests {
  /** A question and a SOA with the longest names, and the longest TSIG record, have less. */
  private static final int MAX_OCTETS = 4096;

  private static final int MAX_ID = 1 << 16;

  /**
   * A request.
   *
   * @param verifier checks what comes back; null if the primary has no key
   */
  @SuppressWarnings("ArrayRecordComponent") // Handed over once, compared by nobody.
  record Request(byte[] octets, int id, @Nullable TsigResponseVerifier verifier) {}

  private final Function<Name, @Nullable TsigKey> keys;
  private final RandomGenerator random;
  private final TsigSigner signer = new TsigSigner(new TsigMacs());
  private final MessageWriter message = new MessageWriter();
  private final byte[] buffer = new byte[MAX_OCTETS];

  /**
   * A writer.
   *
   * @param keys finds a key by its name
   * @param random gives IDs that nobody can guess
   */
  PrimaryRequests(Function<Name, @Nullable TsigKey> keys, RandomGenerator random) {
    this.keys = keys;
    this.random = random;
  }

  /**
   * A query for a zone's SOA.
   *
   * @return null if the primary's key is not known here
   */
  @Nullable Request soa(Name apex, RemoteServer primary, long nowSeconds) {
    return write(apex, RRTypes.SOA.code(), null, primary, nowSeconds);
  }

  /** A query for the whole zone (RFC 5936 section 2.1); else as {@link #soa}. */
  @Nullable Request axfr(Name apex, RemoteServer primary, long nowSeconds) {
    return write(apex, RRTypes.AXFR.code(), null, primary, nowSeconds);
  }

  /** A query for what is newer than a zone (RFC 1995 section 3); else as {@link #soa}. */
  @Nullable Request ixfr(ZoneSnapshot held, RemoteServer primary, long nowSeconds) {
    return write(held.origin(), RRTypes.IXFR.code(), held, primary, nowSeconds);
  }

  private @Nullable Request write(
      Name apex, int qtype, @Nullable ZoneSnapshot held, RemoteServer primary, long nowSeconds) {
    TsigKey key = null;
    if (primary.key() != null) {
      key = keys.apply(primary.key());
      if (key == null) {
        return null;
      }
    }
    int id = random.nextInt(MAX_ID);
    message.begin(id, Header.opcodeFlags(Opcode.QUERY), buffer, buffer.length);
    if (key != null) {
      message.reserve(TsigSigner.sizeOctets(key));
    }
    message.writeQuestion(apex, qtype, RRClass.IN.code());
    RRsetView soa = new RRsetView();
    if (held != null && held.soa(soa)) {
      message.section(Section.AUTHORITY);
      message.beginRecord(
          MessageWriter.QNAME_OFFSET, RRTypes.SOA.code(), RRClass.IN.code(), soa.ttlSeconds());
      int record = soa.first();
      message.wire().writeOctets(soa.octets(), soa.rdataOffset(record), soa.rdataLength(record));
      message.endRecord();
    }
    message.finish();
    TsigResponseVerifier verifier = null;
    if (key != null) {
      byte[] mac = signer.signRequest(message, key, nowSeconds);
      verifier = new TsigResponseVerifier(key, mac);
    }
    return new Request(Arrays.copyOf(buffer, message.wire().position()), id, verifier);
  }
}
