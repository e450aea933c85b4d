package nomen.server.transfer.in;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import nomen.codec.name.Name;
import nomen.codec.rr.ResourceRecord;
import nomen.codec.transfer.TransferException;
import nomen.codec.transfer.TransferLimits;
import nomen.codec.transfer.TransferRequest;
import nomen.server.config.Configuration;
import nomen.server.config.ConfigurationReader;
import nomen.server.storage.LoadProgress;
import nomen.server.storage.StoredZones;
import nomen.server.transport.TransportClock;
import nomen.server.zone.ZoneTable;
import nomen.store.log.Author;
import nomen.store.log.History;
import nomen.store.log.HistoryCursor;
import nomen.store.log.HistoryFilter;
import nomen.store.log.LocalDisk;
import nomen.store.log.LogRecord;
import nomen.store.zone.Changeset;
import nomen.store.zone.ZoneSnapshot;
import org.jspecify.annotations.Nullable;

/** A data directory with one secondary zone, its writer, and nothing that asks primaries. */
final class TestSecondary implements AutoCloseable {
  static final Author PRIMARY =
      new Author(
          Author.Via.TRANSFER,
          Name.parse("xfr.example."),
          new InetSocketAddress("192.0.2.1", 53),
          "");

  final Name zone;
  private final Path folder;
  private final int messageOctets;
  TransferLimits limits = TransferLimits.ofOctets(1L << 30);
  StoredZones zones;

  TestSecondary(Path folder, Name zone, int messageOctets) throws Exception {
    this.folder = folder;
    this.zone = zone;
    this.messageOctets = messageOctets;
    zones = open();
  }

  private StoredZones open() throws Exception {
    String text =
        """
        [server]
        listen = ["127.0.0.1:0"]
        data-dir = "data"
        [storage]
        segment-size = "64KiB"
        [[zone]]
        name = "%s"
        primaries = ["192.0.2.1:53"]
        """
            .formatted(zone);
    Path data = folder.resolve("data");
    Configuration configuration = ConfigurationReader.read(text, "nomen.toml", folder);
    StoredZones opened =
        StoredZones.open(
            new LocalDisk(data),
            data,
            configuration,
            new ZoneTable(configuration.zones()),
            TransportClock.SYSTEM,
            new Random(1),
            name -> new Silent());
    opened.start();
    return opened;
  }

  private static final class Silent implements LoadProgress {
    @Override
    public void read(long octets, long ofOctets) {}

    @Override
    public void close() {}
  }

  /** Closes the data directory and recovers from it. */
  void restart() throws Exception {
    zones.close();
    zones = open();
  }

  /** Writes a checkpoint, in place of its thread, of all that there is. */
  void checkpoint() {
    long before = zones.checkpointer().lastLsn();
    zones
        .writer()
        .between(
            state -> {
              zones.checkpointer().request(state.zones(), state.lsn());
              return state.lsn();
            })
        .join();
    // Its thread writes it; what follows on the disk is the deletion of what is not needed.
    while (zones.checkpointer().lastLsn() == before || zones.lastCheckpointMillis() == 0) {
      Thread.onSpinWait();
    }
  }

  /** The zone that is served; null if it has no data. */
  @Nullable ZoneSnapshot served() {
    ZoneSnapshot now = zones.database().current().zone(zone);
    return now == null || now.recordCount() == 0 ? null : now;
  }

  ZoneReceiver receiver(TransferRequest request, ZoneIntake.Acceptance acceptance) {
    ZoneIntake intake = new ZoneIntake(zones.writer(), zones.recovery().images(), limits);
    return intake.receive(request, served(), acceptance, PRIMARY);
  }

  /** Receives messages and makes what they say the zone; gives the serial that is served then. */
  int receive(TransferRequest request, ZoneIntake.Acceptance acceptance, List<byte[]> messages)
      throws TransferException {
    ZoneReceiver receiver = receiver(request, acceptance);
    boolean over = false;
    for (byte[] message : messages) {
      // In the middle of something larger, as it is where messages are read from sockets.
      byte[] buffer = new byte[message.length + 5];
      System.arraycopy(message, 0, buffer, 3, message.length);
      over = receiver.message(buffer, 3, message.length);
      if (over) {
        break;
      }
    }
    if (!over) {
      throw receiver.cutShort();
    }
    return join(receiver.commit());
  }

  private static int join(CompletableFuture<Integer> committed) throws TransferException {
    try {
      return committed.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof TransferException refused) {
        throw refused;
      }
      throw e;
    }
  }

  /** Receives a whole zone that is newer. */
  int receiveZone(ZoneSnapshot from) throws TransferException {
    return receiveZone(from, ZoneIntake.Acceptance.NEWER);
  }

  int receiveZone(ZoneSnapshot from, ZoneIntake.Acceptance acceptance) throws TransferException {
    TransferRequest request = TransferRequest.axfr(4711, zone);
    return receive(
        request,
        acceptance,
        TransferMessages.write(request, TransferMessages.wholeZone(from), messageOctets));
  }

  /** Receives records in answer to IXFR from what is served. */
  int receiveDifferences(List<ResourceRecord> records) throws TransferException {
    ZoneSnapshot here = served();
    if (here == null) {
      throw new AssertionError("no zone to ask differences of");
    }
    TransferRequest request = TransferRequest.ixfr(4712, zone, (int) here.serial());
    return receive(
        request,
        ZoneIntake.Acceptance.NEWER,
        TransferMessages.write(request, records, messageOctets));
  }

  /** What the log has of the zone, oldest first. */
  List<LogRecord> log() throws IOException {
    List<LogRecord> records = new ArrayList<>();
    History history = zones.recovery().log().history();
    try (HistoryCursor<LogRecord> cursor = history.entries(new HistoryFilter(zone))) {
      for (LogRecord next = cursor.next(); next != null; next = cursor.next()) {
        records.add(next);
      }
    }
    return records;
  }

  /** What the history would serve on; null if it cannot. */
  @Nullable List<Changeset> changes(int serialFrom, int serialTo) throws IOException {
    Optional<HistoryCursor<LogRecord.Change>> found =
        zones.recovery().log().history().changes(zone, serialFrom, serialTo);
    if (found.isEmpty()) {
      return null;
    }
    List<Changeset> changes = new ArrayList<>();
    try (HistoryCursor<LogRecord.Change> cursor = found.get()) {
      for (LogRecord.Change next = cursor.next(); next != null; next = cursor.next()) {
        changes.add(next.changeset());
      }
    }
    return changes;
  }

  @Override
  public void close() {
    zones.close();
  }
}
