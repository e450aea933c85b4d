package nomen.loadtest.traffic.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import nomen.codec.message.Message;
import nomen.loadtest.traffic.Allocation;
import nomen.loadtest.traffic.MessageOptions;
import nomen.loadtest.traffic.Request;
import nomen.loadtest.traffic.RequestKind;
import nomen.loadtest.traffic.RequestList;
import nomen.loadtest.traffic.RequestSource;
import nomen.loadtest.traffic.Requests;
import nomen.loadtest.traffic.TrafficException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueryFileTest {
  private static List<String> questions(String text) throws TrafficException {
    RequestSource source = Inputs.queries(text).passes(1).open(0, 1);
    return Requests.take(source, 1000).stream().map(Requests::question).toList();
  }

  /** Types that dnsperf reads and no row of ours describes; the codes are those that it sends. */
  @Test
  void everyTypeOfDnsperfIsSent() throws TrafficException {
    assertEquals(
        List.of("x. TYPE23", "x. TYPE30", "x. TYPE32", "x. TYPE38", "x. TYPE103", "x. TYPE32769"),
        questions("x NSAP-PTR\nx nxt\nx NIMLOC\nx A6\nx UNSPEC\nx DLV\n"));
  }

  @Test
  void linesAreReadAsDnsperfReadsThem() throws TrafficException {
    assertEquals(
        List.of(
            "example.com. A",
            "WWW.Example. TYPE65280",
            "#hash. A",
            "foo. AAAA",
            "example.com. A",
            ". NS",
            "x. ANY",
            "x. A",
            "x. HTTPS",
            "last. CAA"),
        questions(
            """
            example.com A
            WWW.Example TYPE65280
            ; a comment
            #hash A

            \s\s
            foo.\tAAAA\r
            example.com. A and more
            . NS
            x any
            x TYPE1
            x TYPE65
            last caa\
            """));
  }

  @Test
  void escapesAndOctetsStandForThemselves() throws TrafficException {
    byte[] octets =
        Requests.octets(Inputs.queries("a\\.b\\065\\000\u00ff.c MX\n").open(0, 1), 0x1234);
    assertArrayEquals(
        HexFormat.of().parseHex("1234010000010000000000000" + "6612e624100ff0163" + "00000f0001"),
        octets);
  }

  @ParameterizedTest
  @CsvSource({
    "'a A\nfoo', 'in.txt:2: error: type: missing'",
    "'a A\n\nfoo BOGUS', 'in.txt:3: error: type: unknown type BOGUS'",
    "'a..b A', 'in.txt:1: error: name: empty label in name: a..b'",
    "'a\\300 A', 'in.txt:1: error: name: escape \\DDD over 255 in name: a\\300'",
    "'x TYPE65536', 'in.txt:1: error: type: unknown type TYPE65536'",
    "'; nothing', 'in.txt: error: no queries'",
    "'', 'in.txt: error: no queries'",
  })
  void faultsNamePlaceFieldAndRule(String text, String message) {
    assertEquals(message, Inputs.queryFault(text));
  }

  @Test
  void faultsOfTheFileItself(@TempDir Path folder) {
    assertEquals(
        folder + "/none: error: cannot be read: no such file",
        assertThrows(
                TrafficException.class,
                () -> QueryFile.read(folder.resolve("none"), MessageOptions.PLAIN))
            .getMessage());
    assertThrows(TrafficException.class, () -> QueryFile.read(folder, MessageOptions.PLAIN));
    String line = "a".repeat(TextLines.MAX_LINE_OCTETS + 1);
    assertEquals("in.txt:1: error: line of over 1,048,576 octets", Inputs.queryFault(line + " A"));
  }

  @Test
  void fileAndDescription(@TempDir Path folder) throws IOException, TrafficException {
    Path file = Files.writeString(folder.resolve("q"), "a A\nb A\n");
    RequestList list = QueryFile.read(file, MessageOptions.PLAIN);
    assertEquals("2 queries of " + file, list.description());
    assertEquals(2, list.count());
    assertFalse(list.isTimed());
  }

  @Test
  void workersAskEachQueryOnceAPass() throws TrafficException {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 7; i++) {
      text.append('q').append(i).append(" A\n");
    }
    for (int workers : new int[] {1, 2, 3, 7, 20}) {
      RequestList list = Inputs.queries(text.toString()).passes(3);
      List<String> all = new ArrayList<>();
      for (int worker = 0; worker < workers; worker++) {
        List<String> part =
            Requests.take(list.open(worker, workers), 100).stream()
                .map(Requests::question)
                .toList();
        if (worker == 0 && workers == 3) {
          assertEquals(List.of("q0. A", "q3. A", "q6. A", "q2. A"), part.subList(0, 4));
        }
        all.addAll(part);
      }
      assertEquals(21, all.size(), workers + " workers");
      for (int i = 0; i < 7; i++) {
        assertEquals(3, Collections.frequency(all, "q" + i + ". A"), workers + " workers");
      }
    }
  }

  @Test
  void endsAfterItsPassesAndNotBefore() throws TrafficException {
    RequestSource twice = Inputs.queries("a A\n").passes(2).open(0, 1);
    Request request = new Request();
    assertTrue(twice.next(1, request));
    assertTrue(twice.next(2, request));
    assertFalse(twice.next(3, request));
    assertFalse(twice.next(3, request));
    RequestSource endless = Inputs.queries("a A\n").open(0, 1);
    for (int i = 0; i < 1000; i++) {
      assertTrue(endless.next(i, request));
      assertEquals(i, Requests.read(Arrays.copyOf(request.octets(), 19)).id());
    }
    assertEquals(RequestKind.QUERY, request.kind());
    assertEquals(Request.ANY_TIME, request.dueNanos());
    assertThrows(IllegalArgumentException.class, () -> Inputs.queries("a A\n").passes(0));
  }

  @Test
  void eachQueryIsSignedAnew() throws TrafficException {
    MessageOptions signed =
        MessageOptions.PLAIN.withKey(
            MessageOptions.parseKey("hmac-sha256:k:MDEyMzQ1Njc4OWFiY2RlZg=="),
            () -> Instant.ofEpochSecond(1_700_000_000));
    RequestSource source = QueryFile.read("q", Inputs.of("a A\n"), signed).open(0, 1);
    Message one = Requests.read(Requests.octets(source, 1));
    Message two = Requests.read(Requests.octets(source, 2));
    assertEquals("a. A", Requests.question(one));
    assertFalse(one.tsig() == null || one.tsig().equals(two.tsig()), "the same signature");
  }

  @Test
  void nextMakesNoObjects() throws TrafficException {
    Allocation.assertNone(Inputs.queries("www.example.com A\nb.example.com AAAA\n").open(0, 1));
  }

  @Test
  void nextIsFast() throws TrafficException {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 10_000; i++) {
      text.append("host").append(i).append(".load.example. A\n");
    }
    double nanos = Allocation.nanosEach(Inputs.queries(text.toString()).open(0, 1));
    // Measured 8 to 15; the bound says only that nothing is done that should be done beforehand.
    assertTrue(nanos < 250, nanos + " ns");
  }

  @Test
  void changedFilesAreReadOrRefused() throws TrafficException {
    String good = "a.example. A\nb\\046c.example TYPE65\n; x\n\nwww.example.com\tMX\r\n";
    SplittableRandom random = new SplittableRandom(11);
    int read = 0;
    for (int round = 0; round < 5_000; round++) {
      String text = Mutations.of(good, random);
      try {
        RequestList list = Inputs.queries(text);
        read++;
        assertEquals(list.count(), Requests.take(list.passes(1).open(0, 1), 1000).size());
      } catch (TrafficException e) {
        assertTrue(e.getMessage().startsWith("in.txt"), e.getMessage());
      }
    }
    assertTrue(read > 500 && read < 4_900, read + " read");
  }
}
