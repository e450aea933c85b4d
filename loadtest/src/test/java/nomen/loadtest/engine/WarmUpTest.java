package nomen.loadtest.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import nomen.loadtest.engine.TestRun.Through;
import nomen.loadtest.plan.Pace;
import nomen.loadtest.traffic.RequestSource;
import nomen.loadtest.traffic.Traffic;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The run before the run stays in the house, and is short: of some, one has to show it. */
@Timeout(60)
class WarmUpTest {
  private static final int MAX_ROUNDS = 5;

  /** Many times what may be outstanding, even where the processors have much else to do. */
  private static final int MANY = 100;

  /** Counts what is drawn of some queries. */
  private record Counted(Traffic traffic, AtomicLong drawn) implements Traffic {
    @Override
    public RequestSource open(int worker, int workers) {
      RequestSource source = traffic.open(worker, workers);
      return (id, into) -> {
        drawn.incrementAndGet();
        return source.next(id, into);
      };
    }

    @Override
    public String description() {
      return traffic.description();
    }
  }

  @ParameterizedTest
  @CsvSource({"LINUX, false", "LINUX, true", "TCP, false", "TCP, true"})
  void itSendsMuchAndNothingToTheServer(Through through, boolean open)
      throws IOException, InterruptedException {
    try (UdpPeer peer = UdpPeer.echo();
        TcpPeer tcp = new TcpPeer(TcpPeer::echo)) {
      InetSocketAddress server = through == Through.TCP ? tcp.address() : peer.address();
      TestRun test = new TestRun(server, through);
      test.clients = 20;
      test.sources = List.of(InetAddress.getLoopbackAddress());
      if (open) {
        test.pace = new Pace.Open(List.of(new Pace.Step(10, 1)));
      }
      boolean shown = false;
      StringBuilder rounds = new StringBuilder();
      for (int round = 0; round < MAX_ROUNDS && !shown; round++) {
        AtomicLong drawn = new AtomicLong();
        long before = System.nanoTime();
        WarmUp.run(test.plan(), new Counted(test.traffic, drawn));
        long took = System.nanoTime() - before;
        shown = drawn.get() > MANY && took < 5_000_000_000L;
        rounds.append(drawn.get() + " requests in " + took + " ns; ");
      }
      assertTrue(shown, rounds::toString);
      assertEquals(0, peer.clients().size());
      assertEquals(0, tcp.connections());
    }
  }
}
