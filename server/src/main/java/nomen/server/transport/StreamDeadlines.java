package nomen.server.transport;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The three limits of time of one connection, on one timer of its event loop. The timer is set anew
 * only when the next limit comes before the moment that it is set for: a connection with traffic
 * leaves it alone.
 */
final class StreamDeadlines {
  private static final long NEVER = Long.MAX_VALUE;

  private final RequestLoop loop;
  private final EventLoop timers;
  private final Consumer<TransportCounter> expired;
  private final long idleNanos;
  private final long requestNanos;
  private final long writeNanos;
  private long quietSince;
  private long partSince;
  private long unsentSince;
  private boolean hasPart;
  private boolean hasUnsent;
  private boolean hasOutstanding;
  private @Nullable Future<?> timer;
  private long timerAt;

  StreamDeadlines(
      RequestLoop loop, TcpLimits limits, EventLoop timers, Consumer<TransportCounter> expired) {
    this.loop = loop;
    this.timers = timers;
    this.expired = expired;
    this.idleNanos = TimeUnit.MILLISECONDS.toNanos(limits.idleTimeoutMillis());
    this.requestNanos = TimeUnit.MILLISECONDS.toNanos(limits.requestTimeoutMillis());
    this.writeNanos = TimeUnit.MILLISECONDS.toNanos(limits.writeTimeoutMillis());
    this.quietSince = loop.nanos();
  }

  /** A whole message was taken from the input: what is left there is a new one. */
  void messageTaken() {
    hasPart = false;
    quietSince = loop.nanos();
  }

  /** The client took a whole answer. */
  void answerTaken() {
    unsentSince = loop.nanos();
    quietSince = unsentSince;
  }

  /**
   * Says how things stand.
   *
   * @param part whether part of a message is there and the rest could come
   * @param unsent whether answers wait for the client to take them
   * @param outstanding whether requests wait for their answer
   */
  void update(boolean part, boolean unsent, boolean outstanding) {
    long now = loop.nanos();
    if (part && !hasPart) {
      partSince = now;
    }
    if (unsent && !hasUnsent) {
      unsentSince = now;
    }
    hasPart = part;
    hasUnsent = unsent;
    hasOutstanding = outstanding;
    arm(now);
  }

  /** When the client last sent a whole message or took a whole answer. */
  long quietSince() {
    return quietSince;
  }

  void cancel() {
    if (timer != null) {
      timer.cancel(false);
      timer = null;
    }
  }

  /** Nanoseconds until the next limit; 0 or less if it is broken. */
  private long remaining(long now) {
    long least = NEVER;
    if (hasUnsent) {
      least = Math.min(least, unsentSince + writeNanos - now);
    }
    if (hasPart) {
      least = Math.min(least, partSince + requestNanos - now);
    }
    if (!hasUnsent && !hasOutstanding) {
      least = Math.min(least, quietSince + idleNanos - now);
    }
    return least;
  }

  private void arm(long now) {
    long remaining = remaining(now);
    if (remaining == NEVER) {
      return;
    }
    long at = now + remaining;
    if (timer != null) {
      if (timerAt - at <= 0) {
        return;
      }
      timer.cancel(false);
    }
    timerAt = at;
    timer = timers.schedule(this::fire, Math.max(remaining, 0), TimeUnit.NANOSECONDS);
  }

  private void fire() {
    timer = null;
    long now = loop.nanos();
    if (remaining(now) > 0) {
      arm(now);
      return;
    }
    if (hasUnsent && unsentSince + writeNanos - now <= 0) {
      expired.accept(TransportCounter.TCP_WRITE_TIMEOUTS);
    } else if (hasPart && partSince + requestNanos - now <= 0) {
      expired.accept(TransportCounter.TCP_REQUEST_TIMEOUTS);
    } else {
      expired.accept(TransportCounter.TCP_IDLE_TIMEOUTS);
    }
  }
}
