package nomen.codec.tsig;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import nomen.codec.name.Name;
import org.junit.jupiter.api.Test;

class TsigKeyTest {
  private static final Name NAME = Name.parse("key.example.");

  private static TsigKey key(int macOctets, int secretOctets) {
    return new TsigKey(NAME, TsigAlgorithm.HMAC_SHA256, macOctets, new byte[secretOctets]);
  }

  private static String refusal(int macOctets, int secretOctets) {
    return String.valueOf(
        assertThrows(IllegalArgumentException.class, () -> key(macOctets, secretOctets))
            .getMessage());
  }

  @Test
  void sizesHaveLimits() {
    assertEquals("a secret has 8 to 512 octets, not 7", refusal(32, 7));
    assertEquals("a secret has 8 to 512 octets, not 513", refusal(32, 513));
    assertEquals("a MAC of hmac-sha256 has 16 to 32 octets, not 15", refusal(15, 8));
    assertEquals("a MAC of hmac-sha256 has 16 to 32 octets, not 33", refusal(33, 8));
    assertEquals(16, key(16, 512).macOctets());
  }

  @Test
  void theSecretIsNotPrinted() {
    TsigKey key =
        new TsigKey(
            NAME,
            TsigAlgorithm.HMAC_SHA1,
            "opensesame".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    assertEquals("key.example. hmac-sha1", key.toString());
  }

  @Test
  void theSecretIsCopied() {
    byte[] secret = new byte[16];
    TsigKey key = new TsigKey(NAME, TsigAlgorithm.HMAC_SHA1, secret);
    secret[0] = 1;
    key.copySecret()[1] = 1;
    assertTrue(key.hasSecret(new byte[16]));
    assertFalse(key.hasSecret(secret));
  }

  @Test
  void ringsAreByName() {
    TsigKey key = key(32, 32);
    Keyring ring = new Keyring(List.of(key));
    assertSame(key, ring.find(Name.parse("KEY.example.")));
    assertNull(ring.find(Name.parse("example.")));
    assertThrows(IllegalArgumentException.class, () -> new Keyring(List.of(key, key(16, 8))));
  }

  /** More keys than are kept: all go on working. */
  @Test
  void hashesAreForgotten() {
    byte[] request = Vectors.sha256().request();
    TsigMacs macs = new TsigMacs();
    TsigSigner signer = new TsigSigner(macs);
    for (int i = 0; i <= TsigMacs.MAX_KEPT; i++) {
      signer.signRequest(Written.finished(request), key(32, 32), 0);
    }
    TsigKey last = key(32, 32);
    byte[] signed = Written.signed(request, last, 5);
    TsigOutcome outcome =
        new TsigVerifier(macs)
            .verify(
                new Keyring(List.of(last)), signed, 0, signed.length, Written.locate(signed), 5);
    assertEquals("VERIFIED", Written.verdict(outcome));
  }
}
