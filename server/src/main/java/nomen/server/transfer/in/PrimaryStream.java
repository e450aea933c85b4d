package nomen.server.transfer.in;

import io.netty.util.concurrent.Future;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One request by TCP and its answer. Belongs to the loop's thread. */
final class PrimaryStream implements PrimaryLink.Stream {
  private final NettyPrimaryLink link;
  private final InetSocketAddress primary;
  private final byte[] request;
  private final int idleMillis;
  private final PrimaryLink.StreamAnswer answer;
  private @Nullable PrimaryConnection connection;
  private @Nullable Future<?> timer;

  /** Whether the connection has carried an answer before, and may have been closed meanwhile. */
  private boolean reused;

  private boolean paused;
  private boolean heard;
  private boolean ended;

  PrimaryStream(
      NettyPrimaryLink link,
      InetSocketAddress primary,
      byte[] request,
      int idleMillis,
      PrimaryLink.StreamAnswer answer) {
    this.link = link;
    this.primary = primary;
    this.request = request;
    this.idleMillis = idleMillis;
    this.answer = answer;
  }

  byte[] request() {
    return request;
  }

  /** Begins on a connection of its own. */
  void begin() {
    setTimer();
    connection = new PrimaryConnection(link, primary, this);
  }

  /** Begins on a connection that was kept. */
  void beginOn(PrimaryConnection kept) {
    reused = true;
    setTimer();
    connection = kept;
    kept.use(this);
  }

  private void setTimer() {
    if (timer != null) {
      timer.cancel(false);
    }
    timer = link.loop().schedule(this::idle, idleMillis, TimeUnit.MILLISECONDS);
  }

  private void idle() {
    if (!ended && !paused) {
      PrimaryConnection silent = connection;
      end();
      if (silent != null) {
        silent.close();
      }
      answer.failed(FailurePlace.THERE, "nothing came for " + idleMillis + " ms");
    }
  }

  void received(byte[] message) {
    heard = true;
    if (!ended) {
      answer.received(message);
    }
  }

  /** Octets came. */
  void progressed() {
    if (!ended) {
      setTimer();
    }
  }

  void lost(FailurePlace place, String reason) {
    if (ended) {
      return;
    }
    if (reused && !heard) {
      reused = false;
      begin();
      return;
    }
    end();
    answer.failed(place, reason);
  }

  @Override
  public void pause() {
    paused = true;
    if (connection != null && !ended) {
      connection.reading(false);
    }
  }

  @Override
  public void resume() {
    if (paused && connection != null && !ended) {
      paused = false;
      setTimer();
      connection.reading(true);
    }
  }

  @Override
  public void complete() {
    PrimaryConnection used = connection;
    if (!ended && used != null) {
      end();
      used.release();
    }
  }

  @Override
  public void abandon() {
    PrimaryConnection used = connection;
    if (!ended && used != null) {
      end();
      used.close();
    }
  }

  private void end() {
    ended = true;
    connection = null;
    if (timer != null) {
      timer.cancel(false);
    }
  }
}
