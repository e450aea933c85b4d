package nomen.codec.edns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import nomen.codec.wire.WireFormatException;
import nomen.codec.wire.WireReader;
import nomen.codec.wire.WireWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EdnsReaderTest {
  private static List<EdnsOption> read(String hex, boolean response) throws WireFormatException {
    byte[] octets = HexFormat.of().parseHex(hex);
    return EdnsReader.readOptions(new WireReader(octets), octets.length, response);
  }

  private static EdnsOption.Cookie cookie(String client, String server) {
    return new EdnsOption.Cookie(data(client), data(server));
  }

  private static OptionData data(String hex) {
    return OptionData.of(HexFormat.of().parseHex(hex));
  }

  private static void both(EdnsOption option, String hex, String text) throws Exception {
    WireWriter to = new WireWriter(100);
    option.write(to);
    assertEquals(hex, HexFormat.of().formatHex(to.toOctets()));
    assertEquals(List.of(option), read(hex, true));
    assertEquals(text, option.toString());
  }

  @Test
  void everyOptionBothWays() throws Exception {
    both(cookie("2464c4abcf10c957", ""), "000a00082464c4abcf10c957", "COOKIE: 2464c4abcf10c957");
    both(
        cookie("2464c4abcf10c957", "010000005cf79f111f8130c3eee29480"),
        "000a0018" + "2464c4abcf10c957010000005cf79f111f8130c3eee29480",
        "COOKIE: 2464c4abcf10c957010000005cf79f111f8130c3eee29480");
    both(new EdnsOption.Nsid(data("6e7331")), "000300036e7331", "NSID: 6e7331 (\"ns1\")");
    both(new EdnsOption.Expire(0xffff_ffffL), "00090004ffffffff", "EXPIRE: 4294967295");
    both(new EdnsOption.TcpKeepalive(301), "000b0002012d", "KEEPALIVE: 30.1 secs");
    both(new EdnsOption.Padding(3), "000c0003000000", "PADDING: 3 octets");
    both(
        new EdnsOption.ExtendedError(ErrorCode.NOT_AUTHORITATIVE, ""),
        "000f00020014",
        "EDE: 20 (Not Authoritative)");
    both(
        new EdnsOption.ExtendedError(999, "\u00fc"),
        "000f000403e7c3bc",
        "EDE: 999 (INFO-CODE999): (\u00fc)");
    both(
        new EdnsOption.ZoneVersion(2, 0, data("00000007")),
        "00130006020000000007",
        "ZONEVERSION: SOA-SERIAL 00000007");
    both(
        new EdnsOption.ClientSubnet(1, 20, 0, data("c00020")),
        "00080007" + "00011400c00020",
        "CLIENT-SUBNET: 1:c00020/20/0");
    both(new EdnsOption.Unknown(65_001, data("01")), "fde9000101", "OPT65001: 01");
    both(new EdnsOption.Request(OptionCode.EXPIRE), "00090000", "EXPIRE");
    both(new EdnsOption.Request(OptionCode.ZONEVERSION), "00130000", "ZONEVERSION");
    both(new EdnsOption.Request(OptionCode.TCP_KEEPALIVE), "000b0000", "KEEPALIVE");
  }

  @Test
  void whatRequestsShouldLeaveEmptyIsIgnored() throws Exception {
    assertEquals(
        List.of(
            new EdnsOption.Request(OptionCode.NSID),
            new EdnsOption.Request(OptionCode.EXPIRE),
            new EdnsOption.Request(OptionCode.ZONEVERSION)),
        read("0003000101" + "0009000101" + "0013000101", false));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "00",
        "0003",
        "000300",
        "00030001", // cut short
        "000a0000",
        "000a000701020304050607",
        "000a00090102030405060708" + "09", // COOKIE
        "000900010a",
        "0009000501020304" + "05", // EXPIRE
        "000b000101",
        "000b0003010203", // TCP KEEPALIVE
        "000f0000",
        "000f000100", // EDE
        "0013000101", // ZONEVERSION
        "00080003000100", // ECS: cut short
        "00080009" + "00012100" + "c000020101", // ECS: prefix over 32
        "00080007" + "00011821" + "c00002", // ECS: scope over 32
        "00080006" + "00011800" + "c000", // ECS: address too short
        "00080008" + "00011800" + "c0000201", // ECS: address too long
        "00080007" + "00011400" + "c00021", // ECS: bits behind the prefix
        "00080015" + "00028100" + "0102030405060708090a0b0c0d0e0f1011", // ECS: over 128
      })
  void refusesMalformedOptions(String hex) {
    assertThrows(WireFormatException.class, () -> read(hex, true));
  }

  @Test
  void staysWithinTheRdata() {
    byte[] octets = HexFormat.of().parseHex("0003000401020304");
    for (int length = 1; length < octets.length; length++) {
      int rdataLength = length;
      assertThrows(
          WireFormatException.class,
          () -> EdnsReader.readOptions(new WireReader(octets), rdataLength, true));
    }
    assertThrows(
        WireFormatException.class, () -> EdnsReader.readOptions(new WireReader(octets), 9, true));
  }

  @Test
  void cookiesHaveTheirLengths() {
    assertThrows(IllegalArgumentException.class, () -> cookie("00", ""));
    assertThrows(IllegalArgumentException.class, () -> cookie("0011223344556677", "00"));
    assertThrows(IllegalArgumentException.class, () -> cookie("0011223344556677", "00".repeat(33)));
  }

  @Test
  void dataIsACopy() {
    byte[] octets = {1, 2, 3};
    OptionData data = OptionData.of(octets);
    octets[0] = 9;
    data.toOctets()[1] = 9;
    assertEquals("010203", data.toString());
    assertEquals(OptionData.of(Arrays.copyOf(new byte[] {7, 1, 2, 3}, 4), 1, 3), data);
  }
}
