package nomen.codec.message;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TriageTest {
  private static Triage of(Requests request) {
    byte[] octets = request.build();
    return Triage.of(octets, 0, octets.length);
  }

  private static Triage counts(int opcode, int qd, int an, int ns, int ar) {
    return of(
        Requests.of(opcode)
            .count(Section.QUESTION, qd)
            .count(Section.ANSWER, an)
            .count(Section.AUTHORITY, ns)
            .count(Section.ADDITIONAL, ar));
  }

  @Test
  void dropsWhatIsShorterThanAHeader() {
    byte[] query = Requests.query("example.", 1).build();
    for (int length = 0; length < 12; length++) {
      assertEquals(Triage.DROP, Triage.of(query, 0, length));
    }
    assertEquals(Triage.PARSE, Triage.of(query, 0, 12));
  }

  @Test
  void looksOnlyAtItsWindow() {
    byte[] query = Requests.query("example.", 1).build();
    byte[] shifted = new byte[query.length + 7];
    Arrays.fill(shifted, (byte) 0xff);
    System.arraycopy(query, 0, shifted, 7, query.length);
    assertEquals(Triage.PARSE, Triage.of(shifted, 7, query.length));
    assertEquals(Triage.DROP, Triage.of(shifted, 0, shifted.length));
  }

  @Test
  void dropsResponsesOfEveryOpcode() {
    for (int opcode = 0; opcode < 16; opcode++) {
      assertEquals(
          Triage.DROP,
          of(
              Requests.withFlags(Header.QR | Header.opcodeFlags(opcode))
                  .count(Section.QUESTION, 1)));
    }
  }

  @Test
  void knowsThreeOpcodes() {
    Set<Triage> known = EnumSet.of(Triage.PARSE);
    for (int opcode = 0; opcode < 16; opcode++) {
      Triage triage = counts(opcode, 1, 0, 0, 0);
      boolean implemented =
          opcode == Opcode.QUERY || opcode == Opcode.NOTIFY || opcode == Opcode.UPDATE;
      assertEquals(implemented, known.contains(triage), Opcode.print(opcode));
      if (!implemented) {
        assertEquals(Triage.NOT_IMPLEMENTED, triage, Opcode.print(opcode));
        assertEquals(Triage.NOT_IMPLEMENTED, counts(opcode, 7, 7, 7, 7), "whatever the counts");
      }
    }
  }

  @Test
  void ignoresUnknownAndResponseFlags() {
    int flags = Header.AA | Header.RD | Header.RA | Header.Z | Header.AD | Header.CD | 0xf;
    assertEquals(Triage.PARSE, of(Requests.withFlags(flags).question("example.", 1)));
  }

  @Test
  void queryCounts() {
    assertEquals(Triage.PARSE, counts(Opcode.QUERY, 1, 0, 0, 0));
    assertEquals(Triage.FORMAT_ERROR, counts(Opcode.QUERY, 2, 0, 0, 0), "RFC 9619");
    assertEquals(Triage.FORMAT_ERROR, counts(Opcode.QUERY, 65535, 0, 0, 0), "RFC 9619");
    assertEquals(Triage.FORMAT_ERROR, counts(Opcode.QUERY, 0, 0, 0, 0));
    assertEquals(Triage.PARSE, counts(Opcode.QUERY, 0, 0, 0, 1), "RFC 7873 section 5.4");
    assertEquals(Triage.FORMAT_ERROR, counts(Opcode.QUERY, 1, 1, 0, 0));
    assertEquals(Triage.PARSE, counts(Opcode.QUERY, 1, 0, 1, 0), "IXFR");
    assertEquals(Triage.FORMAT_ERROR, counts(Opcode.QUERY, 1, 0, 2, 0));
    assertEquals(Triage.PARSE, counts(Opcode.QUERY, 1, 0, 0, 2), "OPT and TSIG");
    assertEquals(Triage.FORMAT_ERROR, counts(Opcode.QUERY, 1, 0, 0, 3));
  }

  @Test
  void notifyCounts() {
    assertEquals(Triage.PARSE, counts(Opcode.NOTIFY, 1, 1, 0, 2));
    assertEquals(Triage.FORMAT_ERROR, counts(Opcode.NOTIFY, 0, 0, 0, 1));
    assertEquals(Triage.FORMAT_ERROR, counts(Opcode.NOTIFY, 2, 0, 0, 0));
    assertEquals(Triage.PARSE, counts(Opcode.NOTIFY, 1, 0, 1, 0), "RFC 1996 section 3.7");
    assertEquals(Triage.PARSE, counts(Opcode.NOTIFY, 1, 0, 0, 3), "RFC 1996 section 3.7");
  }

  @Test
  void updateCounts() {
    assertEquals(Triage.PARSE, counts(Opcode.UPDATE, 1, 65535, 65535, 65535));
    assertEquals(Triage.FORMAT_ERROR, counts(Opcode.UPDATE, 0, 0, 1, 0));
    assertEquals(Triage.FORMAT_ERROR, counts(Opcode.UPDATE, 2, 0, 1, 0));
  }
}
