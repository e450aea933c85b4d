package nomen.server.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import nomen.codec.name.Name;
import nomen.codec.rr.RRClass;
import nomen.codec.rr.RRTypes;
import nomen.codec.rr.Rdata;
import nomen.codec.rr.ResourceRecord;
import nomen.store.log.Author;
import nomen.store.log.Disk;
import nomen.store.log.History;
import nomen.store.log.LocalDisk;
import nomen.store.log.LogRecord;
import nomen.store.log.LogSettings;
import nomen.store.log.SegmentedLog;
import nomen.store.zone.Changeset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the commands about the history print. */
class HistoryCommandsTest {
  private static final Name ZONE = Name.parse("t.test.");
  private static final long MORNING = Instant.parse("2026-01-02T10:00:00Z").toEpochMilli();
  private static final Author FILE = new Author(Author.Via.ZONE_FILE, null, null, "");
  private static final Author DHCP =
      new Author(
          Author.Via.UDP,
          Name.parse("dhcp.test."),
          new InetSocketAddress(InetAddress.ofLiteral("192.0.2.1"), 5353),
          "the \"dhcp\" rule");

  @TempDir private Path folder;
  private final List<LogRecord> entries = new ArrayList<>();
  private final Lines lines = new Lines();

  private static final class Lines implements ReportOutput {
    private final List<String> printed = new ArrayList<>();
    private final List<String> errors = new ArrayList<>();

    @Override
    public void print(String line) {
      printed.add(line);
    }

    @Override
    public void error(String line) {
      errors.add(line);
    }

    @Override
    public OutputStream out() {
      return new ByteArrayOutputStream();
    }
  }

  private static ResourceRecord soa(int serial) {
    return new ResourceRecord(
        ZONE, RRClass.IN, 60, rdata("SOA", "a.t.test. b.t.test. " + serial + " 1 2 3 4"));
  }

  private static ResourceRecord a(String owner, String address) {
    return new ResourceRecord(Name.parse(owner), RRClass.IN, 60, rdata("A", address));
  }

  private static Rdata rdata(String type, String text) {
    return Rdata.parse(Objects.requireNonNull(RRTypes.parse(type)), text);
  }

  private void change(
      Author author, int from, int to, List<ResourceRecord> removed, List<ResourceRecord> added) {
    int lsn = entries.size() + 1;
    entries.add(
        new LogRecord.Change(
            lsn,
            MORNING + 1000L * lsn,
            author,
            0,
            0,
            new Changeset(
                ZONE,
                from,
                to,
                Stream.concat(Stream.of(soa(from)), removed.stream()).toList(),
                Stream.concat(Stream.of(soa(to)), added.stream()).toList())));
  }

  private void story() {
    entries.add(new LogRecord.Load(1, MORNING + 1000, ZONE, FILE, 1, 10));
    change(DHCP, 10, 11, List.of(), List.of(a("h1.t.test.", "192.0.2.7")));
    change(
        new Author(Author.Via.CONTROL, null, null, "user jo"),
        11,
        12,
        List.of(a("h1.t.test.", "192.0.2.7")),
        List.of(a("h1.t.test.", "192.0.2.8"), a("a.h2.t.test.", "192.0.2.9")));
    change(FILE, 12, 13, List.of(a("h1.t.test.", "192.0.2.8")), List.of());
  }

  /** Writes the entries to a log, and reads that. */
  private int run(String... words) throws IOException {
    Disk disk = new LocalDisk(Files.createTempDirectory(folder, "data"));
    try (SegmentedLog log =
        SegmentedLog.open(
            disk, new LogSettings(1 << 14), Runnable::run, new Random(1), 1, record -> {})) {
      for (LogRecord entry : entries) {
        log.append(entry);
      }
      log.force();
    }
    return new HistoryCommands(History.of(disk)).run(List.of(words), lines);
  }

  private int list(long since, @Nullable String key, @Nullable String name, int limit)
      throws IOException {
    LogFilter filter =
        new LogFilter(
            since,
            key == null ? null : Name.parse(key),
            name == null ? null : Name.parse(name),
            limit);
    return run(
        Stream.concat(Stream.of("log", "list", "T.test."), filter.words().stream())
            .toArray(String[]::new));
  }

  @Test
  void entriesAreJsonOneALine() throws IOException {
    story();
    List<String> words = new ArrayList<>(List.of("log", "list", "t.test."));
    words.addAll(new LogFilter(0, null, null, 100).words());
    words.add(HistoryCommands.JSON);
    assertEquals(0, run(words.toArray(String[]::new)));
    assertEquals(
        """
        {"time":"2026-01-02T10:00:01.000Z","kind":"load","serial_from":null,"serial":10,"added":null,\
        "removed":null,"via":"zone-file","key":null,"from":null,"rule":null}
        {"time":"2026-01-02T10:00:02.000Z","kind":"change","serial_from":10,"serial":11,"added":1,\
        "removed":0,"via":"udp","key":"dhcp.test.","from":"192.0.2.1:5353",\
        "rule":"the \\"dhcp\\" rule"}
        """,
        String.join("\n", lines.printed.subList(0, 2)) + "\n");
  }

  @Test
  void stringsOfJsonAreEscaped() {
    assertEquals(
        "{\"a\":\"\\\"\\\\\\n"
            + "\\t\\u0001\\ud800\u00e4\",\"b\":null,\"c\":true,\"d\":[{},{\"e\":-1}],\"f\":null}",
        new JsonLine()
            .text("a", "\"\\\n\t\u0001\ud800\u00e4")
            .object("b", null)
            .truth("c", true)
            .objects("d", List.of(new JsonLine(), new JsonLine().number("e", -1)))
            .time("f", -1)
            .toString());
  }

  @Test
  void aListHasOneLineForEachEntry() throws IOException {
    story();
    assertEquals(0, list(0, null, null, 10));
    assertEquals(
        List.of(
            "2026-01-02T10:00:01.000Z loaded 10 zone-file",
            "2026-01-02T10:00:02.000Z 10 -> 11 udp key=dhcp.test. from=192.0.2.1:5353"
                + " rule=\"the \\\"dhcp\\\" rule\" +1 -0",
            "2026-01-02T10:00:03.000Z 11 -> 12 control rule=\"user jo\" +2 -1",
            "2026-01-02T10:00:04.000Z 12 -> 13 zone-file +0 -1"),
        lines.printed);
  }

  @Test
  void aListIsNarrowed() throws IOException {
    story();
    assertEquals(0, list(MORNING + 4000, null, null, 10));
    assertEquals(0, list(0, "DHCP.test.", null, 10));
    assertEquals(0, list(0, null, "h2.t.test.", 10));
    assertEquals(0, list(0, null, null, 1));
    assertEquals(
        List.of("12 -> 13", "10 -> 11", "11 -> 12", "12 -> 13"),
        lines.printed.stream().map(line -> line.substring(25, 33)).toList());
    assertEquals(0, list(0, "nobody.test.", null, 10), "nothing found is no error");
  }

  @Test
  void anEntryIsShownWithItsRecords() throws IOException {
    story();
    assertEquals(0, run("log", "show", "t.test.", "12"));
    assertEquals(
        List.of(
            "2026-01-02T10:00:03.000Z 11 -> 12 control rule=\"user jo\" +2 -1",
            "- t.test. 60 IN SOA a.t.test. b.t.test. 11 1 2 3 4",
            "- h1.t.test. 60 IN A 192.0.2.7",
            "+ t.test. 60 IN SOA a.t.test. b.t.test. 12 1 2 3 4",
            "+ h1.t.test. 60 IN A 192.0.2.8",
            "+ a.h2.t.test. 60 IN A 192.0.2.9"),
        lines.printed);
  }

  @Test
  void aDifferenceLeavesOutWhatWasUndone() throws IOException {
    story();
    assertEquals(0, run("log", "diff", "t.test.", "10", "13"));
    assertEquals(
        List.of(
            "- t.test. 60 IN SOA a.t.test. b.t.test. 10 1 2 3 4",
            "+ t.test. 60 IN SOA a.t.test. b.t.test. 13 1 2 3 4",
            "+ a.h2.t.test. 60 IN A 192.0.2.9"),
        lines.printed);
    lines.printed.clear();
    assertEquals(0, run("log", "diff", "t.test.", "13", "12"));
    assertEquals(
        List.of(
            "- t.test. 60 IN SOA a.t.test. b.t.test. 13 1 2 3 4",
            "+ t.test. 60 IN SOA a.t.test. b.t.test. 12 1 2 3 4",
            "+ h1.t.test. 60 IN A 192.0.2.8"),
        lines.printed);
    assertEquals(0, run("log", "diff", "t.test.", "12", "12"));
  }

  @Test
  void aDifferenceDoesNotLeadAcrossALoad() throws IOException {
    story();
    entries.add(new LogRecord.Load(5, MORNING, ZONE, FILE, 2, 20));
    change(DHCP, 20, 21, List.of(), List.of(a("h3.t.test.", "192.0.2.3")));
    assertEquals(1, run("log", "diff", "t.test.", "13", "21"));
    assertEquals(
        List.of(
            "the history of zone t.test. does not lead from serial 13 to 21: nomen log list shows"
                + " what there is"),
        lines.errors);
    assertEquals(0, run("log", "diff", "t.test.", "20", "21"));
  }

  @Test
  void whatIsNotThereIsSaid() throws IOException {
    story();
    assertEquals(1, run("log", "show", "t.test.", "99"));
    assertEquals(1, list("other.test."));
    assertEquals(
        List.of(
            "the history of zone t.test. has no serial 99: nomen log list shows what there is",
            "zone other.test. has no history here"),
        lines.errors);
  }

  private int list(String zone) throws IOException {
    return run("log", "list", zone, "0", "", "", "5");
  }

  @Test
  void requestsThatAreNoneAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> run("log", "undo", "t.test.", "1"));
    assertThrows(IllegalArgumentException.class, () -> run("log", "show", "t.test.", "x"));
    assertThrows(IllegalArgumentException.class, () -> run("log", "list", "t.test.", "0"));
  }

  @Test
  void timesAreWrittenAsTheyAreThoughtOf() {
    Instant now = Instant.parse("2026-01-02T10:00:00Z");
    assertEquals(Instant.parse("2026-01-02T08:00:00Z"), TimeText.scan("2h", now));
    assertEquals(Instant.parse("2025-12-19T10:00:00Z"), TimeText.scan("2w", now));
    assertEquals(Instant.parse("2026-01-01T00:00:00Z"), TimeText.scan("2026-01-01", now));
    assertEquals(Instant.parse("2026-01-01T09:30:00Z"), TimeText.scan("2026-01-01T09:30", now));
    assertEquals(
        Instant.parse("2026-01-01T07:30:00Z"), TimeText.scan("2026-01-01T09:30+02:00", now));
    assertThrows(IllegalArgumentException.class, () -> TimeText.scan("yesterday", now));
  }
}
