package nomen.server.transfer.in;

import java.net.InetSocketAddress;

/**
 * The network between a secondary and its primaries: whole messages, whatever is in them. All calls
 * and callbacks are on the thread of one {@link Agenda}; nothing blocks, and no callback is called
 * from within the call that leads to it.
 */
interface PrimaryLink {
  /** Hears what comes back to a datagram. */
  interface DatagramAnswer {
    /**
     * A datagram came from the address that was asked.
     *
     * @return whether it is the answer; then no more is heard, else the wait goes on
     */
    boolean received(byte[] message);

    /** There will be no answer. */
    void failed(FailurePlace place, String reason);
  }

  /** Hears what comes back over a stream. */
  interface StreamAnswer {
    /** The next message, in its order. */
    void received(byte[] message);

    /** There will be no more: the stream has ended, or nothing came in time. */
    void failed(FailurePlace place, String reason);
  }

  /** A request that waits for its answer. */
  interface Pending {
    /** Gives it up; nothing is heard of it any more. */
    void abandon();
  }

  /** A stream on which answers come. */
  interface Stream extends Pending {
    /** Lets no more messages come for now; a few may still. Silence is no fault meanwhile. */
    void pause();

    /** Lets messages come again. */
    void resume();

    /** All of the answer is here: nothing is heard any more, and the stream may be used again. */
    void complete();
  }

  /** Asks by UDP, once. A datagram that is lost is not sent again. */
  Pending askByDatagram(
      InetSocketAddress primary, byte[] request, int timeoutMillis, DatagramAnswer answer);

  /**
   * Asks by TCP.
   *
   * @param idleMillis how long nothing may come before the stream is given up
   */
  Stream askByStream(
      InetSocketAddress primary, byte[] request, int idleMillis, StreamAnswer answer);
}
