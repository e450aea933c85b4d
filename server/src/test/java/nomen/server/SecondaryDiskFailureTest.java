package nomen.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import nomen.conformance.client.DnsClient;
import nomen.conformance.client.UpdateOctets;
import nomen.server.config.Configuration;
import nomen.server.config.ConfigurationReader;
import nomen.server.control.ControlClient;
import nomen.server.transport.TransportClock;
import nomen.store.log.Disk;
import nomen.store.log.LocalDisk;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The disk of a secondary fails: no zone is transferred only to be dropped. */
@Timeout(120)
class SecondaryDiskFailureTest {
  @TempDir private Path folder;

  private NameServer start(String name, String zone, Disk disk) throws Exception {
    Path place = Files.createDirectories(folder.resolve(name));
    Files.writeString(
        place.resolve("t.zone"),
        """
        $ORIGIN t.test.
        $TTL 60
        @ SOA ns host 1 2 1 86400 60
        @ NS ns
        ns A 192.0.2.1
        """);
    String text =
        """
        [server]
        listen = ["127.0.0.1:0"]
        event-loops = 1
        data-dir = "data"
        [[zone]]
        name = "t.test."
        %s
        """
            .formatted(zone);
    Configuration read = ConfigurationReader.read(text, "nomen.toml", place);
    return NameServer.start(
        read,
        () -> read,
        TransportClock.SYSTEM,
        new Random(1),
        new PrintWriter(Writer.nullWriter()),
        false,
        Duration.ZERO,
        _ -> disk);
  }

  private String command(String... words) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    List<String> errors = new ArrayList<>();
    new ControlClient(folder.resolve("secondary/data/control.sock"))
        .ask(List.of(words), out, errors::add);
    return out.toString(UTF_8) + String.join("\n", errors);
  }

  private void awaitStatus(String text) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    String status = "";
    while (!status.contains(text)) {
      assertTrue(System.nanoTime() < deadline, status);
      status = command("zone", "status", "t.test.");
    }
  }

  private List<String> begun() throws Exception {
    return command("metrics").lines().filter(line -> line.contains("_begun\"")).toList();
  }

  @Test
  void nothingIsTransferredAfterTheLogFailed() throws Exception {
    String open = "file = \"t.zone\"\nallow-update = [\"127.0.0.0/8\"]\n";
    BreakableDisk broken = new BreakableDisk(folder.resolve("secondary/data"));
    try (NameServer primary =
            start(
                "primary",
                open + "allow-transfer = [\"127.0.0.0/8\"]",
                new LocalDisk(folder.resolve("primary/data")));
        NameServer secondary =
            start(
                "secondary",
                "primaries = [\"127.0.0.1:%d\"]"
                    .formatted(primary.addresses().getFirst().getPort()),
                broken)) {
      awaitStatus("  current, ");
      broken.fail(BreakableDisk.Fault.FORCE);
      try (DnsClient client =
          new DnsClient(primary.addresses().getFirst(), Duration.ofSeconds(20))) {
        byte[] update = UpdateOctets.of("t.test.").add("a.t.test.", 60, "A", "192.0.2.9").octets();
        assertEquals("NOERROR", client.ask(update).rcode());
      }
      command("zone", "refresh", "t.test.");
      awaitStatus("; the log of this server cannot be written; no transfers until it is");
      awaitStatus("no zone can be changed until a restart: ");
      List<String> before = begun();
      assertTrue(!before.isEmpty());
      for (int i = 0; i < 5; i++) {
        command("zone", "retransfer", "t.test.");
        awaitStatus("not confirmed, ");
      }
      assertEquals(before, begun());
      assertEquals(0, secondary.faults());
    }
  }
}
