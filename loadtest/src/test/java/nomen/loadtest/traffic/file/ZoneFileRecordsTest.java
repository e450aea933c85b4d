package nomen.loadtest.traffic.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import nomen.codec.master.IncludeDirective;
import nomen.codec.name.Name;
import nomen.loadtest.traffic.TrafficException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** $INCLUDE, $GENERATE, and what the errors of files within files say. */
class ZoneFileRecordsTest {
  private static final Name ORIGIN = Name.parse("example.");

  @TempDir Path folder;

  private Path file(String name, String... lines) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, String.join("\n", lines) + "\n");
  }

  private List<String> read(Path file) throws TrafficException {
    return ZoneFiles.read(file, ORIGIN);
  }

  /** The message, without the folder of the test. */
  private String fault(Path file) {
    String message = assertThrows(TrafficException.class, () -> read(file)).getMessage();
    return message.replace(folder + "/", "");
  }

  /** RFC 1035 section 5.1: neither origin nor owner name change for the file that includes. */
  @Test
  void includesAreRelativeToTheFileThatIncludes() throws IOException, TrafficException {
    Path zone =
        file(
            "zone",
            "$INCLUDE parts/head",
            "$INCLUDE \"parts/sub.part\" sub ; with an origin",
            "@ A 192.0.2.4",
            "  A 192.0.2.5",
            "$include parts/ttl",
            "b A 192.0.2.6");
    file("parts/head", "@ 60 IN SOA a b 1 2 3 4 5", "$INCLUDE deeper/ns", "x A 192.0.2.2");
    file("parts/deeper/ns", "@ NS a", "$ORIGIN elsewhere.", "a A 192.0.2.1");
    file("parts/sub.part", "www A 192.0.2.3");
    file("parts/ttl", "$TTL 1d", "a TXT x");
    assertEquals(
        List.of(
            "example. SOA a.example. b.example. 1 2 3 4 5",
            "example. NS a.example.",
            "a.elsewhere. A 192.0.2.1",
            "x.example. A 192.0.2.2",
            "www.sub.example. A 192.0.2.3",
            "example. A 192.0.2.4",
            "example. A 192.0.2.5",
            "a.example. TXT \"x\"",
            "b.example. A 192.0.2.6"),
        read(zone));
  }

  @Test
  void generateWritesRecords() throws IOException, TrafficException {
    Path zone =
        file(
            "zone",
            "b TXT x",
            "$GENERATE 1-2 a$ A 192.0.2.$",
            "$GENERATE 8-16/8 ${0,3,n} 60 IN PTR h-${2,3,x}.other.",
            "$GENERATE 1-1 m MX \"1$ mx$\"",
            " TXT y");
    assertEquals(
        List.of(
            "b.example. TXT \"x\"",
            "a1.example. A 192.0.2.1",
            "a2.example. A 192.0.2.2",
            "8.0.example. PTR h-00a.other.",
            "0.1.example. PTR h-012.other.",
            "m.example. MX 11 mx1.example.",
            "b.example. TXT \"y\""),
        read(zone));
  }

  @Test
  void errorsNameFileLineRuleAndTheChainOfIncludes() throws IOException {
    Path zone = file("zone", "@ SOA a b 1 2 3 4 5", "$INCLUDE one");
    file("one", "", "", "$INCLUDE two");
    file("two", "a A 192.0.2.1", "b A 192.0.2.256");
    assertEquals(
        "two:2: error: no IPv4 address: 192.0.2.256, in address of A; included at one:3;"
            + " included at zone:2",
        fault(zone));
    file("two", "$GENERATE 254-256 a A 192.0.2.$");
    assertEquals(
        "two:1: error: no IPv4 address: 192.0.2.256, in address of A, in $GENERATE where $ is 256;"
            + " included at one:3; included at zone:2",
        fault(zone));
    file("two", "$GENERATE 1-1 a${0,1,z} NS x");
    assertEquals(
        "two:1: error: base other than d, o, x, X, n, N, in $GENERATE where $ is 1;"
            + " included at one:3; included at zone:2",
        fault(zone));
    file("two", "$GENERATE 0-1048576 a A 192.0.2.1");
    assertEquals(
        "two:1: error: over 1048576 records, in range of $GENERATE; included at one:3;"
            + " included at zone:2",
        fault(zone));
    // The owner name before the first $INCLUDE is taken over.
    file("two", " A 192.0.2.256");
    assertEquals(
        "two:1: error: no IPv4 address: 192.0.2.256, in address of A; included at one:3;"
            + " included at zone:2",
        fault(zone));
  }

  @Test
  void filesThatCannotBeIncluded() throws IOException {
    Path zone = file("zone", "$INCLUDE gone");
    assertEquals(
        "zone:1: error: cannot include gone: no such file, in file of $INCLUDE", fault(zone));
    file("zone", "$INCLUDE .");
    assertEquals(
        "zone:1: error: cannot include .: not a regular file, in file of $INCLUDE", fault(zone));
    file("zone", "$INCLUDE");
    assertEquals("zone:1: error: missing, in file of $INCLUDE", fault(zone));
    file("zone", "$INCLUDE a b c");
    assertEquals("zone:1: error: text behind the last field, in $INCLUDE", fault(zone));
    file("zone", "$INCLUDE one");
    file("one", "$INCLUDE ./../" + folder.getFileName() + "/zone");
    assertEquals(
        "one:1: error: cannot include ./../"
            + folder.getFileName()
            + "/zone: files include each other, in file of $INCLUDE; included at zone:1",
        fault(zone));
  }

  @Test
  void depthAndNumberAreBounded() throws IOException, TrafficException {
    for (int i = 0; i < IncludeDirective.MAX_DEPTH; i++) {
      file("f" + i, "$INCLUDE f" + (i + 1));
    }
    Path last = file("f" + IncludeDirective.MAX_DEPTH, "@ A 192.0.2.1");
    assertEquals(List.of("example. A 192.0.2.1"), read(folder.resolve("f1")));
    String fault = fault(folder.resolve("f0"));
    assertEquals(
        "f15:1: error: more than 16 files deep, in file of $INCLUDE; included at f14:1",
        fault.substring(0, fault.indexOf("; included at f13")));
    // Each of a hundred files is included by a hundred lines.
    file("leaf", "; nothing");
    file("hundred", "$INCLUDE leaf\n".repeat(100));
    Path many = file("many", "$INCLUDE hundred\n".repeat(100));
    // Each line of "many" includes 101 files, so its hundredth begins with the 10,000th.
    assertEquals(
        "hundred:1: error: more than 10000 files included, in file of $INCLUDE;"
            + " included at many:100",
        fault(many));
    assertEquals(List.of("example. A 192.0.2.1"), read(last));
  }

  /** TTLs count for nothing, so a file without any is read. */
  @Test
  void aRecordNeedsNoTtl() throws IOException, TrafficException {
    assertEquals(
        List.of("a.example. A 192.0.2.1", "b.example. A 192.0.2.2"),
        read(file("zone", "a A 192.0.2.1", "b 60 A 192.0.2.2")));
    String fault = fault(file("zone", "$TTL 2147483648"));
    assertTrue(fault.startsWith("zone:1: error: ") && fault.endsWith(", in TTL of $TTL"), fault);
  }
}
