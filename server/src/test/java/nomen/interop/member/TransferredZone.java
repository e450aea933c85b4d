package nomen.interop.member;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import nomen.conformance.subject.ServedKey;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.TSIG;
import org.xbill.DNS.Type;
import org.xbill.DNS.ZoneTransferException;
import org.xbill.DNS.ZoneTransferIn;

/**
 * All records of a zone as a member gives them by AXFR, read by dnsjava, which verifies the
 * signature of the stream.
 *
 * @param records by their canonical form, in which equal records are equal octets (RFC 4034 section
 *     6.2), the form for people
 */
public record TransferredZone(Map<String, String> records) {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  /** Transfers the zone. */
  public static TransferredZone of(Member member, String origin, @Nullable ServedKey key)
      throws IOException {
    ZoneTransferIn transfer =
        ZoneTransferIn.newAXFR(new Name(origin), member.place().address(), tsig(key));
    return new TransferredZone(canonical(run(transfer).getAXFR()));
  }

  /** What a member answers to IXFR from a serial. */
  public static ZoneTransferIn changes(
      Member member, String origin, long serial, @Nullable ServedKey key) throws IOException {
    return run(
        ZoneTransferIn.newIXFR(
            new Name(origin), serial, false, member.place().address(), tsig(key)));
  }

  /** Does to this what the differences of an answer to IXFR say, each of which must fit. */
  public TransferredZone with(List<ZoneTransferIn.Delta> deltas) {
    Map<String, String> now = new TreeMap<>(records);
    for (ZoneTransferIn.Delta delta : deltas) {
      canonical(delta.deletes).forEach((form, text) -> assertEquals(text, now.remove(form)));
      canonical(delta.adds).forEach((form, text) -> assertEquals(null, now.put(form, text)));
    }
    return new TransferredZone(now);
  }

  /** How many records there are. */
  public int size() {
    return records.size();
  }

  /** Fails with the records that only one of the two has. */
  public void assertSame(TransferredZone other, String what) {
    if (records.keySet().equals(other.records.keySet())) {
      return;
    }
    assertEquals(only(records, other.records), only(other.records, records), what);
    throw new AssertionError(what);
  }

  private static String only(Map<String, String> from, Map<String, String> without) {
    Map<String, String> rest = new TreeMap<>(from);
    rest.keySet().removeAll(without.keySet());
    return String.join("\n", rest.values());
  }

  private static ZoneTransferIn run(ZoneTransferIn transfer) throws IOException {
    transfer.setTimeout(TIMEOUT);
    try {
      transfer.run();
    } catch (ZoneTransferException broken) {
      throw new IOException(broken);
    }
    return transfer;
  }

  private static @Nullable TSIG tsig(@Nullable ServedKey key) throws IOException {
    return key == null
        ? null
        : new TSIG(new Name(key.algorithm() + "."), new Name(key.name()), key.octets());
  }

  private static Map<String, String> canonical(List<Record> list) {
    Map<String, String> forms = new TreeMap<>();
    for (Record one : list) {
      forms.put(
          HexFormat.of().formatHex(one.toWireCanonical()),
          "%s %d %s %s"
              .formatted(
                  one.getName(), one.getTTL(), Type.string(one.getType()), one.rdataToString()));
    }
    return forms;
  }
}
