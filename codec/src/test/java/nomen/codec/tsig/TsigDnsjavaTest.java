package nomen.codec.tsig;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import nomen.codec.message.MessageWriter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.TSIG;

/** dnsjava as a second oracle: what either signs, the other verifies. */
class TsigDnsjavaTest {
  private static final long NOW = Vectors.NOW;
  private static final byte[] SECRET = {1, 2, 3, 4, 5, 6, 7, 8, 9};

  private static TSIG theirs(TsigKey key) throws IOException {
    org.xbill.DNS.Name name = new org.xbill.DNS.Name(key.name().toWire());
    org.xbill.DNS.Name algorithm = new org.xbill.DNS.Name(key.algorithm().wireName().toWire());
    Clock clock = Clock.fixed(Instant.ofEpochSecond(NOW), ZoneOffset.UTC);
    return new TSIG(algorithm, name, new javax.crypto.spec.SecretKeySpec(SECRET, "Hmac"), clock);
  }

  @ParameterizedTest
  @EnumSource(TsigAlgorithm.class)
  void requestsAndResponses(TsigAlgorithm algorithm) throws IOException, TsigException {
    TsigKey key = new TsigKey(Vectors.KEY_NAME, algorithm, SECRET);
    Message query = new Message(Vectors.sha256().request());
    query.setTSIG(theirs(key), Rcode.NOERROR, null);
    byte[] request = query.toWire(65_535);
    TsigOutcome outcome = Written.verify(new Keyring(List.of(key)), request, NOW);
    assertInstanceOf(TsigOutcome.Verified.class, outcome);

    MessageWriter writer = Written.finished(Vectors.sha256().response());
    int length = new TsigSigner(new TsigMacs()).signResponse(writer, outcome, NOW);
    byte[] response = Written.octets(writer, length);
    Message read = new Message(response);
    int verdict =
        theirs(key).verify(read, response, Objects.requireNonNull(new Message(request).getTSIG()));
    assertEquals(Rcode.NOERROR, verdict);
  }

  @ParameterizedTest
  @EnumSource(TsigAlgorithm.class)
  void responsesOfDnsjava(TsigAlgorithm algorithm) throws IOException, TsigException {
    TsigKey key = new TsigKey(Vectors.KEY_NAME, algorithm, SECRET);
    byte[] request = Written.signed(Vectors.sha256().request(), key, NOW);
    Message query = new Message(request);
    assertEquals(Rcode.NOERROR, theirs(key).verify(query, request, null));
    Message response = new Message(Vectors.sha256().response());
    response.setTSIG(theirs(key), Rcode.NOERROR, query.getTSIG());
    byte[] octets = response.toWire(65_535);
    TsigResponseVerifier verifier = new TsigResponseVerifier(key, Written.record(request).mac());
    assertTrue(verifier.verify(octets, 0, octets.length, NOW));
  }
}
