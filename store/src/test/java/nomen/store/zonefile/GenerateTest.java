package nomen.store.zonefile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** $GENERATE, as BIND's reference manual describes it. */
class GenerateTest {
  private static void assertRead(String text, String... lines) {
    assertEquals(List.of(lines), TextFiles.read("$TTL 5\n" + text));
  }

  @Test
  void rangeAndStep() {
    assertRead(
        "$GENERATE 1-2 a$ A 192.0.2.$", "a1.example. 5 A 192.0.2.1", "a2.example. 5 A 192.0.2.2");
    assertRead(
        "$GENERATE 3-9/4 $ NS n", "3.example. 5 NS n.example.", "7.example. 5 NS n.example.");
    assertRead("$GENERATE 0-0 $.x. NS n", "0.x. 5 NS n.example.");
  }

  @Test
  void ttlAndClass() {
    assertRead("$GENERATE 1-1 a$ 7 IN NS n", "a1.example. 7 NS n.example.");
    assertRead("$GENERATE 1-1 a$ IN 7 NS n", "a1.example. 7 NS n.example.");
    assertRead("$GENERATE 1-1 a$ IN NS n", "a1.example. 5 NS n.example.");
  }

  @Test
  void dollarsThatAreDollars() {
    assertRead("$GENERATE 1-1 a$$$ TXT \\$$", "a\\$1.example. 5 TXT \"$1\"");
    assertRead("$GENERATE 1-1 a\\$ TXT $$", "a\\$.example. 5 TXT \"$\"");
  }

  @Test
  void rdataOfSeveralWordsIsQuoted() {
    assertRead("$GENERATE 1-1 a MX \"1$ mx$\"", "a.example. 5 MX 11 mx1.example.");
    assertRead("$GENERATE 1-1 a TXT \"\\\"x $\\\" y\"", "a.example. 5 TXT \"x 1\" \"y\"");
  }

  @Test
  void ownerNameAndTtlBeforeComeBack() {
    assertRead(
        "b TXT x\n$GENERATE 1-1 a$ 9 NS n\n TXT y",
        "b.example. 5 TXT \"x\"",
        "a1.example. 9 NS n.example.",
        "b.example. 5 TXT \"y\"");
  }

  @Test
  void whatIsWrongIsSaidWhereTheDirectiveIs() {
    assertRead(
        """
        $GENERATE
        $GENERATE 2-1 a A 192.0.2.1
        $GENERATE 1-2/0 a A 192.0.2.1
        $GENERATE x a A 192.0.2.1
        $GENERATE 1-2147483648 a A 192.0.2.1
        $GENERATE 0-1048576 a A 192.0.2.1
        $GENERATE 1-2
        $GENERATE 1-2 a$
        $GENERATE 1-2 a$ A
        $GENERATE 1-2 a$ FOO x
        $GENERATE 1-2 a$ MX 10 x
        $GENERATE 1-2 a${0 NS x
        $GENERATE 1-2 a${0,x} NS x
        $GENERATE 1-2 a${0,1,z} NS x
        $GENERATE 1-2 a${0,256} NS x
        $GENERATE 2-3 a$ NS ${2147483647}
        $GENERATE 1-2 a$ CH NS x
        $GENERATE 254-256 a A 192.0.2.$
        $GENERATE 1-2 "a" NS x
        """,
        "a.example. 5 A 192.0.2.254",
        "a.example. 5 A 192.0.2.255",
        "z:2:10: error: missing, in range of $GENERATE",
        "z:3:11: error: start is over stop, in range of $GENERATE",
        "z:4:11: error: step of 0, in range of $GENERATE",
        "z:5:11: error: not start-stop or start-stop/step, in range of $GENERATE",
        "z:6:11: error: number over 2147483647, in range of $GENERATE",
        "z:7:11: error: over 1048576 records, in range of $GENERATE",
        "z:8:14: error: missing, in owner name of $GENERATE",
        "z:9:17: error: missing, in type of $GENERATE",
        "z:10:19: error: missing, in rdata of $GENERATE",
        "z:11:18: error: not a time in seconds or with units w, d, h, m, s,"
            + " in TTL, class or type of $GENERATE",
        "z:12:24: error: rdata of several words takes quotes around it, in rdata of $GENERATE",
        "z:13:1: error: ${ without }, in $GENERATE where $ is 1",
        "z:14:1: error: ${0,x} is not ${offset,width,base}, in $GENERATE where $ is 1",
        "z:15:1: error: base other than d, o, x, X, n, N, in $GENERATE where $ is 1",
        "z:16:1: error: width over 255 in ${0,256}, in $GENERATE where $ is 1",
        "z:17:1: error: number outside 32 bits in ${2147483647}, in $GENERATE where $ is 2",
        "z:18:18: error: not a time in seconds or with units w, d, h, m, s,"
            + " in TTL, class or type of $GENERATE",
        "z:19:1: error: no IPv4 address: 192.0.2.256, in address of A, in $GENERATE where $ is 256",
        "z:20:15: error: quoted string instead of a name, in owner name of $GENERATE");
  }
}
