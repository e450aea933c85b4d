package nomen.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import nomen.codec.name.Name;
import nomen.conformance.client.DnsClient;
import nomen.conformance.client.UpdateOctets;
import nomen.server.config.ConfigurationReader;
import nomen.server.control.ControlClient;
import nomen.server.transport.TransportClock;
import nomen.store.log.History;
import nomen.store.log.HistoryCursor;
import nomen.store.log.HistoryFilter;
import nomen.store.log.LocalDisk;
import nomen.store.log.LogRecord;
import nomen.store.log.LogVerification;
import nomen.store.zone.ZoneSnapshot;
import nomen.store.zonefile.ZoneFileWriter;
import nomen.store.zonefile.ZoneLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The states of the root zone, reloaded one after another by a server while it takes updates. */
@Timeout(180)
class RootReloadTest {
  private static final int STATES = 213;

  /** Five are empty and one is cut off: the zone stays as it was. */
  private static final int BROKEN = 6;

  /** Without their signatures four are as the ones before them. */
  private static final int EQUAL = 4;

  /** Names that updates come back to, adding and deleting. */
  private static final int NAMES = 200;

  @TempDir private Path folder;
  private final AtomicBoolean over = new AtomicBoolean();

  private NameServer start() throws Exception {
    Path config =
        Files.writeString(
            folder.resolve("nomen.toml"),
            """
            [server]
            listen = ["127.0.0.1:0"]
            event-loops = 1
            data-dir = "data"
            [log]
            level = "error"
            [storage]
            segment-size = "1MiB"
            checkpoint-size = "1MiB"
            [[zone]]
            name = "."
            file = "root.zone"
            allow-update = ["127.0.0.0/8"]
            """);
    return NameServer.start(
        ConfigurationReader.read(config),
        TransportClock.SYSTEM,
        new Random(1),
        new PrintWriter(Writer.nullWriter()),
        false);
  }

  private int ask(ByteArrayOutputStream out, String... words) throws Exception {
    return new ControlClient(folder.resolve("data/control.sock")).ask(List.of(words), out, _ -> {});
  }

  /** The records, one a line, without the SOA. */
  private static SortedSet<String> lines(ByteArrayOutputStream printed) {
    SortedSet<String> lines = new TreeSet<>(printed.toString(UTF_8).lines().toList());
    lines.removeIf(line -> line.contains(" IN SOA "));
    return lines;
  }

  private SortedSet<String> served() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertEquals(0, ask(out, "zone", "print", "."));
    return lines(out);
  }

  /** The records of a file. */
  private static SortedSet<String> read(Path file) throws IOException {
    ZoneSnapshot zone = new ZoneLoader((octets, ofOctets) -> {}).load(file, Name.ROOT).zone();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    if (zone != null) {
      new ZoneFileWriter(out, false).write(zone);
    }
    return lines(out);
  }

  /** Sends one update after another until it is told to stop. */
  private final class Updates implements Callable<Integer> {
    private final InetSocketAddress server;
    private final SortedSet<String> records;

    Updates(InetSocketAddress server, SortedSet<String> records) {
      this.server = server;
      this.records = records;
    }

    @Override
    public Integer call() throws IOException {
      Random random = new Random(2136);
      int done = 0;
      try (DnsClient client = new DnsClient(server, Duration.ofSeconds(20))) {
        while (!over.get()) {
          String owner = "host" + random.nextInt(NAMES) + ".dynamic.";
          String address = "192.0.2." + random.nextInt(4);
          String line = owner + " 300 IN A " + address;
          UpdateOctets update = UpdateOctets.of(".");
          if (random.nextInt(3) == 0) {
            update.deleteRecord(owner, "A", address);
            records.remove(line);
          } else {
            update.add(owner, 300, "A", address);
            records.add(line);
          }
          assertEquals("NOERROR", client.ask(update.octets()).rcode());
          done++;
        }
      }
      return done;
    }
  }

  /** Each entry begins with the serial that the one before ended with. */
  private int checkHistory() throws IOException {
    LocalDisk disk = new LocalDisk(folder.resolve("data"));
    assertEquals(0, LogVerification.of(disk).tornOctets());
    int merges = 0;
    try (HistoryCursor<LogRecord> entries =
        History.of(disk).entries(new HistoryFilter(Name.ROOT))) {
      int serial = 0;
      for (LogRecord entry = entries.next(); entry != null; entry = entries.next()) {
        switch (entry) {
          case LogRecord.Load load -> {
            assertEquals(0, serial, "loaded once");
            serial = load.serial();
          }
          case LogRecord.Change change -> {
            assertEquals(serial, change.changeset().serialFrom());
            serial = change.changeset().serialTo();
            merges += change.base() == 0 ? 0 : 1;
          }
          case LogRecord.Removal removal -> throw new AssertionError(removal);
        }
      }
    }
    return merges;
  }

  @Test
  void updatesGoOnWhileTheFileChanges() throws Exception {
    Path file = folder.resolve("root.zone");
    SortedSet<String> dynamic = new TreeSet<>();
    SortedSet<String> expected = new TreeSet<>();
    List<String> outcomes = new ArrayList<>();
    try (RootStates states = RootStates.open();
        ExecutorService threads = Executors.newSingleThreadExecutor()) {
      byte[] state = RootStates.unsigned(requireNonNull(states.next()));
      Files.write(file, state);
      try (NameServer server = start()) {
        Future<Integer> updates =
            threads.submit(new Updates(server.addresses().getFirst(), dynamic));
        try {
          for (byte[] next = states.next(); next != null; next = states.next()) {
            state = RootStates.unsigned(next);
            Files.write(file, state);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            int code = ask(out, "reload");
            outcomes.add(out.toString(UTF_8).replaceAll("(?s), serial.*", ""));
            if (code == 0) {
              Files.write(folder.resolve("taken.zone"), state);
            }
            assertTrue(!updates.isDone() || updates.get() < 0, "updates go on");
          }
        } finally {
          over.set(true);
        }
        int done = updates.get();
        assertTrue(done > STATES, done + " updates");
        System.out.println(done + " updates beside " + outcomes.size() + " reloads");
        assertEquals(0, server.faults());
        expected.addAll(read(folder.resolve("taken.zone")));
        expected.addAll(dynamic);
        assertEquals(expected, served());
      }
    }
    assertEquals(STATES - 1, outcomes.size());
    assertEquals(
        BROKEN,
        Collections.frequency(outcomes, "zone .: its file has errors; it is served as it was"));
    assertEquals(EQUAL, Collections.frequency(outcomes, "zone .: file unchanged"));
    assertEquals(STATES - 1 - BROKEN - EQUAL, checkHistory());
    try (NameServer again = start()) {
      assertEquals(expected, served());
      assertEquals(0, again.faults());
    }
  }
}
