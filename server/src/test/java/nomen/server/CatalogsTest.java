package nomen.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import nomen.conformance.client.DnsClient;
import nomen.conformance.client.LoopbackPort;
import nomen.conformance.client.QueryOctets;
import nomen.conformance.client.Reply;
import nomen.server.config.ConfigurationReader;
import nomen.server.transport.TransportClock;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two servers and catalogs between them: what is written into the primary's configuration is served
 * by the secondary (RFC 9432).
 */
@Timeout(120)
class CatalogsTest {
  private static final long PATIENCE_NANOS = 30_000_000_000L;

  /** One of the two, with a folder of its own. */
  private final class Site {
    private final Path folder;
    private @Nullable NameServer server;

    /** Also where others look for it while it is away. */
    private final String listen = "127.0.0.1:" + LoopbackPort.draw("127.0.0.1").getPort();

    Site(String name) throws IOException {
      folder = Files.createDirectory(top.resolve(name));
    }

    void configure(List<String> tables) throws IOException {
      Files.writeString(
          folder.resolve("nomen.toml"),
          """
          [server]
          listen = ["%s"]
          event-loops = 1
          data-dir = "data"
          [storage]
          segment-size = "64KiB"
          """
                  .formatted(listen)
              + String.join("\n", tables));
    }

    String start() throws Exception {
      Path file = folder.resolve("nomen.toml");
      NameServer started =
          NameServer.start(
              ConfigurationReader.read(file),
              () -> ConfigurationReader.read(file),
              TransportClock.SYSTEM,
              new Random(1),
              new PrintWriter(Writer.nullWriter()),
              false);
      server = started;
      return listen;
    }

    NameServer running() {
      NameServer now = server;
      if (now == null) {
        throw new AssertionError("it does not run");
      }
      return now;
    }

    void reload(List<String> tables) throws IOException {
      configure(tables);
      running().reload();
    }

    void stop() {
      if (server != null) {
        assertEquals(0, server.faults());
        server.close();
        server = null;
      }
    }

    /** The RCODE, and the flag AA. */
    String ask(String name, String type) throws IOException {
      try (DnsClient client =
          new DnsClient(running().addresses().getFirst(), Duration.ofSeconds(5))) {
        Reply reply = client.ask(QueryOctets.query(name, type));
        return reply.status() + (reply.answer().isEmpty() ? "" : " " + reply.answer());
      }
    }

    void await(String name, String type, String expected) throws Exception {
      long deadline = System.nanoTime() + PATIENCE_NANOS;
      CountDownLatch never = new CountDownLatch(1);
      while (!ask(name, type).startsWith(expected) && System.nanoTime() < deadline) {
        assertTrue(!never.await(5, TimeUnit.MILLISECONDS));
      }
      assertTrue(ask(name, type).startsWith(expected), () -> name + " is not " + expected);
    }
  }

  @TempDir private Path top;
  private final List<Site> sites = new ArrayList<>();

  private Site site(String name) throws IOException {
    Site site = new Site(name);
    sites.add(site);
    return site;
  }

  @AfterEach
  void stop() {
    sites.forEach(Site::stop);
  }

  private static String producer(String name, String to) {
    return """
    [[zone]]
    name = "%s"
    catalog = "producer"
    allow-transfer = ["127.0.0.0/8"]
    notify = [%s]
    """
        .formatted(name, to.isEmpty() ? "" : '"' + to + '"');
  }

  private static String consumer(String name, String from, String... more) {
    return """
    [[zone]]
    name = "%s"
    catalog = "consumer"
    primaries = ["%s"]
    %s
    """
        .formatted(name, from, String.join("\n", more));
  }

  private String member(Site site, String name, String catalog, String... more) throws IOException {
    Files.writeString(
        site.folder.resolve(name + "zone"),
        """
        $ORIGIN %s
        $TTL 60
        @ SOA ns host 1 3600 600 86400 4
        @ NS ns
        ns A 192.0.2.1
        """
            .formatted(name));
    return """
    [[zone]]
    name = "%1$s"
    file = "%1$szone"
    allow-transfer = ["127.0.0.0/8"]
    in-catalog = "%2$s"
    %3$s
    """
        .formatted(name, catalog, String.join("\n", more));
  }

  @Test
  void aZoneThatIsConfiguredAtThePrimaryIsServedByTheSecondary() throws Exception {
    Site primary = site("primary");
    Site secondary = site("secondary");
    String one = member(primary, "one.test.", "catz.test.");
    primary.configure(List.of(producer("catz.test.", ""), one));
    String from = primary.start();
    assertTrue(primary.ask("version.catz.test.", "TXT").startsWith("NOERROR aa"));
    secondary.configure(List.of(consumer("catz.test.", from)));
    String to = secondary.start();
    secondary.await("ns.one.test.", "A", "NOERROR aa");
    assertTrue(secondary.ask("version.catz.test.", "TXT").startsWith("REFUSED"), "it is private");
    String two = member(primary, "two.test.", "catz.test.");
    primary.reload(List.of(producer("catz.test.", to), one, two));
    secondary.await("ns.two.test.", "A", "NOERROR aa");
    primary.reload(List.of(producer("catz.test.", to), two));
    secondary.await("ns.one.test.", "A", "REFUSED");
    assertTrue(secondary.ask("ns.two.test.", "A").startsWith("NOERROR aa"));
    primary.stop();
    secondary.stop();
    secondary.start();
    assertTrue(
        secondary.ask("ns.two.test.", "A").startsWith("NOERROR aa"),
        "members are served before the catalog is refreshed");
    assertTrue(secondary.ask("ns.one.test.", "A").startsWith("REFUSED"));
  }

  @Test
  void aGroupHasSettingsOfItsOwn() throws Exception {
    Site primary = site("primary");
    Site secondary = site("secondary");
    String hidden = member(primary, "one.test.", "catz.test.", "catalog-group = \"hidden\"");
    String shown = member(primary, "two.test.", "catz.test.");
    primary.configure(List.of(producer("catz.test.", ""), hidden, shown));
    String from = primary.start();
    secondary.configure(
        List.of(
            consumer(
                "catz.test.",
                from,
                "[zone.members]",
                "allow-query = [\"127.0.0.0/8\"]",
                "[[zone.members-group]]",
                "group = \"hidden\"",
                "allow-query = [\"192.0.2.0/24\"]")));
    String to = secondary.start();
    secondary.await("ns.two.test.", "A", "NOERROR aa");
    assertTrue(secondary.ask("ns.one.test.", "A").startsWith("REFUSED"));
    primary.reload(
        List.of(producer("catz.test.", to), member(primary, "one.test.", "catz.test."), shown));
    secondary.await("ns.one.test.", "A", "NOERROR aa");
  }

  @Test
  void aMemberMovesToAnotherCatalogWhenItHasLeftTheFirst() throws Exception {
    Site primary = site("primary");
    Site secondary = site("secondary");
    String zone = member(primary, "one.test.", "a.catz.");
    primary.configure(List.of(producer("a.catz.", ""), producer("b.catz.", ""), zone));
    String from = primary.start();
    List<String> follow =
        List.of(
            consumer("a.catz.", from, "[zone.members]", "allow-query = [\"192.0.2.0/24\"]"),
            consumer("b.catz.", from));
    secondary.configure(follow);
    String to = secondary.start();
    secondary.await("ns.one.test.", "A", "REFUSED");
    primary.reload(
        List.of(
            producer("a.catz.", to),
            producer("b.catz.", to),
            member(primary, "one.test.", "b.catz.")));
    secondary.await("ns.one.test.", "A", "NOERROR aa");
  }

  @Test
  void membersGoWithTheirCatalog() throws Exception {
    Site primary = site("primary");
    Site secondary = site("secondary");
    primary.configure(
        List.of(producer("catz.test.", ""), member(primary, "one.test.", "catz.test.")));
    String from = primary.start();
    secondary.configure(List.of(consumer("catz.test.", from)));
    secondary.start();
    secondary.await("ns.one.test.", "A", "NOERROR aa");
    secondary.reload(List.of());
    assertTrue(secondary.ask("ns.one.test.", "A").startsWith("REFUSED"));
    primary.stop();
    secondary.reload(List.of(consumer("catz.test.", from)));
    assertTrue(
        secondary.ask("ns.one.test.", "A").startsWith("NOERROR aa"), "and come back as they were");
  }
}
