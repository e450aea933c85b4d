package nomen.server.transfer.in;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Notices a primary that sends, but hardly anything: each message ends the silence that the idle
 * timeout waits for, and the transfer would keep its place until its whole time is over. It counts
 * from the first message on. Belongs to the agenda's thread.
 */
final class RateWatch {
  /** The time over which the rate is taken; the idle timeout if that is longer. */
  static final long RATE_MILLIS = 30_000;

  private static final int MILLIS_PER_SECOND = 1_000;

  private final Agenda agenda;
  private final long periodMillis;
  private final long minRate;
  private final Consumer<String> tooSlow;
  private Agenda.@Nullable Entry timer;
  private boolean stopped;
  private long octets;

  /** Whether this server held the primary up in the present period. */
  private boolean heldUp;

  private boolean holdsUp;

  /**
   * A watch that has seen nothing yet.
   *
   * @param tooSlow is told once, in words
   */
  RateWatch(Agenda agenda, IncomingTransfers.Bounds bounds, Consumer<String> tooSlow) {
    this.agenda = agenda;
    periodMillis = Math.max(RATE_MILLIS, bounds.idleMillis());
    minRate = bounds.minRate();
    this.tooSlow = tooSlow;
  }

  /** Octets came. */
  void received(int count) {
    octets += count;
    if (timer == null && minRate > 0 && !stopped) {
      begin();
    }
  }

  /** Whether this server reads from the primary: what does not come meanwhile is no fault. */
  void reading(boolean reads) {
    holdsUp = !reads;
    heldUp |= holdsUp;
  }

  private void begin() {
    octets = 0;
    heldUp = holdsUp;
    timer = agenda.schedule(periodMillis, this::check);
  }

  private void check() {
    long seconds = periodMillis / MILLIS_PER_SECOND;
    if (stopped) {
      return;
    }
    if (heldUp || octets >= minRate * seconds) {
      begin();
    } else {
      stop();
      tooSlow.accept(
          "it sent %d octets in %d s; the least is %d a second (transfers.min-in-rate)"
              .formatted(octets, seconds, minRate));
    }
  }

  void stop() {
    stopped = true;
    if (timer != null) {
      timer.cancel();
    }
  }
}
