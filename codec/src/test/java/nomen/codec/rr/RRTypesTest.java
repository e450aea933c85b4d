package nomen.codec.rr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the table says of types. */
class RRTypesTest {
  @Test
  void everyRowIsFoundByCodeAndMnemonic() {
    for (RRType type : RRTypes.all()) {
      assertSame(type, RRTypes.of(type.code()));
      assertSame(type, RRTypes.parse(type.mnemonic()));
      assertSame(type, RRTypes.parse(type.mnemonic().toLowerCase(Locale.ROOT)));
      assertSame(type, RRTypes.parse("type" + type.code()));
    }
  }

  @Test
  void typesWithoutRowHaveNumbers() {
    RRType type = RRTypes.of(731);
    assertEquals("TYPE731", type.toString());
    assertEquals(type, RRTypes.parse("Type731"));
    assertFalse(type.isKnown());
    assertFalse(type.isMeta());
    assertNull(RRTypes.known(731));
    assertNull(RRTypes.known(65_535));
    assertEquals("TYPE0", RRTypes.of(0).toString());
    assertEquals("TYPE65535", RRTypes.of(65_535).toString());
    assertThrows(IllegalArgumentException.class, () -> RRTypes.of(65_536));
    assertThrows(IllegalArgumentException.class, () -> RRTypes.of(-1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "TYPE", "TYPE65536", "TYPE-1", "TYPE1x", "TYPE000001", "NOTYPE", "*"})
  void otherTextsAreNoTypes(String text) {
    assertNull(RRTypes.parse(text));
  }

  @Test
  void metaTypesHaveNoText() {
    assertEquals(
        Set.of("OPT", "TKEY", "TSIG", "IXFR", "AXFR", "MAILB", "MAILA", "ANY"),
        mnemonics(RRType::isMeta));
    assertEquals(
        Set.of("IXFR", "AXFR", "MAILB", "MAILA", "ANY"), mnemonics(RRType::isQuestionOnly));
  }

  /** RFC 3597 section 4: the types of RFC 1035 and no others. */
  @Test
  void compressionIsForTypesOfRfc1035() {
    assertEquals(
        Set.of("NS", "MD", "MF", "CNAME", "SOA", "MB", "MG", "MR", "PTR", "MINFO", "MX"),
        mnemonics(type -> type.compressedNames() > 0));
    assertEquals(2, RRTypes.SOA.compressedNames());
    assertEquals(2, RRTypes.MINFO.compressedNames());
    assertEquals(0, RRTypes.SOA.compressedNamesOffset());
    assertEquals(2, RRTypes.MX.compressedNamesOffset());
    assertEquals(-1, RRTypes.SRV.compressedNamesOffset());
  }

  /** RFC 3597 section 4, second paragraph; NXT has no row. */
  @Test
  void decompressionIsForOlderTypesToo() {
    assertEquals(
        Set.of("RP", "AFSDB", "RT", "SIG", "PX", "NAPTR", "SRV"),
        mnemonics(
            type ->
                type.compressedNames() == 0
                    && type.fields().stream()
                        .anyMatch(f -> f instanceof NameField name && name.isDecompressible())));
  }

  /** RFC 4034 section 6.2 as changed by RFC 6840 section 5.1; A6 and NXT have no row. */
  @Test
  void canonicalFormFoldsTheNamesOfListedTypes() {
    assertEquals(
        new TreeSet<>(
            Set.of(
                "NS", "MD", "MF", "CNAME", "SOA", "MB", "MG", "MR", "PTR", "MINFO", "MX", "RP",
                "AFSDB", "RT", "SIG", "PX", "NAPTR", "KX", "SRV", "DNAME", "RRSIG")),
        mnemonics(RRType::foldsCase));
  }

  @ParameterizedTest
  @CsvSource({
    "NS,0",
    "MX,2",
    "SRV,6",
    "SVCB,2",
    "HTTPS,2",
    "KX,2",
    "AFSDB,2",
    "RT,2",
    "LP,2",
    "MB,0",
    "CNAME,-1",
    "SOA,-1",
    "PTR,-1",
    "A,-1",
    "NAPTR,-1",
    "DSYNC,-1"
  })
  void addressesOfTargetsAreAdditional(String mnemonic, int offset) {
    RRType type = Objects.requireNonNull(RRTypes.parse(mnemonic));
    assertEquals(offset, type.additionalNameOffset());
  }

  @Test
  void fieldsAreNamed() {
    for (RRType type : RRTypes.all()) {
      Set<String> names = new TreeSet<>();
      for (RdataField field : type.fields()) {
        assertTrue(names.add(field.name()), type + " has two fields " + field.name());
        assertFalse(field.kind().isEmpty());
      }
      assertFalse(names.isEmpty(), type + " has no field");
    }
  }

  private static Set<String> mnemonics(Predicate<RRType> which) {
    return RRTypes.all().stream()
        .filter(which)
        .map(RRType::mnemonic)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
