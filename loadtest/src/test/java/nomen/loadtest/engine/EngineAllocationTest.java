package nomen.loadtest.engine;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import nomen.linux.UdpSocket;
import nomen.loadtest.engine.TestRun.Through;
import nomen.loadtest.traffic.Request;
import nomen.loadtest.traffic.RequestSource;
import nomen.loadtest.traffic.Traffic;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A request that is sent and answered allocates nothing once its code is compiled: of the rounds
 * until then, one has to show it. When that is, is up to the compiler's threads.
 */
@Timeout(240)
class EngineAllocationTest {
  private static final int REQUESTS = 50_000;
  private static final int SECONDS = 100;

  /** Less than one object for each of the batches that the requests make at least. */
  private static final long ALLOWED_OCTETS = 10_000;

  /** Says when so many further requests were drawn. */
  private record Marked(Traffic traffic, Semaphore rounds, AtomicLong worker) implements Traffic {
    @Override
    public RequestSource open(int worker, int workers) {
      RequestSource source = traffic.open(worker, workers);
      return new RequestSource() {
        private int drawn;

        @Override
        public boolean next(int id, Request into) {
          if (++drawn % REQUESTS == 0) {
            worker().set(Thread.currentThread().threadId());
            rounds.release();
          }
          return source.next(id, into);
        }
      };
    }

    @Override
    public String description() {
      return traffic.description();
    }
  }

  @ParameterizedTest
  @CsvSource({"LINUX, 1", "LINUX, 20", "TCP, 1"})
  void aRequestAllocatesNothing(Through through, int clients)
      throws IOException, InterruptedException {
    Assumptions.assumeTrue(through == Through.TCP || UdpSocket.isAvailable());
    ThreadMXBean threads =
        assertInstanceOf(ThreadMXBean.class, ManagementFactory.getThreadMXBean());
    try (UdpPeer udp = UdpPeer.echo();
        TcpPeer tcp = new TcpPeer(TcpPeer::echo)) {
      TestRun test = new TestRun(through == Through.TCP ? tcp.address() : udp.address(), through);
      test.clients = clients;
      test.outstanding = 40;
      test.seconds = SECONDS;
      test.timeoutNanos = 500_000_000;
      Semaphore rounds = new Semaphore(0);
      AtomicLong worker = new AtomicLong();
      test.traffic = new Marked(test.traffic, rounds, worker);
      LoadRun run = test.start();
      assertTrue(rounds.tryAcquire(SECONDS, TimeUnit.SECONDS), "not one round");
      long allocated = Long.MAX_VALUE;
      while (allocated >= ALLOWED_OCTETS) {
        rounds.drainPermits();
        long before = threads.getThreadAllocatedBytes(worker.get());
        // The rest of a round that had begun, and a whole one.
        long last = allocated;
        assertTrue(
            rounds.tryAcquire(2, SECONDS, TimeUnit.SECONDS), () -> "octets allocated: " + last);
        allocated = threads.getThreadAllocatedBytes(worker.get()) - before;
        assertTrue(allocated >= 0, "the worker has ended");
      }
      run.stop();
      assertTrue(run.awaitEnd(20_000_000_000L), "it does not end");
    }
  }
}
