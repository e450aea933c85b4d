package nomen.codec.edns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;
import nomen.codec.edns.ServerCookie.Validity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerCookieTest {
  private static final String SECRET = "e5e973e5a6b2a43f48e7dc849e37bfcf";
  private static final String CLIENT = "2464c4abcf10c957";
  private static final String ADDRESS = "198.51.100.100";
  private static final long MADE = 1_559_731_985L;

  private static CookieSecret secret(String hex) {
    return CookieSecret.of(HexFormat.of().parseHex(hex));
  }

  private static byte[] address(String literal) throws Exception {
    return InetAddress.getByName(literal).getAddress();
  }

  private static String write(String secret, String client, String from, long now)
      throws Exception {
    byte[] clientCookie = new byte[9];
    System.arraycopy(HexFormat.of().parseHex(client), 0, clientCookie, 1, 8);
    byte[] to = new byte[26];
    byte[] ip = address(from);
    byte[] shifted = new byte[ip.length + 3];
    System.arraycopy(ip, 0, shifted, 3, ip.length);
    ServerCookie.write(to, 1, clientCookie, 1, shifted, 3, ip.length, secret(secret), now);
    assertEquals(0, to[0]);
    assertEquals(0, to[25]);
    return HexFormat.of().formatHex(to, 1, 25);
  }

  private static Validity check(String secret, String option, String from, long now)
      throws Exception {
    byte[] octets = HexFormat.of().parseHex("ff" + option);
    byte[] ip = address(from);
    return ServerCookie.check(octets, 1, octets.length - 9, ip, 0, ip.length, secret(secret), now);
  }

  /** RFC 9018 appendix A: what the server answers with. */
  @ParameterizedTest
  @CsvSource({
    "e5e973e5a6b2a43f48e7dc849e37bfcf, 2464c4abcf10c957, 198.51.100.100, 1559731985,"
        + " 010000005cf79f111f8130c3eee29480",
    "e5e973e5a6b2a43f48e7dc849e37bfcf, 2464c4abcf10c957, 198.51.100.100, 1559734385,"
        + " 010000005cf7a871d4a564a1442aca77",
    "e5e973e5a6b2a43f48e7dc849e37bfcf, fc93fc62807ddb86, 203.0.113.203, 1559734700,"
        + " 010000005cf7a9acf73a7810aca2381e",
    "445536bcd2513298075a5d379663c962, 22681ab97d52c298, 2001:db8:220:1:59de:d0f4:8769:82b8,"
        + " 1559741961, 010000005cf7c609a6bb79d16625507a",
  })
  void appendixAMade(String secret, String client, String from, long now, String server)
      throws Exception {
    assertEquals(client + server, write(secret, client, from, now));
    assertEquals(Validity.GOOD, check(secret, client + server, from, now));
  }

  /** RFC 9018 appendix A.2: the cookie of A.1 comes back after 40 minutes. */
  @Test
  void appendixA2IsGoodToRenew() throws Exception {
    assertEquals(
        Validity.GOOD_TO_RENEW,
        check(SECRET, CLIENT + "010000005cf79f111f8130c3eee29480", ADDRESS, 1_559_734_385L));
  }

  /** RFC 9018 appendix A.3: reserved octets that are set are hashed as they are. */
  @Test
  void appendixA3ReservedOctetsAreTakenAlong() throws Exception {
    String option = "fc93fc62807ddb8601abcdef5cf78f71a314227b6679ebf5";
    assertEquals(Validity.GOOD, check(SECRET, option, "203.0.113.203", 1_559_727_985L + 60));
    // The appendix sends it almost two hours later; section 4.3 recommends one hour, and so do we.
    assertEquals(Validity.OUT_OF_TIME, check(SECRET, option, "203.0.113.203", 1_559_734_700L));
  }

  /** RFC 9018 appendix A.4: the cookie was made with the secret before the rollover. */
  @Test
  void appendixA4OldSecret() throws Exception {
    String option = "22681ab97d52c298010000005cf7c57926556bd0934c72f8";
    String from = "2001:db8:220:1:59de:d0f4:8769:82b8";
    assertEquals(
        Validity.GOOD, check("dd3bdf9344b678b185a6f5cb60fca715", option, from, 1_559_741_961L));
    assertEquals(
        Validity.BAD, check("445536bcd2513298075a5d379663c962", option, from, 1_559_741_961L));
  }

  /** RFC 9018 section 4.3. */
  @ParameterizedTest
  @CsvSource({
    "-301, OUT_OF_TIME",
    "-300, GOOD",
    "0, GOOD",
    "1800, GOOD",
    "1801, GOOD_TO_RENEW",
    "3600, GOOD_TO_RENEW",
    "3601, OUT_OF_TIME",
    "1000000000, OUT_OF_TIME",
  })
  void timestampWindow(long age, Validity expected) throws Exception {
    for (long made : new long[] {MADE, 0xffff_ffffL, 0x1_0000_0000L, 0x7fff_ffffL}) {
      assertEquals(
          expected, check(SECRET, write(SECRET, CLIENT, ADDRESS, made), ADDRESS, made + age));
    }
  }

  @Test
  void anyOtherOctetIsBad() throws Exception {
    byte[] good = HexFormat.of().parseHex(write(SECRET, CLIENT, ADDRESS, MADE));
    for (int i = 0; i < good.length; i++) {
      byte[] changed = good.clone();
      changed[i] ^= 1;
      assertEquals(Validity.BAD, check(SECRET, HexFormat.of().formatHex(changed), ADDRESS, MADE));
    }
    assertEquals(
        Validity.BAD, check(SECRET, HexFormat.of().formatHex(good), "198.51.100.101", MADE));
  }

  @Test
  void otherLengthsAreBad() throws Exception {
    byte[] good = HexFormat.of().parseHex(write(SECRET, CLIENT, ADDRESS, MADE));
    for (int length : new int[] {8, 16, 23, 25, 40}) {
      String option = HexFormat.of().formatHex(Arrays.copyOf(good, length));
      assertEquals(Validity.BAD, check(SECRET, option, ADDRESS, MADE));
    }
  }

  @Test
  void secretsHave128BitsAndAreNotPrinted() {
    assertThrows(IllegalArgumentException.class, () -> CookieSecret.of(new byte[15]));
    assertFalse(secret(SECRET).toString().contains("e5"));
  }
}
