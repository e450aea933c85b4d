package nomen.codec.tsig;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import nomen.codec.message.MessageWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What dnspython signs is verified, and what is signed here is the same octet by octet. */
class TsigVectorsTest {
  static List<Vectors.Exchange> exchanges() {
    return Vectors.exchanges();
  }

  @Test
  void everyAlgorithmIsThere() {
    Set<TsigAlgorithm> seen =
        exchanges().stream().map(e -> e.key().algorithm()).collect(Collectors.toSet());
    assertEquals(EnumSet.allOf(TsigAlgorithm.class), seen);
  }

  @ParameterizedTest
  @MethodSource("exchanges")
  void requestsAreSigned(Vectors.Exchange exchange) {
    MessageWriter writer = Written.finished(exchange.request());
    byte[] mac = new TsigSigner(new TsigMacs()).signRequest(writer, exchange.key(), Vectors.NOW);
    TsigRecord expected = Written.record(exchange.signedRequest());
    TsigRecord made = Written.record(Written.octets(writer, writer.wire().position()));
    assertArrayEquals(expected.mac(), mac);
    same(expected, made);
  }

  /** All but the case of the key's name, which each writes as it likes. */
  private static void same(TsigRecord expected, TsigRecord made) {
    assertArrayEquals(expected.mac(), made.mac());
    assertEquals(expected.keyName(), made.keyName());
    assertEquals(expected.algorithmName(), made.algorithmName());
    assertEquals(expected.timeSigned(), made.timeSigned());
    assertEquals(expected.fudge(), made.fudge());
    assertEquals(expected.originalId(), made.originalId());
    assertEquals(expected.error(), made.error());
    assertArrayEquals(expected.otherData(), made.otherData());
  }

  @ParameterizedTest
  @MethodSource("exchanges")
  void requestsAreVerifiedAndResponsesSigned(Vectors.Exchange exchange) {
    Keyring keys = new Keyring(List.of(exchange.key()));
    TsigOutcome outcome = Written.verify(keys, exchange.signedRequest(), Vectors.NOW);
    assertInstanceOf(TsigOutcome.Verified.class, outcome);
    MessageWriter writer = Written.finished(exchange.response());
    int before = writer.wire().position();
    int length = new TsigSigner(new TsigMacs()).signResponse(writer, outcome, Vectors.NOW);
    assertEquals(outcome.sizeOctets(), length - before);
    same(Written.record(exchange.signedResponse()), Written.record(Written.octets(writer, length)));
  }

  @ParameterizedTest
  @MethodSource("exchanges")
  void responsesAreVerified(Vectors.Exchange exchange) throws TsigException {
    byte[] mac = Written.record(exchange.signedRequest()).mac();
    TsigResponseVerifier verifier = new TsigResponseVerifier(exchange.key(), mac);
    byte[] response = exchange.signedResponse();
    assertTrue(verifier.verify(response, 0, response.length, Vectors.NOW));
  }

  private static TsigKey streamKey() {
    return new TsigKey(
        Vectors.KEY_NAME, TsigAlgorithm.HMAC_SHA256, Vectors.octets("stream-secret").getFirst());
  }

  @Test
  void streamsAreSigned() {
    byte[] request = Vectors.octets("stream-request").getFirst();
    TsigOutcome outcome = Written.verify(new Keyring(List.of(streamKey())), request, Vectors.NOW);
    TsigStreamSigner signer =
        new TsigStreamSigner(assertInstanceOf(TsigOutcome.Verified.class, outcome));
    List<byte[]> messages = Vectors.octets("stream-message");
    List<byte[]> signed = Vectors.octets("stream-signed");
    for (int i = 0; i < messages.size(); i++) {
      MessageWriter writer = Written.finished(messages.get(i));
      if (i == 1) {
        signer.passUnsigned(writer);
      } else {
        int length = signer.sign(writer, Vectors.NOW);
        same(Written.record(signed.get(i / 2)), Written.record(Written.octets(writer, length)));
      }
    }
  }

  @Test
  void streamsAreVerified() throws TsigException {
    byte[] mac = Written.record(Vectors.octets("stream-request").getFirst()).mac();
    TsigResponseVerifier verifier = new TsigResponseVerifier(streamKey(), mac);
    byte[] first = Vectors.octets("stream-signed").getFirst();
    byte[] second = Vectors.octets("stream-message").get(1);
    byte[] third = Vectors.octets("stream-signed").getLast();
    assertTrue(verifier.verify(first, 0, first.length, Vectors.NOW));
    assertFalse(verifier.verify(second, 0, second.length, Vectors.NOW));
    assertTrue(verifier.verify(third, 0, third.length, Vectors.NOW));
  }
}
