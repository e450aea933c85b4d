package nomen.server.transport;

import io.netty.channel.EventLoop;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;

/**
 * Shares an event loop between datagrams and streams. Netty's loop serves all sockets that have
 * news before it looks for more, and a connection can bring a thousand requests for 64 KiB at once;
 * with a thousand of those, datagrams would wait for minutes. So what connections may have answered
 * in one turn is bounded; those that want more wait for a later turn, in order, and between any two
 * turns the loop looks at all of its sockets.
 */
final class StreamTurns {
  /** Octets of answers of one turn: some milliseconds. */
  static final int TURN_OCTETS = 1 << 20;

  /** What an answer counts beside its octets, so that small ones have an end too. */
  static final int ANSWER_OCTETS = 512;

  private final EventLoop eventLoop;
  private final ArrayDeque<TcpConnection> waiting = new ArrayDeque<>();
  private int spent;
  private boolean scheduled;

  StreamTurns(EventLoop eventLoop) {
    this.eventLoop = eventLoop;
  }

  /** Counts an answer, of no octet if there was none. */
  void spend(int octets) {
    spent += ANSWER_OCTETS + octets;
  }

  /** Whether connections have to wait for the next turn. */
  boolean isOver() {
    return spent >= TURN_OCTETS;
  }

  /** Has a connection go on at its turn. */
  void await(TcpConnection connection) {
    waiting.add(connection);
    schedule();
  }

  private void schedule() {
    if (!scheduled) {
      scheduled = true;
      // A task would run before the loop looks at its sockets; a timer that is due runs after that.
      var unused = eventLoop.schedule(this::take, 1, TimeUnit.NANOSECONDS);
    }
  }

  private void take() {
    scheduled = false;
    spent = 0;
    while (!waiting.isEmpty() && !isOver()) {
      waiting.removeFirst().takeTurn();
    }
    if (!waiting.isEmpty()) {
      schedule();
    }
  }
}
