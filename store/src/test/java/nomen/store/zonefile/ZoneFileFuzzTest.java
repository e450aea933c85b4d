package nomen.store.zonefile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever is in a file, loading it ends, and gives a zone or findings and nothing else. */
class ZoneFileFuzzTest {
  private static final String SEED =
      """
      $TTL 1h
      @ IN SOA ns h ( 1 ; serial
         2 3 4 5 )
        NS ns
      ns 60 IN A 192.0.2.1
      $ORIGIN sub
      a MX 10 b
      b TXT "x y" z\\;\\065
      $ORIGIN example.
      d DNAME other.
      c CNAME d
      cut NS n.cut
      n.cut AAAA 2001:db8::1
      cut DS 1 8 2 ( 0000000000000000000000000000000000000000
        000000000000000000000000 )
      $GENERATE 1-9/2 g${0,3,n} MX "1$ g$"
      s SRV 1 2 3 ns
      *.w HTTPS 1 . alpn="h2,h3"
      t TYPE731 \\# 2 abcd
      $INCLUDE other.zone in
      a RRSIG A 8 2 60 20300101000000 20200101000000 1 example. AAAA
      """;

  /** Octets that mean something to the grammar come more often than others. */
  private static final String SPICE = "\n\r\t ;()\"\\$@.0123456789{}-/,*#\0\u00ff\u0001AaNS";

  private static final int ROUNDS = 4_000;

  @Test
  void unmutatedFileIsGood() {
    TextFiles files = new TextFiles().file("z", SEED).file("other.zone", "x A 1.2.3.4\n");
    assertEquals("0 errors, 6 warnings", files.load("z").findings().summary());
  }

  @Test
  void mutatedFilesGiveZonesOrFindings() {
    Random random = new Random(1035);
    int zones = 0;
    int refused = 0;
    for (int round = 0; round < ROUNDS; round++) {
      String text = mutate(SEED, random);
      TextFiles files =
          new TextFiles().file("z", text).file("other.zone", mutate("x A 1.2.3.4\n", random));
      LoadedZone loaded = files.load("z");
      assertTrue(loaded.findings().list().size() <= 2 * Findings.MAX_EACH);
      assertTrue(loaded.zone() == null == loaded.findings().hasErrors());
      for (Finding finding : loaded.findings().list()) {
        assertTrue(finding.line() >= 1 && finding.column() >= 1, finding.toString());
        assertTrue(finding.what().length() > 5, finding.toString());
      }
      if (loaded.zone() != null) {
        zones++;
      } else {
        refused++;
      }
    }
    assertTrue(zones > ROUNDS / 100 && refused > ROUNDS / 2, zones + " zones, " + refused);
  }

  private static String mutate(String seed, Random random) {
    StringBuilder text = new StringBuilder(seed);
    for (int i = random.nextInt(6); i > 0; i--) {
      int at = random.nextInt(text.length() + 1);
      int end = Math.min(text.length(), at + random.nextInt(20));
      switch (random.nextInt(5)) {
        case 0 -> text.delete(at, end);
        case 1 -> text.insert(at, text.substring(at, end));
        case 2 -> text.insert(random.nextInt(text.length() + 1), text.substring(at, end));
        case 3 -> text.insert(at, SPICE.charAt(random.nextInt(SPICE.length())));
        default ->
            text.replace(
                at,
                Math.min(at + 1, text.length()),
                String.valueOf(SPICE.charAt(random.nextInt(SPICE.length()))));
      }
    }
    return text.toString();
  }
}
