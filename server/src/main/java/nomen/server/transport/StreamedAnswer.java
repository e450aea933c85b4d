package nomen.server.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelProgressiveFuture;
import io.netty.channel.ChannelProgressiveFutureListener;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * An answer of several messages on its way from the thread that writes them to the event loop of
 * the connection.
 *
 * <pre>
 *   sender   send       a frame is copied to the buffer; a full one goes to the loop
 *   loop     transmit   it is written to the channel
 *   loop     taken      the socket has it: there is room for more
 *   sender   awaits     while more than a window is not taken
 * </pre>
 *
 * <p>Several messages share a buffer, so that the loop has one task and one system call for all of
 * them.
 */
final class StreamedAnswer implements AnswerStream {
  /** What is gathered before it goes to the loop. A message that is longer goes alone. */
  static final int GATHERED_OCTETS = 64 * 1024;

  /** What the client may not have taken while more is made. Less if its connection has less. */
  static final int WINDOW_OCTETS = 128 * 1024;

  private static final int LENGTH_OCTETS = 2;

  /** What a connection does for its streams, on its loop's thread. */
  interface Outlet {
    /** Writes frames to the channel; returns false, and releases them, if it is closed. */
    boolean transmit(ByteBuf frames, int messages, ChannelProgressiveFutureListener taken);

    /** A stream is over. */
    void streamOver(boolean whole);

    /** A stream's client broke a limit of time. */
    void streamExpired();
  }

  private final Outlet outlet;
  private final Channel channel;
  private final TransportClock clock;
  private final int window;
  private final long idleNanos;
  private final long deadline;
  private final AtomicInteger untaken = new AtomicInteger();
  private volatile long takenAt;
  private volatile boolean broken;
  private volatile @Nullable Thread waiting;

  // For the sender alone.
  private @Nullable ByteBuf gathered;
  private int messages;
  private boolean over;

  StreamedAnswer(
      Outlet outlet, Channel channel, TransportClock clock, StreamLimits limits, int window) {
    this.outlet = outlet;
    this.channel = channel;
    this.clock = clock;
    this.window = window;
    this.idleNanos = TimeUnit.MILLISECONDS.toNanos(limits.idleTimeoutMillis());
    this.takenAt = clock.nanos();
    this.deadline = takenAt + TimeUnit.MILLISECONDS.toNanos(limits.timeoutMillis());
  }

  // ---- for the sender ----

  @Override
  public void send(byte[] octets, int offset, int length) throws IOException {
    if (over) {
      throw new IllegalStateException("this answer was ended before");
    }
    if (length < 1 || length > Exchange.MAX_MESSAGE_OCTETS) {
      throw new IllegalArgumentException("a message has 1 to 65535 octets, not " + length);
    }
    ByteBuf into = gathered;
    if (into != null && into.writableBytes() < LENGTH_OCTETS + length) {
      handOver();
      into = null;
    }
    if (into == null) {
      awaitUntaken(window);
      into = channel.alloc().directBuffer(Math.max(GATHERED_OCTETS, LENGTH_OCTETS + length));
      gathered = into;
    }
    into.writeShort(length);
    into.writeBytes(octets, offset, length);
    messages++;
  }

  private void handOver() throws IOException {
    ByteBuf frames = gathered;
    if (frames == null) {
      return;
    }
    gathered = null;
    int octets = frames.readableBytes();
    int count = messages;
    messages = 0;
    untaken.addAndGet(octets);
    if (!LoopTasks.run(channel.eventLoop(), () -> transmit(frames, count, octets))) {
      frames.release();
      broken = true;
    }
    if (broken) {
      throw gone();
    }
  }

  private static IOException gone() {
    return new IOException("the client has gone, or the server is closing");
  }

  /** Waits until no more than some octets are not taken. */
  private void awaitUntaken(int octets) throws IOException {
    waiting = Thread.currentThread();
    try {
      long since = clock.nanos();
      while (true) {
        if (broken) {
          throw gone();
        }
        long now = clock.nanos();
        if (now - deadline >= 0) {
          throw expired("the time for the whole answer is over");
        }
        if (untaken.get() <= octets) {
          return;
        }
        long last = takenAt;
        long idle = (last - since > 0 ? last : since) + idleNanos - now;
        if (idle <= 0) {
          throw expired("the client takes nothing");
        }
        LockSupport.parkNanos(this, Math.min(idle, deadline - now));
        if (Thread.currentThread().isInterrupted()) {
          throw new InterruptedIOException("the server is closing");
        }
      }
    } finally {
      waiting = null;
    }
  }

  private IOException expired(String why) {
    LoopTasks.run(channel.eventLoop(), outlet::streamExpired);
    return new IOException(why);
  }

  @Override
  public void end() throws IOException {
    handOver();
    awaitUntaken(0);
    over = true;
    LoopTasks.run(channel.eventLoop(), () -> outlet.streamOver(true));
  }

  @Override
  public void close() {
    ByteBuf rest = gathered;
    if (rest != null) {
      gathered = null;
      rest.release();
    }
    if (!over) {
      over = true;
      LoopTasks.run(channel.eventLoop(), () -> outlet.streamOver(false));
    }
  }

  // ---- for the loop ----

  private void transmit(ByteBuf frames, int count, int octets) {
    if (!outlet.transmit(frames, count, new Taken(octets))) {
      breakOff();
    }
  }

  private void breakOff() {
    broken = true;
    wake();
  }

  private void wake() {
    Thread sender = waiting;
    if (sender != null) {
      LockSupport.unpark(sender);
    }
  }

  /** Hears how far the socket is with one buffer. */
  private final class Taken implements ChannelProgressiveFutureListener {
    private final int octets;

    Taken(int octets) {
      this.octets = octets;
    }

    @Override
    public void operationProgressed(ChannelProgressiveFuture future, long progress, long total) {
      takenAt = clock.nanos();
    }

    @Override
    public void operationComplete(ChannelProgressiveFuture future) {
      if (future.isSuccess()) {
        takenAt = clock.nanos();
        untaken.addAndGet(-octets);
        wake();
      } else {
        breakOff();
      }
    }
  }
}
