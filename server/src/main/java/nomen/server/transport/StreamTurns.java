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

  /** Octets of answers of one connection in a turn, if others wait: one that is new comes soon. */
  static final int SHARE_OCTETS = 64 << 10;

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

  /** What was spent in this turn; a connection remembers it when it begins. */
  int spent() {
    return spent;
  }

  /**
   * Whether a connection has to wait for its next turn.
   *
   * @param begun what {@link #spent} was when it began
   */
  boolean isOver(int begun) {
    return isOver() || (spent - begun >= SHARE_OCTETS && !waiting.isEmpty());
  }

  private boolean isOver() {
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
