package nomen.codec.tsig;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import nomen.codec.message.MessageWriter;
import nomen.codec.message.Rcode;
import nomen.codec.name.Name;
import nomen.codec.wire.WireFormatException;
import nomen.codec.wire.WireReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** RFC 8945 section 5.2: what is refused, and in which order. */
class TsigVerifierTest {
  private static final long NOW = Vectors.NOW;
  private static final byte[] SECRET = new byte[32];
  private static final byte[] REQUEST = Vectors.sha256().request();

  private static TsigKey key(TsigAlgorithm algorithm, int macOctets) {
    return new TsigKey(Vectors.KEY_NAME, algorithm, macOctets, SECRET);
  }

  private static TsigKey key() {
    return key(TsigAlgorithm.HMAC_SHA256, 32);
  }

  private static String verdict(TsigKey known, byte[] request, long nowSeconds) {
    return Written.verdict(Written.verify(new Keyring(List.of(known)), request, nowSeconds));
  }

  /** Changes a message behind its signature. */
  private static byte[] with(byte[] message, int offset, int value) {
    byte[] changed = message.clone();
    changed[offset] = (byte) value;
    return changed;
  }

  /** The offset of the RDATA's field that comes this many octets behind the algorithm's name. */
  private static int field(byte[] message, TsigKey key, int behindAlgorithm) {
    return Written.locate(message)
        + key.name().length()
        + 10
        + key.algorithm().wireName().length()
        + behindAlgorithm;
  }

  @Test
  void goodRequestsAreVerified() {
    TsigKey key = key();
    TsigOutcome outcome =
        Written.verify(new Keyring(List.of(key)), Written.signed(REQUEST, key, NOW), NOW);
    assertSame(key, assertInstanceOf(TsigOutcome.Verified.class, outcome).key());
    assertEquals(Rcode.NOERROR, outcome.rcode());
  }

  @Test
  void unknownKeysAreBad() {
    TsigKey other = new TsigKey(Name.parse("other."), TsigAlgorithm.HMAC_SHA256, SECRET);
    byte[] request = Written.signed(REQUEST, key(), NOW);
    assertEquals("BADKEY", verdict(other, request, NOW));
    assertEquals("BADKEY", Written.verdict(Written.verify(Keyring.EMPTY, request, NOW)));
  }

  /** Section 5.2.1: "the key name is not recognized, or ... the algorithm is not". */
  @Test
  void aKeyIsForOneAlgorithm() {
    byte[] request = Written.signed(REQUEST, key(TsigAlgorithm.HMAC_SHA512, 64), NOW);
    assertEquals("BADKEY", verdict(key(), request, NOW));
  }

  @Test
  void otherSecretsAreBadSignatures() {
    TsigKey other = new TsigKey(Vectors.KEY_NAME, TsigAlgorithm.HMAC_SHA256, new byte[33]);
    // A key is padded with zeros (RFC 2104), so one zero more is the same key.
    byte[] secret = SECRET.clone();
    secret[31] = 1;
    assertEquals("VERIFIED", verdict(other, Written.signed(REQUEST, key(), NOW), NOW));
    other = new TsigKey(Vectors.KEY_NAME, TsigAlgorithm.HMAC_SHA256, secret);
    assertEquals("BADSIG", verdict(other, Written.signed(REQUEST, key(), NOW), NOW));
  }

  @ParameterizedTest
  @CsvSource({"0, VERIFIED", "300, VERIFIED", "-300, VERIFIED", "301, BADTIME", "-301, BADTIME"})
  void timesOutsideTheFudgeAreBad(int off, String verdict) {
    assertEquals(verdict, verdict(key(), Written.signed(REQUEST, key(), NOW), NOW + off));
  }

  /** The signature is looked at before the time: who has no key learns nothing of the clock. */
  @Test
  void aBadSignatureHidesABadTime() {
    byte[] request = Written.signed(REQUEST, key(), NOW);
    byte[] changed = with(request, request.length - 10, request[request.length - 10] + 1);
    assertEquals("BADSIG", verdict(key(), changed, NOW + 9999));
  }

  /** Section 5.3: the ID may be changed on the way by who forwards the message. */
  @Test
  void theOriginalIdCounts() {
    byte[] request = Written.signed(REQUEST, key(), NOW);
    byte[] forwarded = with(with(request, 0, 0x12), 1, 0x34);
    assertEquals("VERIFIED", verdict(key(), forwarded, NOW));
    byte[] changed = with(request, request.length - 6, 0x77);
    assertEquals("BADSIG", verdict(key(), changed, NOW));
  }

  /** Both names count in lower case (section 4.3.3). */
  @Test
  void caseOfNamesDoesNotCount() {
    byte[] request = Written.signed(REQUEST, key(), NOW);
    int tsig = Written.locate(request);
    assertEquals("VERIFIED", verdict(key(), with(request, tsig + 1, 'K'), NOW));
    int algorithm = field(request, key(), 0) - key().algorithm().wireName().length();
    assertEquals("VERIFIED", verdict(key(), with(request, algorithm + 1, 'H'), NOW));
  }

  /** A request signed with as many octets of the MAC as asked. */
  private static byte[] truncated(TsigAlgorithm algorithm, int macOctets) {
    byte[] whole = Written.signed(REQUEST, key(algorithm, algorithm.macOctets()), NOW);
    int size = field(whole, key(algorithm, algorithm.macOctets()), 8);
    int cut = algorithm.macOctets() - macOctets;
    byte[] message = new byte[whole.length - cut];
    int tail = size + 2 + algorithm.macOctets();
    System.arraycopy(whole, 0, message, 0, Math.min(whole.length, size + 2 + macOctets));
    System.arraycopy(whole, tail, message, tail - cut, whole.length - tail);
    message[size + 1] = (byte) macOctets;
    int length = size - 8 - algorithm.wireName().length() - 2;
    message[length + 1] -= (byte) cut;
    return message;
  }

  /** Section 5.2.2.1: at least 10 octets and half the hash; else FORMERR. */
  @ParameterizedTest
  @EnumSource(TsigAlgorithm.class)
  void truncatedMacsHaveALength(TsigAlgorithm algorithm) {
    TsigKey lenient = key(algorithm, algorithm.minMacOctets());
    int min = Math.max(10, algorithm.macOctets() / 2);
    assertEquals("VERIFIED", verdict(lenient, truncated(algorithm, min), NOW));
    assertEquals(
        "VERIFIED", verdict(lenient, truncated(algorithm, algorithm.macOctets() - 1), NOW));
    assertEquals("FORMERR", verdict(lenient, truncated(algorithm, min - 1), NOW));
    assertEquals("FORMERR", verdict(lenient, truncated(algorithm, 0), NOW));
    assertEquals("FORMERR", verdict(lenient, truncated(algorithm, algorithm.macOctets() + 1), NOW));
  }

  /** Section 5.2.4: a MAC that is right as far as it goes, but shorter than the key allows. */
  @ParameterizedTest
  @CsvSource({"32, VERIFIED", "24, VERIFIED", "23, BADTRUNC", "16, BADTRUNC", "15, FORMERR"})
  void keysSayHowFarMacsAreTruncated(int octets, String verdict) {
    TsigKey key = key(TsigAlgorithm.HMAC_SHA256, 24);
    assertEquals(verdict, verdict(key, truncated(TsigAlgorithm.HMAC_SHA256, octets), NOW));
  }

  /** Section 5.2: time before truncation. */
  @Test
  void badTimeHidesBadTruncation() {
    byte[] request = truncated(TsigAlgorithm.HMAC_SHA256, 20);
    assertEquals("BADTIME", verdict(key(), request, NOW + 301));
    byte[] wrong = with(request, request.length - 10, request[request.length - 10] + 1);
    assertEquals("BADSIG", verdict(key(), wrong, NOW));
  }

  @Test
  void malformedRecordsAreRefused() {
    TsigKey key = key();
    byte[] good = Written.signed(REQUEST, key, NOW);
    int fixed = Written.locate(good) + key.name().length();
    List<byte[]> bad = new ArrayList<>();
    bad.add(with(good, fixed + 3, 1));
    bad.add(with(good, fixed + 7, 1));
    bad.add(with(good, fixed + 9, good[fixed + 9] - 1));
    bad.add(with(good, fixed + 9, good[fixed + 9] + 1));
    bad.add(with(good, field(good, key, 9), 255));
    bad.add(with(good, good.length - 1, 1));
    bad.add(with(good, good.length - 2, 1));
    for (byte[] request : bad) {
      TsigOutcome outcome =
          new TsigVerifier(new TsigMacs())
              .verify(
                  new Keyring(List.of(key)), request, 0, request.length, Written.locate(good), NOW);
      assertEquals("FORMERR", Written.verdict(outcome));
      assertEquals(Rcode.FORMERR, outcome.rcode());
      assertEquals(0, outcome.sizeOctets());
    }
  }

  /** No octet can be changed but for the ID and the case of the names. */
  @Test
  void changedMessagesAreNotVerified() throws WireFormatException {
    TsigKey key = key();
    byte[] good = Written.signed(REQUEST, key, NOW);
    Random random = new Random(8945);
    for (int at = 2; at < good.length; at++) {
      byte[] changed = with(good, at, good[at] ^ 1 << random.nextInt(8));
      TsigOutcome outcome =
          new TsigVerifier(new TsigMacs())
              .verify(
                  new Keyring(List.of(key)), changed, 0, changed.length, Written.locate(good), NOW);
      boolean caseAlone = Arrays.equals(lower(changed), lower(good)) && at >= Written.locate(good);
      if (outcome instanceof TsigOutcome.Verified && !caseAlone) {
        TsigRecord record = TsigRecord.read(new WireReader(changed), Written.locate(good));
        throw new AssertionError("octet " + at + ": " + record.keyName());
      }
    }
  }

  private static byte[] lower(byte[] octets) {
    byte[] folded = octets.clone();
    nomen.codec.name.Labels.copyLower(octets, 0, folded, 0, octets.length);
    return folded;
  }

  @Test
  void aWindowOfAnArrayIsEnough() {
    byte[] request = Written.signed(REQUEST, key(), NOW);
    byte[] array = new byte[request.length + 20];
    Arrays.fill(array, (byte) 0x5a);
    System.arraycopy(request, 0, array, 7, request.length);
    TsigOutcome outcome =
        new TsigVerifier(new TsigMacs())
            .verify(
                new Keyring(List.of(key())),
                array,
                7,
                request.length,
                Written.locate(request) + 7,
                NOW);
    assertEquals("VERIFIED", Written.verdict(outcome));
  }

  /** Section 5.3.2: BADKEY and BADSIG are unsigned, BADTIME and BADTRUNC signed. */
  @Test
  void errorsAreTold() {
    TsigKey key = key();
    byte[] request = Written.signed(REQUEST, key, NOW);
    byte[] mac = Written.record(request).mac();
    TsigKey wrong = new TsigKey(key.name(), key.algorithm(), new byte[] {1, 2, 3, 4, 5, 6, 7, 8});
    assertEquals(
        "17: the server says, unsigned, BADKEY of key.example. hmac-sha256",
        told(Keyring.EMPTY, request, mac, NOW));
    assertEquals(
        "16: the server says, unsigned, BADSIG of key.example. hmac-sha256",
        told(new Keyring(List.of(wrong)), request, mac, NOW));
    assertEquals(
        "18: the server says BADTIME: its clock shows 1800001000",
        told(new Keyring(List.of(key)), request, mac, NOW + 1000));
    byte[] cut = truncated(TsigAlgorithm.HMAC_SHA256, 20);
    assertEquals(
        "22: the server says BADTRUNC",
        told(new Keyring(List.of(key)), cut, Written.record(cut).mac(), NOW));
  }

  /** What a client that has the key is told by a server. */
  private static String told(Keyring server, byte[] request, byte[] mac, long serverNow) {
    TsigOutcome outcome = Written.verify(server, request, serverNow);
    MessageWriter writer = Written.finished(Vectors.sha256().response());
    int before = writer.wire().position();
    int length = new TsigSigner(new TsigMacs()).signResponse(writer, outcome, serverNow);
    assertEquals(outcome.sizeOctets(), length - before);
    assertEquals(Rcode.NOTAUTH, outcome.rcode());
    try {
      new TsigResponseVerifier(key(), mac).verify(writer.wire().octets(), 0, length, NOW);
      return "verified";
    } catch (TsigException e) {
      return e.error() + ": " + e.getMessage();
    }
  }
}
