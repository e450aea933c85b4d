package nomen.server.warmup;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import nomen.server.config.Configuration;
import nomen.server.config.RateLimitSettings;
import nomen.server.transport.DnsListeners;
import nomen.server.transport.ListenerSettings;
import nomen.server.transport.RequestHandlerFactory;
import nomen.server.transport.TransportClock;
import nomen.store.zone.DatabaseSnapshot;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the way of a query compiled before the first client comes: listens on a port of the loopback
 * interface that the system chooses, asks itself there what zones are likely to be asked, and
 * closes it again. The handlers are its own, so nothing of it is counted or limited as traffic.
 *
 * <p>It ends when it gets no faster any more, or when its time is over.
 */
public final class WarmUp {
  private static final Logger LOG = LoggerFactory.getLogger(WarmUp.class);

  /** What it takes the speed of: shorter, and single pauses would count. */
  private static final long SLOT_NANOS = 20_000_000;

  /** Slots without a new best speed after which there is nothing more to gain. */
  private static final int CALM_SLOTS = 15;

  /** By how much a speed must be higher to be a new best. */
  private static final double GAIN = 1.05;

  private static final int UNLIMITED = Integer.MAX_VALUE;

  private WarmUp() {}

  /**
   * The configuration with rates that one client cannot reach, so that the rate limit is passed as
   * by many clients.
   */
  public static Configuration unlimited(Configuration of) {
    RateLimitSettings limit = of.rateLimit();
    RateLimitSettings high =
        new RateLimitSettings(
            limit.enabled(),
            UNLIMITED,
            UNLIMITED,
            UNLIMITED,
            limit.ipv4Prefix(),
            limit.ipv6Prefix(),
            limit.slip(),
            limit.tableSize(),
            List.of());
    return new Configuration(
        of.server(),
        of.udp(),
        of.tcp(),
        of.cookies(),
        high,
        of.log(),
        of.updates(),
        of.storage(),
        of.transfers(),
        of.metrics(),
        of.keys(),
        of.zones());
  }

  /**
   * Warms up. What fails is logged, and nothing else comes of it: the server answers without, only
   * slower at first.
   *
   * @param plan how the server will listen; the addresses are not used
   * @param handlers made for this alone
   * @param zones what is asked for
   * @param limitNanos the most time that it takes
   */
  public static void run(
      ListenerSettings plan,
      RequestHandlerFactory handlers,
      DatabaseSnapshot zones,
      TransportClock clock,
      long limitNanos) {
    long start = clock.nanos();
    List<ByteBuffer> questions = Questions.of(zones);
    if (questions.isEmpty()) {
      return;
    }
    InetSocketAddress loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    ListenerSettings own =
        new ListenerSettings(List.of(loopback), 1, plan.kind(), plan.udp(), plan.tcp(), 0);
    try (DnsListeners listeners = DnsListeners.bind(own, handlers, clock);
        BurstClient client = new BurstClient(listeners.addresses().getFirst())) {
      long answered = ask(client, questions, clock, start + limitNanos);
      LOG.atDebug()
          .addKeyValue("answers", answered)
          .addKeyValue("millis", (clock.nanos() - start) / 1_000_000)
          .log("warm-up is done");
    } catch (IOException | RuntimeException e) {
      LOG.atWarn().addKeyValue("reason", e).log("warm-up failed, the first answers take longer");
    }
  }

  private static long ask(
      BurstClient client, List<ByteBuffer> questions, TransportClock clock, long deadline)
      throws IOException {
    long answered = 0;
    double best = 0;
    int calm = 0;
    int next = 0;
    while (calm < CALM_SLOTS) {
      long slotStart = clock.nanos();
      long now = slotStart;
      int inSlot = 0;
      while (now - slotStart < SLOT_NANOS) {
        inSlot += client.ask(questions, next);
        next = (next + BurstClient.BURST) % questions.size();
        now = clock.nanos();
        if (now - deadline >= 0) {
          return answered + inSlot;
        }
      }
      answered += inSlot;
      double speed = (double) inSlot / (now - slotStart);
      if (speed > best * GAIN) {
        best = speed;
        calm = 0;
      } else {
        calm++;
      }
    }
    return answered;
  }
}
