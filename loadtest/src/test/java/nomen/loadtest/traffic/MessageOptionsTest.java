package nomen.loadtest.traffic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import nomen.codec.name.Name;
import nomen.codec.tsig.TsigAlgorithm;
import nomen.codec.tsig.TsigKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The octets here were taken from a socket to which dnsperf 2.10.0 sent. */
class MessageOptionsTest {
  private static final String SECRET = "MDEyMzQ1Njc4OWFiY2RlZg==";

  private static String query(MessageOptions options) {
    byte[] to = new byte[Request.MAX_OCTETS];
    byte[] name = Name.parse("example.com").toWire();
    int length = new QueryEncoder(options).write(0, name, 0, name.length, 1, to);
    length = new RequestSigner(options).sign(to, length);
    return HexFormat.of().formatHex(to, 0, length);
  }

  @Test
  void plainQueryHasRecursionDesiredAndNoOpt() {
    assertEquals(
        "000001000001000000000000076578616d706c6503636f6d0000010001", query(MessageOptions.PLAIN));
    assertTrue(
        query(MessageOptions.PLAIN.withRecursionDesired(false)).startsWith("000000000001000000"));
  }

  @Test
  void ednsAsDnsperfSendsIt() {
    String plain = "000001000001000000000001076578616d706c6503636f6d0000010001";
    int payload = MessageOptions.DEFAULT_PAYLOAD_OCTETS;
    assertEquals(
        plain + "0000291000000000000000",
        query(MessageOptions.PLAIN.withEdns(payload, false, List.of())));
    assertEquals(
        plain + "0000291000000080000000",
        query(MessageOptions.PLAIN.withEdns(payload, true, List.of())));
    assertEquals(
        plain + "000029100000008000000c000a00080102030405060708",
        query(
            MessageOptions.PLAIN.withEdns(
                payload, true, List.of(MessageOptions.parseOption("10:0102030405060708")))));
  }

  @Test
  void signatureAsDnsperfMakesIt() {
    // Captured: time signed 0x6b0375b2 and 0x6b0375b7.
    assertEquals(
        "000001000001000000000001076578616d706c6503636f6d0000010001016b076578616d706c650000fa00ff"
            + "00000000003a08686d61632d6d6435077369672d616c670372656703696e740000006b0375b2012c0010"
            + "a45aa52e64f2d2c62092eaacfa091abb000000000000",
        query(
            MessageOptions.PLAIN.withKey(
                MessageOptions.parseKey("k.example:" + SECRET),
                () -> Instant.ofEpochSecond(0x6b0375b2L))));
    assertEquals(
        "000001000001000000000002076578616d706c6503636f6d00000100010000291000000000000000016b0765"
            + "78616d706c650000fa00ff00000000003d0b686d61632d7368613235360000006b0375b7012c002024ed"
            + "91d0303d8c94a7e5534167b960a48f69699981a3c71f43c3576de22bd2aa000000000000",
        query(
            MessageOptions.PLAIN
                .withEdns(MessageOptions.DEFAULT_PAYLOAD_OCTETS, false, List.of())
                .withKey(
                    MessageOptions.parseKey("hmac-sha256:K.example:" + SECRET),
                    () -> Instant.ofEpochSecond(0x6b0375b7L))));
  }

  @ParameterizedTest
  @EnumSource(TsigAlgorithm.class)
  void everyAlgorithmHasItsName(TsigAlgorithm algorithm) {
    TsigKey key = MessageOptions.parseKey(algorithm + ":k.example:" + SECRET);
    assertEquals(algorithm, key.algorithm());
    assertEquals(Name.parse("k.example"), key.name());
    assertTrue(key.hasSecret("0123456789abcdef".getBytes(StandardCharsets.UTF_8)));
  }

  @ParameterizedTest
  @CsvSource({
    "secret, key: not [algorithm:]name:secret",
    "a:b:c:d, key: not [algorithm:]name:secret",
    "hmac-sha3:k:MDEy, algorithm hmac-sha3 is none of hmac-md5",
    "a..b:MDEyMzQ1Njc4OWFiY2RlZg==, key: name: empty label",
    "k:!!!!, key: the secret is not base64",
    "k:MDEy, key: a secret has 8 to 512 octets",
  })
  void badKeysAreRefusedWithoutTheirSecret(String text, String message) {
    String got =
        String.valueOf(
            assertThrows(IllegalArgumentException.class, () -> MessageOptions.parseKey(text))
                .getMessage());
    assertTrue(got.contains(message), got);
    assertFalse(got.contains("MDEy"), got);
  }

  @ParameterizedTest
  @CsvSource({
    "10, EDNS option: not code:value",
    "x:00, EDNS option: code: not a number",
    "65536:00, EDNS option: code: not in 0..65535",
    "-1:00, EDNS option: code: not in 0..65535",
    "10:0, EDNS option: value: not hexadecimal",
    "10:zz, EDNS option: value: not hexadecimal",
  })
  void badOptionsAreRefused(String text, String message) {
    assertEquals(
        message,
        assertThrows(IllegalArgumentException.class, () -> MessageOptions.parseOption(text))
            .getMessage());
  }

  @Test
  void optionsAreBounded() {
    String large = "65001:" + "00".repeat(600);
    assertThrows(
        IllegalArgumentException.class,
        () -> MessageOptions.parseOption("65001:" + "00".repeat(1021)));
    assertThrows(
        IllegalArgumentException.class,
        () ->
            MessageOptions.PLAIN.withEdns(
                1232,
                false,
                List.of(MessageOptions.parseOption(large), MessageOptions.parseOption(large))));
  }
}
