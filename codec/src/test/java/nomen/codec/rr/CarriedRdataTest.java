package nomen.codec.rr;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HexFormat;
import java.util.List;
import nomen.codec.text.SyntaxException;
import nomen.codec.wire.WireFormatException;
import nomen.codec.wire.WireReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** RDATA that breaks a rule of its type is carried as that of an unknown type, where it can be. */
class CarriedRdataTest {
  static List<RRType> types() {
    return RRTypes.all().stream().filter(type -> !type.isMeta()).toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "LOC | 011216138b0d2c8c7ff8fca500989680 | LOC version: other than 0",
        "LOC | 001216 | LOC location: needs 16 octets, has 3",
        "HINFO | 0141 | HINFO os: character-string runs past the end of the rdata",
        "CAA | 00012d | CAA tag: octet other than a letter or digit",
        "IPSECKEY | 00090000 | IPSECKEY gateway type: over 3",
        "EUI48 | 0000000000 | EUI48 address: needs 6 octets, has 5",
      })
  void oddRdataIsReadPrintedAndScanned(String mnemonic, String hex, String rule) throws Exception {
    RRType type = RRTypes.parse(mnemonic);
    byte[] octets = HexFormat.of().parseHex(hex);
    Rdata read = Rdata.read(new WireReader(octets), type, octets.length);
    assertArrayEquals(octets, read.toWire());
    assertEquals(
        "\\# " + octets.length + " " + hex.toUpperCase(java.util.Locale.ROOT), read.toString());
    assertEquals(read, Rdata.parse(type, read.toString()));
    assertEquals(rule, RdataReader.brokenRule(type, octets, 0, octets.length));
  }

  @Test
  void whatBreaksNoRuleIsPrintedAsItsTypeSays() {
    Rdata good = Rdata.parse(RRTypes.CAA, "0 issue \"a\"");
    assertEquals("0 issue \"a\"", good.toString());
    assertNull(RdataReader.brokenRule(RRTypes.CAA, good.toWire(), 0, good.length()));
  }

  /** Names are compressed or compared, and the others are looked into. */
  @ParameterizedTest
  @MethodSource("types")
  void typesWithNamesStayStrict(RRType type) {
    boolean named = type.fields().stream().anyMatch(NameField.class::isInstance);
    boolean interpreted =
        List.of("A", "AAAA", "TXT", "NSEC3", "NSEC3PARAM").contains(type.mnemonic());
    assertEquals(!named && !interpreted, type.carriesAnyRdata());
  }

  @Test
  void addressOfThreeOctetsIsRefused() {
    byte[] octets = {10, 0, 0};
    assertThrows(WireFormatException.class, () -> Rdata.read(new WireReader(octets), RRTypes.A, 3));
    assertThrows(SyntaxException.class, () -> Rdata.scan(RRTypes.A, "\\# 3 0a0000", null));
  }

  @Test
  void emptyRdataIsRefused() {
    byte[] none = {};
    assertThrows(WireFormatException.class, () -> Rdata.read(new WireReader(none), RRTypes.LOC, 0));
    assertThrows(SyntaxException.class, () -> Rdata.scan(RRTypes.LOC, "\\# 0", null));
  }

  @Test
  void rdataBeyondTheMessageIsRefused() {
    byte[] octets = new byte[5];
    assertThrows(
        WireFormatException.class, () -> Rdata.read(new WireReader(octets), RRTypes.LOC, 16));
  }

  @ParameterizedTest
  @CsvSource({
    "21220222132804, 4801210084",
    "99991231235959, 253402300799",
    "19691231235959, -1",
    "20220222132804, 1645536484",
  })
  void yearsBeyond32BitsWrap(String text, long seconds) {
    Rdata rdata = Rdata.parse(RRTypes.RRSIG, "A 8 2 60 " + text + " 20220222132804 1 a. AQ==");
    assertEquals(seconds & 0xffff_ffffL, Octets.unsigned(rdata.toWire(), 8, 4));
    assertEquals(rdata, Rdata.parse(RRTypes.RRSIG, rdata.toString()));
  }

  @Test
  void keyIsLeftOutOnlyWhereTheFlagsSaySo() {
    assertEquals("49152 0 0", Rdata.parse(RRTypes.KEY, "49152 0 0").toString());
    assertThrows(SyntaxException.class, () -> Rdata.scan(RRTypes.KEY, "0 0 0", null));
    assertThrows(SyntaxException.class, () -> Rdata.scan(RRTypes.KEY, "49152 0 0 AQ==", null));
  }
}
