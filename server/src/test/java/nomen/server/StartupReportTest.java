package nomen.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import nomen.codec.name.Name;
import org.junit.jupiter.api.Test;

class StartupReportTest {
  private static final StartupReport.Served SERVED =
      new StartupReport.Served(
          Name.parse("example.com."),
          2026010101L,
          12345,
          Name.parse("www.example.com."),
          "A",
          List.of());

  private static InetSocketAddress at(String address, int port) {
    return new InetSocketAddress(InetAddress.ofLiteral(address), port);
  }

  private static String print(List<StartupReport.Zone> zones, InetSocketAddress... listeners) {
    return new StartupReport(
            "0.1.0", "netty", 2, zones, List.of(listeners), Duration.ofMillis(1234))
        .print();
  }

  @Test
  void saysWhatIsServedWhereAndHowToAsk() {
    assertEquals(
        """
        nomen 0.1.0 on Java 25
        transport: netty; 2 event loops
        zone example.com.: serial 2026010101, 12,345 records
        listening on 127.0.0.1:5300, [::1]:5300, UDP and TCP
        ready after 1.23 s
        try: dig @127.0.0.1 -p 5300 www.example.com. A
        """
            .replace("Java 25", "Java " + Runtime.version().feature()),
        print(List.of(SERVED), at("127.0.0.1", 5300), at("::1", 5300)));
  }

  @Test
  void saysWhyAZoneIsNotServed() {
    List<String> findings = IntStream.rangeClosed(1, 7).mapToObj(i -> "error " + i).toList();
    String report =
        print(
            List.of(new StartupReport.Refused(Name.parse("bad.example."), findings)),
            at("127.0.0.1", 53));
    assertTrue(
        report.contains(
            """
            zone bad.example. is NOT served:
              error 1
              error 2
              error 3
              error 4
              error 5
              and 2 more; nomen zone check shows them
            """),
        report);
    assertTrue(report.endsWith("s\n"), "nothing to try: " + report);
  }

  @Test
  void asksAtTheLoopbackWhereAllAddressesAreServed() {
    assertTrue(print(List.of(SERVED), at("0.0.0.0", 53)).contains("dig @127.0.0.1 -p 53 "));
    assertTrue(print(List.of(SERVED), at("::", 53)).contains("dig @::1 -p 53 "));
  }

  @Test
  void quotesNamesThatAShellWouldChange() {
    StartupReport.Served odd =
        new StartupReport.Served(
            Name.parse("a\\(b.example."), 1, 1, Name.parse("a\\(b.example."), "SOA", List.of());
    assertTrue(print(List.of(odd), at("127.0.0.1", 53)).contains("'a\\(b.example.' SOA"));
  }

  @Test
  void saysThatThereIsNoZone() {
    assertTrue(print(List.of(), at("127.0.0.1", 53)).contains("no zone is configured"));
  }

  @Test
  void manyZonesAreSummedUp() {
    assertTrue(
        print(List.of(SERVED, new StartupReport.MoreServed(99_900, 999_000)), at("127.0.0.1", 53))
            .contains("and 99,900 zones more with 999,000 records\nlistening"));
  }
}
