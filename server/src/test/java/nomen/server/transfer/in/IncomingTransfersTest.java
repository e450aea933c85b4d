package nomen.server.transfer.in;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executor;
import nomen.codec.message.Rcode;
import nomen.codec.name.Name;
import nomen.codec.transfer.TransferLimits;
import nomen.server.config.RemoteServer;
import nomen.store.log.LogSettings;
import nomen.store.log.Recovery;
import nomen.store.update.WriterClock;
import nomen.store.update.WriterSettings;
import nomen.store.update.ZoneWriter;
import nomen.store.zone.DatabaseSnapshot;
import nomen.store.zone.ZoneDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Places of transfers: four at a time, two from one primary. */
class IncomingTransfersTest {
  private static final int IDLE_MILLIS = 10_000;
  private static final long MIN_RATE = 100;

  private final VirtualTime time = new VirtualTime(1_704_067_200_000L);
  private final ScriptedLink link = new ScriptedLink();
  private final List<String> ends = new ArrayList<>();
  private final IncomingTransfers transfers;
  private Executor threads = Runnable::run;

  /** Remembers who was asked; tests say what comes. */
  private static final class ScriptedLink implements PrimaryLink {
    private final List<StreamAnswer> answers = new ArrayList<>();
    private final List<String> asked = new ArrayList<>();
    private final List<byte[]> requests = new ArrayList<>();

    @Override
    public Pending askByDatagram(
        InetSocketAddress primary, byte[] request, int timeoutMillis, DatagramAnswer answer) {
      throw new AssertionError("transfers are asked for over TCP");
    }

    @Override
    public Stream askByStream(
        InetSocketAddress primary, byte[] request, int idleMillis, StreamAnswer answer) {
      asked.add(primary.getAddress().getHostAddress());
      answers.add(answer);
      requests.add(request);
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

  IncomingTransfersTest() throws Exception {
    MemoryDisk disk = new MemoryDisk();
    Recovery recovery =
        Recovery.run(disk, new LogSettings(1 << 16), Runnable::run, new Random(1), 1);
    ZoneDatabase database = new ZoneDatabase(DatabaseSnapshot.of(List.of()));
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
    transfers =
        new IncomingTransfers(
            new IncomingTransfers.Setting(
                new VirtualAgenda(time),
                link,
                new PrimaryRequests(key -> null, new Random(2)),
                database,
                new ZoneIntake(writer, recovery.images(), TransferLimits.ofOctets(1 << 20)),
                task -> threads.execute(task),
                new IncomingTransfers.Bounds(IDLE_MILLIS, 1L << 40, MIN_RATE, 1 << 20),
                new SecondaryCounters()),
            4,
            2);
  }

  private PrimaryLink.Pending fetch(String zone, String primary) {
    RemoteServer from = new RemoteServer(new InetSocketAddress(primary, 53), null);
    return transfers.begin(
        new IncomingTransfers.Wanted(Name.parse(zone), from, false, false),
        end ->
            ends.add(
                end instanceof RefreshEvent.TransferFailed(FailurePlace place, String reason)
                    ? zone + " " + place + " " + reason
                    : zone + " " + end));
  }

  @Test
  void primaryHasAShare() {
    for (int i = 0; i < 12; i++) {
      fetch("slow" + i + ".", "192.0.2.1");
    }
    fetch("good.", "192.0.2.2");
    assertEquals(List.of("192.0.2.1", "192.0.2.1", "192.0.2.2"), link.asked);
  }

  @Test
  void primariesTakeTurns() {
    for (String primary : List.of("192.0.2.1", "192.0.2.2", "192.0.2.3", "192.0.2.3")) {
      fetch("a.", primary);
      fetch("b.", primary);
    }
    assertEquals(List.of("192.0.2.1", "192.0.2.1", "192.0.2.2", "192.0.2.2"), link.asked);
    link.answers.get(0).failed(FailurePlace.ON_THE_WAY, "gone");
    fetch("c.", "192.0.2.1");
    assertEquals("192.0.2.3", link.asked.getLast());
    link.answers.get(1).failed(FailurePlace.ON_THE_WAY, "gone");
    assertEquals("192.0.2.3", link.asked.getLast());
    link.answers.get(2).failed(FailurePlace.ON_THE_WAY, "gone");
    assertEquals("192.0.2.1", link.asked.getLast());
  }

  @Test
  void withdrawnTransferNeverBegins() {
    fetch("a.", "192.0.2.1");
    fetch("b.", "192.0.2.1");
    PrimaryLink.Pending waits = fetch("c.", "192.0.2.1");
    fetch("d.", "192.0.2.1");
    waits.abandon();
    link.answers.get(0).failed(FailurePlace.ON_THE_WAY, "gone");
    assertEquals(3, link.asked.size());
    link.answers.get(1).failed(FailurePlace.ON_THE_WAY, "gone");
    link.answers.get(2).failed(FailurePlace.ON_THE_WAY, "gone");
    assertEquals(List.of("a. ON_THE_WAY gone", "b. ON_THE_WAY gone", "d. ON_THE_WAY gone"), ends);
  }

  /** So the whole zone is asked for after IXFR, whatever the primary said. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4, 5, 9})
  void refusalOfAnyKindIsThePrimarys(int rcode) {
    fetch("a.", "192.0.2.1");
    byte[] answer = link.requests.getFirst().clone();
    answer[2] |= (byte) 0x80;
    answer[3] = (byte) rcode;
    link.answers.getFirst().received(answer);
    time.pass(1);
    assertEquals(List.of("a. THERE message 1: answered with " + Rcode.print(rcode)), ends);
  }

  @Test
  void closedConnectionIsThePrimarys() {
    fetch("a.", "192.0.2.1");
    link.answers.getFirst().failed(FailurePlace.THERE, "closed");
    time.pass(1);
    assertEquals(List.of("a. THERE closed"), ends);
  }

  @Test
  void missingThreadIsOfThisServer() {
    threads =
        _ -> {
          throw new OutOfMemoryError("unable to create native thread");
        };
    fetch("a.", "192.0.2.1");
    link.answers.getFirst().received(new byte[12]);
    time.pass(1);
    assertEquals(
        List.of("a. HERE no thread could be started: unable to create native thread"), ends);
    fetch("b.", "192.0.2.1");
    fetch("c.", "192.0.2.1");
    assertEquals(3, link.asked.size());
  }

  @Test
  void slowPrimaryIsBrokenOff() {
    RateWatch watch =
        new RateWatch(
            new VirtualAgenda(time),
            new IncomingTransfers.Bounds(IDLE_MILLIS, 1L << 40, MIN_RATE, 1 << 20),
            ends::add);
    for (int second = 0; second < 40; second++) {
      watch.received(60);
      time.pass(1_000);
    }
    assertEquals(
        List.of("it sent 1740 octets in 30 s; the least is 100 a second (transfers.min-in-rate)"),
        ends);
  }

  @Test
  void primaryThatIsHeldUpIsNotSlow() {
    RateWatch watch =
        new RateWatch(
            new VirtualAgenda(time),
            new IncomingTransfers.Bounds(IDLE_MILLIS, 1L << 40, MIN_RATE, 1 << 20),
            ends::add);
    watch.received(60);
    watch.reading(false);
    time.pass(90_000);
    watch.reading(true);
    time.pass(29_000);
    watch.received(3_000);
    time.pass(2_000);
    assertEquals(List.of(), ends);
    time.pass(40_000);
    assertEquals(1, ends.size());
  }
}
