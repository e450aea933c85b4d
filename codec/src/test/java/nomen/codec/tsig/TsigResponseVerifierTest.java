package nomen.codec.tsig;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import nomen.codec.message.MessageWriter;
import nomen.codec.message.Rcode;
import nomen.codec.name.Name;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** RFC 8945 sections 5.3.1 and 5.4: responses of one message and of several. */
class TsigResponseVerifierTest {
  private static final long NOW = Vectors.NOW;
  private static final byte[] REQUEST = Vectors.sha256().request();
  private static final byte[] RESPONSE = Vectors.sha256().response();
  private final TsigKey key =
      new TsigKey(Vectors.KEY_NAME, TsigAlgorithm.HMAC_SHA384, new byte[48]);
  private TsigStreamSigner signer;
  private TsigResponseVerifier verifier;

  @BeforeEach
  void exchange() {
    byte[] request = Written.signed(REQUEST, key, NOW);
    TsigOutcome outcome = Written.verify(new Keyring(List.of(key)), request, NOW);
    signer = new TsigStreamSigner(assertInstanceOf(TsigOutcome.Verified.class, outcome));
    verifier = new TsigResponseVerifier(key, Written.record(request).mac());
  }

  private byte[] signed() {
    MessageWriter writer = Written.finished(RESPONSE);
    return Written.octets(writer, signer.sign(writer, NOW));
  }

  private byte[] unsigned() {
    MessageWriter writer = Written.finished(RESPONSE);
    signer.passUnsigned(writer);
    return Written.octets(writer, writer.wire().position());
  }

  private boolean verify(byte[] message) throws TsigException {
    return verifier.verify(message, 0, message.length, NOW);
  }

  private int refusal(byte[] message) {
    return assertThrows(TsigException.class, () -> verify(message)).error();
  }

  @Test
  void aStreamIsSigned() throws TsigException {
    for (int i = 0; i < 5; i++) {
      assertTrue(verify(signed()));
    }
  }

  @Test
  void ninetyNineInARowMayGoUnsigned() throws TsigException {
    assertTrue(verify(signed()));
    for (int run = 0; run < 2; run++) {
      for (int i = 0; i < 99; i++) {
        assertFalse(verify(unsigned()));
      }
      assertThrows(IllegalStateException.class, this::unsigned);
      assertTrue(verify(signed()));
    }
    for (int i = 0; i < 99; i++) {
      assertFalse(verify(unsigned()));
    }
    assertEquals(Rcode.FORMERR, refusal(RESPONSE));
  }

  @Test
  void theFirstIsSigned() {
    assertThrows(IllegalStateException.class, this::unsigned);
    assertEquals(Rcode.FORMERR, refusal(RESPONSE));
  }

  @Test
  void nothingIsLeftOutOrChanged() throws TsigException {
    assertTrue(verify(signed()));
    unsigned();
    assertEquals(Rcode.BADSIG, refusal(signed()), "an unsigned message was lost on the way");
  }

  @Test
  void unsignedMessagesAreCovered() throws TsigException {
    assertTrue(verify(signed()));
    byte[] changed = unsigned();
    changed[changed.length - 1]++;
    assertFalse(verify(changed));
    assertEquals(Rcode.BADSIG, refusal(signed()));
  }

  @Test
  void messagesAreNotRepeated() throws TsigException {
    byte[] first = signed();
    assertTrue(verify(first));
    assertEquals(Rcode.BADSIG, refusal(first));
  }

  @Test
  void otherKeysDoNotCount() {
    byte[] request = Written.signed(REQUEST, key, NOW);
    TsigKey other = new TsigKey(Name.parse("other."), key.algorithm(), new byte[48]);
    verifier = new TsigResponseVerifier(other, Written.record(request).mac());
    assertEquals(Rcode.BADKEY, refusal(signed()));
  }

  @Test
  void oldResponsesDoNotCount() {
    byte[] response = signed();
    TsigException refused =
        assertThrows(
            TsigException.class, () -> verifier.verify(response, 0, response.length, NOW + 301));
    assertEquals(Rcode.BADTIME, refused.error());
  }

  @Test
  void malformedResponsesDoNotCount() {
    byte[] response = signed();
    for (int length = 0; length < response.length; length++) {
      int cut = length;
      TsigException refused =
          assertThrows(TsigException.class, () -> verifier.verify(response, 0, cut, NOW));
      assertEquals(Rcode.FORMERR, refused.error());
    }
  }
}
