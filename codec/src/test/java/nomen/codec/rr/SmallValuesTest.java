package nomen.codec.rr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import nomen.codec.name.Name;
import org.junit.jupiter.api.Test;

/** Classes, TTLs, serials, records and RRsets. */
class SmallValuesTest {
  private static final Name OWNER = Name.parse("www.example.");
  private static final Rdata ADDRESS = Rdata.parse(RRTypes.A, "192.0.2.1");

  @Test
  void classesHaveNames() {
    for (String name : List.of("IN", "CH", "HS", "NONE", "ANY", "CLASS0", "CLASS731")) {
      RRClass rrClass = RRClass.parse(name.toLowerCase(java.util.Locale.ROOT));
      assertEquals(name, String.valueOf(rrClass));
    }
    assertSame(RRClass.IN, RRClass.of(1));
    assertEquals(RRClass.IN, RRClass.parse("CLASS1"));
    assertNull(RRClass.parse("CLASS65536"));
    assertNull(RRClass.parse("I"));
    assertThrows(IllegalArgumentException.class, () -> new RRClass(65_536));
  }

  /** RFC 2181 section 8. */
  @Test
  void ttlsWithTheFirstBitSetAreZero() {
    assertEquals(0, Ttl.ofWire(0x8000_0000));
    assertEquals(0, Ttl.ofWire(-1));
    assertEquals(Ttl.MAX_SECONDS, Ttl.ofWire(0x7fff_ffff));
    assertThrows(
        IllegalArgumentException.class, () -> new ResourceRecord(OWNER, RRClass.IN, -1, ADDRESS));
  }

  /** RFC 1982 section 3. */
  @Test
  void serialsGoInACircle() {
    assertTrue(Serial.isNewer(1, 0));
    assertFalse(Serial.isNewer(0, 0));
    assertTrue(Serial.isNewer(0, -1));
    assertTrue(Serial.isNewer(Integer.MIN_VALUE, 1));
    assertFalse(Serial.isNewer(1, Integer.MIN_VALUE));
    assertFalse(Serial.isNewer(Integer.MIN_VALUE, 0));
    assertFalse(Serial.isNewer(0, Integer.MIN_VALUE));
    assertEquals(5, Serial.add(-1, 6));
    assertEquals("4294967295", Serial.print(-1));
    assertThrows(IllegalArgumentException.class, () -> Serial.add(1, -1));
  }

  @Test
  void recordsPrintAsLinesOfAMasterFile() {
    assertEquals(
        "www.example. 300 IN A 192.0.2.1",
        new ResourceRecord(OWNER, RRClass.IN, 300, ADDRESS).toString());
  }

  /** RFC 2181 section 5. */
  @Test
  void setsHaveNoDuplicates() {
    Rdata same = Rdata.parse(RRTypes.MX, "1 Mail.example.");
    Rdata again = Rdata.parse(RRTypes.MX, "1 mail.EXAMPLE.");
    RRset set = new RRset(OWNER, RRClass.IN, RRTypes.MX, 1, List.of(same, again));
    assertEquals(1, set.records().size());
    assertThrows(
        IllegalArgumentException.class,
        () -> new RRset(OWNER, RRClass.IN, RRTypes.MX, 1, List.of(ADDRESS)));
    assertThrows(
        IllegalArgumentException.class,
        () -> new RRset(OWNER, RRClass.IN, RRTypes.A, 1, List.of()));
  }

  /** RFC 4034 section 6.3: octet by octet, and the shorter first. */
  @Test
  void rdataHasCanonicalOrder() {
    Rdata low = Rdata.parse(RRTypes.TXT, "a");
    Rdata high = Rdata.parse(RRTypes.TXT, "\\200");
    Rdata longer = Rdata.parse(RRTypes.TXT, "a b");
    assertTrue(low.compareTo(high) < 0);
    assertTrue(low.compareTo(longer) < 0);
    assertEquals(
        0, Rdata.parse(RRTypes.NS, "A.example.").compareTo(Rdata.parse(RRTypes.NS, "a.EXAMPLE.")));
  }

  /** RFC 6840 section 5.1: NSEC keeps the case of its next name, RRSIG's signer does not. */
  @Test
  void caseCountsInNsecButNotInRrsig() {
    assertFalse(
        Rdata.parse(RRTypes.NSEC, "A.example. A")
            .equals(Rdata.parse(RRTypes.NSEC, "a.example. A")));
    assertEquals(
        Rdata.parse(RRTypes.RRSIG, "A 8 1 1 2 1 1 A.example. AQ=="),
        Rdata.parse(RRTypes.RRSIG, "A 8 1 1 2 1 1 a.example. AQ=="));
  }
}
