package nomen.server.transfer.in;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import nomen.codec.rr.RRTypes;
import nomen.codec.rr.Rdata;
import nomen.codec.transfer.TransferLimits;
import nomen.server.config.ConfigurationException;
import nomen.server.config.ConfigurationReader;
import nomen.server.config.ZoneSettings;
import nomen.server.zone.ExpiredZones;
import nomen.store.log.LogSettings;
import nomen.store.log.Recovery;
import nomen.store.update.WriterClock;
import nomen.store.update.WriterSettings;
import nomen.store.update.ZoneWriter;
import nomen.store.zone.DatabaseSnapshot;
import nomen.store.zone.ZoneDatabase;
import nomen.store.zone.ZoneEditor;
import nomen.store.zone.ZoneSnapshot;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When zones begin to ask their primaries. */
class SecondaryZonesTest {
  private static final long START_MILLIS = 1_704_067_200_000L;
  private static final int MANY = 1_000;

  private final VirtualTime time = new VirtualTime(START_MILLIS);
  private final SilentLink link = new SilentLink();
  private final SecondaryZones zones = zones(List.of());

  /** Primaries that never answer. */
  private static final class SilentLink implements PrimaryLink {
    private int asked;
    private int queried;

    @Override
    public Pending askByDatagram(
        InetSocketAddress primary, byte[] request, int timeoutMillis, DatagramAnswer answer) {
      queried++;
      return () -> {};
    }

    @Override
    public Stream askByStream(
        InetSocketAddress primary, byte[] request, int idleMillis, StreamAnswer answer) {
      asked++;
      return new Stream() {
        @Override
        public void pause() {}

        @Override
        public void resume() {}

        @Override
        public void complete() {}

        @Override
        public void abandon() {}
      };
    }
  }

  private SecondaryZones zones(List<ZoneSnapshot> held) {
    MemoryDisk disk = new MemoryDisk();
    Recovery recovery;
    try {
      recovery = Recovery.run(disk, new LogSettings(1 << 16), Runnable::run, new Random(1), 1);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    ZoneDatabase database = new ZoneDatabase(DatabaseSnapshot.of(held));
    WriterClock clock =
        new WriterClock() {
          @Override
          public long millis() {
            return time.millis();
          }

          @Override
          public long nanos() {
            return time.millis() * 1_000_000;
          }
        };
    ZoneWriter writer = new ZoneWriter(database, recovery.log(), clock, WriterSettings.DEFAULT);
    PrimaryRequests requests = new PrimaryRequests(key -> null, new Random(2));
    SecondaryCounters counters = new SecondaryCounters();
    Agenda agenda = new VirtualAgenda(time);
    IncomingTransfers transfers =
        new IncomingTransfers(
            new IncomingTransfers.Setting(
                agenda,
                link,
                requests,
                database,
                new ZoneIntake(writer, recovery.images(), TransferLimits.ofOctets(1 << 20)),
                Runnable::run,
                new IncomingTransfers.Bounds(1 << 30, 1L << 40, 0, 1 << 20),
                counters),
            2 * MANY,
            2 * MANY);
    return new SecondaryZones(
        new SecondaryContext(
            agenda,
            link,
            database,
            requests,
            new SoaQueries(),
            transfers,
            RefreshTimes.read(disk),
            new ExpiredZones(),
            new ForeignChanges(recovery.log()::history, Runnable::run),
            counters,
            new Random(3)));
  }

  private static ZoneSettings zone(String name, String primary) {
    String text =
        """
        [server]
        data-dir = 'data'
        [[zone]]
        name = '%s'
        primaries = ['%s']
        """
            .formatted(name, primary);
    try {
      return ConfigurationReader.read(text, "nomen.toml", Path.of("").toAbsolutePath())
          .zones()
          .getFirst();
    } catch (ConfigurationException e) {
      throw new AssertionError(e);
    }
  }

  private static List<ZoneSettings> many(String primary) {
    List<ZoneSettings> all = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      all.add(zone("z" + i + ".example.", primary));
    }
    return all;
  }

  @BeforeEach
  void startMany() {
    many("192.0.2.1").forEach(zones::start);
    time.pass(0);
  }

  @Test
  void ofManyThatComeTogetherAHundredAskAtOnceAndTheOthersOneAfterAnother() {
    // The one that is due now is not one of those at once.
    assertEquals(SecondaryZones.START_AT_ONCE + 1, link.asked);
    time.pass(1_000);
    assertEquals(SecondaryZones.START_AT_ONCE + 1 + 100, link.asked);
    time.pass(8_000);
    assertEquals(MANY, link.asked);
  }

  @Test
  void oneThatIsAddedToManyAsksAtOnce() {
    time.pass(60_000);
    link.asked = 0;
    zones.added(zone("late.example.", "192.0.2.1"));
    time.pass(0);
    assertEquals(1, link.asked);
  }

  @Test
  void manyThatGetOtherPrimariesDoNotAskAllAtOnce() {
    time.pass(60_000);
    link.asked = 0;
    List<ZoneSettings> before = many("192.0.2.1");
    List<ZoneSettings> after = many("192.0.2.2");
    for (int i = 0; i < MANY; i++) {
      zones.changed(before.get(i), after.get(i));
    }
    time.pass(0);
    assertEquals(SecondaryZones.START_AT_ONCE + 1, link.asked);
    time.pass(9_000);
    assertEquals(MANY, link.asked);
  }

  @Test
  void noMoreAreAskedForTheSoaAtATimeThanHaveAPlace() {
    List<ZoneSettings> settings = new ArrayList<>();
    List<ZoneSnapshot> held = new ArrayList<>();
    for (int i = 0; i < SoaQueries.MAX_RUNNING + 10; i++) {
      ZoneSettings zone = zone("held" + i + ".example.", "192.0.2.1");
      ZoneEditor editor = new ZoneEditor(zone.name());
      Rdata soa = Rdata.parse(RRTypes.SOA, "ns.example. admin.example. 1 3600 600 604800 300");
      editor.add(zone.name(), RRTypes.SOA.code(), 300, soa.toWire());
      settings.add(zone);
      held.add(editor.build());
    }
    SecondaryZones full = zones(held);
    settings.forEach(full::start);
    time.pass(60_000);
    assertEquals(SoaQueries.MAX_RUNNING, link.queried);
    // One that waits has no place to give.
    full.stop(settings.getLast().name());
    time.pass(0);
    assertEquals(SoaQueries.MAX_RUNNING, link.queried);
    full.stop(settings.getFirst().name());
    time.pass(0);
    assertEquals(SoaQueries.MAX_RUNNING + 1, link.queried);
  }
}
