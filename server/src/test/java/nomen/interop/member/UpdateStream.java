package nomen.interop.member;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import nomen.conformance.client.DnsClient;
import nomen.conformance.client.UpdateOctets;

/**
 * One update after another, each sent again and again until it is answered, as the server may be
 * away for a moment.
 */
public final class UpdateStream implements Callable<Integer>, AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofMillis(500);
  private static final long PATIENCE_SECONDS = 60;
  private static final int NAMES = 200;

  private final InetSocketAddress server;
  private final Random random;
  private final String origin;
  private int done;
  private boolean over;

  /** A stream that the seed decides; it begins with {@link #call}. */
  public UpdateStream(InetSocketAddress server, long seed, String origin) {
    this.server = server;
    this.random = new Random(seed);
    this.origin = origin;
  }

  /** Sends until its end; how many were answered. */
  @Override
  public Integer call() throws IOException {
    try (DnsClient client = new DnsClient(server, TIMEOUT)) {
      while (!isOver()) {
        String name = "s" + random.nextInt(NAMES);
        UpdateOctets update = UpdateOctets.of(origin);
        if (random.nextInt(3) == 0) {
          update.deleteName(name);
        } else {
          update.add(name, 60, "A", "192.0.2." + random.nextInt(8));
        }
        send(client, update.octets());
      }
    }
    return done;
  }

  private void send(DnsClient client, byte[] update) throws IOException {
    while (!isOver()) {
      try {
        String rcode = client.ask(update).rcode();
        if (!rcode.equals("NOERROR")) {
          throw new IOException("an update was answered " + rcode);
        }
        answered();
        return;
      } catch (DnsClient.NoReply away) {
        // The server is being started again.
      }
    }
  }

  private synchronized void answered() {
    done++;
    notifyAll();
  }

  private synchronized boolean isOver() {
    return over;
  }

  /** Waits until so many more have been answered. */
  public synchronized void awaitMore(int count) throws InterruptedException {
    int wanted = done + count;
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (done < wanted) {
      long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
      if (left <= 0) {
        throw new AssertionError(done + " updates were answered, not " + wanted);
      }
      wait(left);
    }
  }

  /** Sends no more. */
  public synchronized void end() {
    over = true;
  }

  @Override
  public void close() {
    end();
  }
}
