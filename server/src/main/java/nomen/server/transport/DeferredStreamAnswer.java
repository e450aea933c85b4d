package nomen.server.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import java.util.concurrent.atomic.AtomicBoolean;

/** An answer of a connection that comes later, from any thread. */
final class DeferredStreamAnswer implements DeferredAnswer {
  private final TcpConnection connection;
  private final EventLoop loop;
  private final AtomicBoolean ended = new AtomicBoolean();

  DeferredStreamAnswer(TcpConnection connection, EventLoop loop) {
    this.connection = connection;
    this.loop = loop;
  }

  @Override
  public void send(byte[] octets, int offset, int length) {
    conclude();
    if (length < 1 || length > Exchange.MAX_MESSAGE_OCTETS) {
      throw new IllegalArgumentException("an answer has 1 to 65535 octets, not " + length);
    }
    ByteBuf frame;
    try {
      frame = connection.frame(octets, offset, length);
    } catch (OutOfMemoryError e) {
      // The answer is lost, not the thread that gave it: it may be the one that writes zones.
      LoopTasks.run(loop, () -> connection.memoryEnded(e));
      return;
    }
    if (!LoopTasks.run(loop, () -> connection.complete(frame))) {
      frame.release();
    }
  }

  @Override
  public void drop() {
    conclude();
    LoopTasks.run(loop, connection::abandon);
  }

  private void conclude() {
    if (!ended.compareAndSet(false, true)) {
      throw new IllegalStateException("this request has been answered or dropped before");
    }
  }
}
