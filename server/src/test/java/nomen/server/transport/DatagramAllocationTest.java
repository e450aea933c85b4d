package nomen.server.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A datagram that comes in and is answered allocates nothing once its code is compiled: of the
 * rounds until then, one has to show it. When that is, is up to the compiler's threads.
 */
@Timeout(180)
class DatagramAllocationTest {
  private static final int DATAGRAMS = 100_000;
  private static final long PATIENCE_NANOS = 60_000_000_000L;
  private static final int WINDOW = 50;

  /**
   * Less than one object for each of the 2,000 batches that the datagrams make at least. What is
   * allowed goes to code that runs seldom and so is compiled late.
   */
  private static final long ALLOWED_OCTETS = 20_000;

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "0.0.0.0", "::1", "::"})
  void aDatagramAllocatesNothing(String host) throws IOException {
    assumeTrue(TransportKind.LINUX_BATCH.isAvailable());
    ThreadMXBean threads =
        assertInstanceOf(ThreadMXBean.class, ManagementFactory.getThreadMXBean());
    ScriptedHandler handler = new ScriptedHandler();
    try (DnsListeners listeners = TestListeners.bind(TransportKind.LINUX_BATCH, handler, host);
        DatagramChannel client = DatagramChannel.open()) {
      String asked = host.contains(":") ? "::1" : "127.0.0.1";
      client.connect(TestListeners.at(asked, listeners));
      long loop =
          Thread.getAllStackTraces().keySet().stream()
              .filter(thread -> thread.getName().equals("dns-io-0"))
              .findFirst()
              .orElseThrow()
              .threadId();
      long allocated = Long.MAX_VALUE;
      long end = System.nanoTime() + PATIENCE_NANOS;
      while (allocated >= ALLOWED_OCTETS && System.nanoTime() - end < 0) {
        long before = threads.getThreadAllocatedBytes(loop);
        exchange(client, DATAGRAMS);
        allocated = threads.getThreadAllocatedBytes(loop) - before;
        assertTrue(before >= 0 && allocated >= 0, "not a loop of this test");
      }
      long last = allocated;
      assertTrue(last < ALLOWED_OCTETS, () -> "octets allocated: " + last);
    }
  }

  private static void exchange(DatagramChannel client, int count) throws IOException {
    ByteBuffer request = ByteBuffer.wrap(ScriptedHandler.request(1, ScriptedHandler.ECHO, 40));
    ByteBuffer answer = ByteBuffer.allocate(100);
    for (int sent = 0; sent < count; sent += WINDOW) {
      for (int i = 0; i < WINDOW; i++) {
        client.write(request.rewind());
      }
      for (int i = 0; i < WINDOW; i++) {
        assertEquals(40, client.read(answer.clear()));
      }
    }
  }
}
