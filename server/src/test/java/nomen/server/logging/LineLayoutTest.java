package nomen.server.logging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;
import java.util.List;
import nomen.codec.name.Name;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Lines, character by character: scripts read them. */
class LineLayoutTest {
  /** 2026-12-01 02:38:42.007 UTC. */
  private static final long MILLIS = 1_796_092_722_007L;

  private static LogLine line(String message, @Nullable Throwable failure, Fact... facts) {
    return new LogLine(MILLIS, LogLevel.WARN, LogCategory.UPDATE, message, List.of(facts), failure);
  }

  private static LogLine refused() {
    return line(
        "update refused",
        null,
        new Fact("client", "192.0.2.7:4711"),
        new Fact("zone", "example."),
        new Fact("serial", 2026120101L),
        new Fact("signed", true),
        new Fact("reason", "no rule allows it"));
  }

  private static String lay(LogLine line, LogFormat format) {
    return new LineLayout().lay(line, format).toString();
  }

  private static String value(String value) {
    String text = lay(line("m", null, new Fact("k", value)), LogFormat.JOURNALD);
    assertTrue(text.startsWith("<4>update: m k="), text);
    return text.substring("<4>update: m k=".length(), text.length() - 1);
  }

  @Test
  void textHasTimeLevelCategoryMessageFacts() {
    assertEquals(
        "2026-12-01T02:38:42.007Z warn update: update refused client=192.0.2.7:4711 zone=example."
            + " serial=2026120101 signed=true reason=\"no rule allows it\"\n",
        lay(refused(), LogFormat.TEXT));
  }

  @Test
  void journaldHasPriorityInPlaceOfTimeAndLevel() {
    assertEquals(
        "<4>update: update refused client=192.0.2.7:4711 zone=example."
            + " serial=2026120101 signed=true reason=\"no rule allows it\"\n",
        lay(refused(), LogFormat.JOURNALD));
  }

  @Test
  void jsonIsOneObject() {
    assertEquals(
        "{\"time\":\"2026-12-01T02:38:42.007Z\",\"level\":\"warn\",\"category\":\"update\","
            + "\"message\":\"update refused\",\"client\":\"192.0.2.7:4711\",\"zone\":\"example.\","
            + "\"serial\":2026120101,\"signed\":true,\"reason\":\"no rule allows it\"}\n",
        lay(refused(), LogFormat.JSON));
  }

  @Test
  void prioritiesAreThoseOfSdDaemon() {
    StringBuilder all = new StringBuilder();
    for (LogLevel level : LogLevel.values()) {
      LogLine line = new LogLine(0, level, LogCategory.SERVER, "m", List.of(), null);
      all.append(lay(line, LogFormat.JOURNALD));
    }
    assertEquals("<3>server: m\n<4>server: m\n<6>server: m\n<7>server: m\n", all.toString());
  }

  @Test
  void plainValuesStandAsTheyAre() {
    assertEquals("a\\010b.example.", value("a\\010b.example."));
    assertEquals("[2001:db8::1]:53", value("[2001:db8::1]:53"));
  }

  @Test
  void otherValuesStandInQuotes() {
    assertEquals("\"\"", value(""));
    assertEquals("\"a b\"", value("a b"));
    assertEquals("\"a=b\"", value("a=b"));
    assertEquals("\"say \\\"no\\\" \\\\ \"", value("say \"no\" \\ "));
    assertEquals("\"Zürich 😀\"", value("Zürich 😀"));
  }

  @Test
  void controlCharactersAreNeverRaw() {
    assertEquals(
        "\"\\u001b[2J\\n\\r\\t\\u0000\\u007f\\u009b\"", value("\u001b[2J\n\r\t\0\u007f\u009b"));
    assertEquals("\"\\u202eabc\\u2028\\ufeff\"", value("\u202eabc\u2028\ufeff"));
    assertEquals("\"\\ud800\"", value("\ud800"));
    assertEquals(
        "<4>update: two\\nlines\\u001b\n", lay(line("two\nlines\u001b", null), LogFormat.JOURNALD));
  }

  @Test
  void everyCharacterComesBackFromJson() {
    StringBuilder all = new StringBuilder();
    for (char one = 0; one < 0x2100; one++) {
      all.append(one);
    }
    String text = lay(line(all.toString(), null, new Fact("k", all.toString())), LogFormat.JSON);
    assertEquals(text.length() - 1, text.indexOf('\n'));
    var object = JsonParser.parseString(text).getAsJsonObject();
    assertEquals(all.toString(), object.get("message").getAsString());
    assertEquals(all.toString(), object.get("k").getAsString());
  }

  @Test
  void aNameOfAStrangerEndsNoLine() {
    Name hostile = Name.parse("\\027[31m\\010\\034x\\032y.example.");
    String printed = value(hostile.toString());
    assertTrue(printed.chars().allMatch(one -> one >= ' ' && one < 0x7f), printed);
  }

  @Test
  void aFailureIsOnTheSameLine() {
    Exception cause = new IllegalStateException("inner\nmost");
    cause.setStackTrace(new StackTraceElement[] {new StackTraceElement("a.B", "c", "B.java", 7)});
    Exception failure = new IllegalArgumentException("outer", cause);
    failure.setStackTrace(
        new StackTraceElement[] {
          new StackTraceElement("d.E", "f", "E.java", 8),
          new StackTraceElement("g.H", "i", null, -1)
        });
    assertEquals(
        "<4>update: m error=\"java.lang.IllegalArgumentException: outer\""
            + " trace=\"d.E.f:8 < g.H.i:-1 caused by java.lang.IllegalStateException: inner\\nmost:"
            + " a.B.c:7\"\n",
        lay(line("m", failure), LogFormat.JOURNALD));
  }

  @Test
  void layoutIsUsedAgainForAnotherSecond() {
    LineLayout layout = new LineLayout();
    String first = layout.lay(refused(), LogFormat.TEXT).toString();
    LogLine later =
        new LogLine(MILLIS + 1000, LogLevel.INFO, LogCategory.ZONE, "m", List.of(), null);
    assertEquals(
        "2026-12-01T02:38:43.007Z info zone: m\n", layout.lay(later, LogFormat.TEXT).toString());
    assertEquals(first, layout.lay(refused(), LogFormat.TEXT).toString());
  }
}
