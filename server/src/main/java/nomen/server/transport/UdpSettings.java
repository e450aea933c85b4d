package nomen.server.transport;

/**
 * How datagrams are taken in and sent out.
 *
 * @param batchDatagrams the most datagrams that one system call moves, 1 to 1,024
 * @param batchesPerWakeUp the most batches an event loop takes from one socket before it looks
 *     after its other sockets, at least 1
 * @param gatherMicros how long a loop that is under load lets datagrams gather before it takes the
 *     next batch, 0 to 1,000 microseconds; 0 for not at all. It waits only while datagrams come so
 *     fast that several of them are expected meanwhile.
 * @param segmentedAnswers whether answers to one client may go as segments of one message, which
 *     costs the kernel less; only on sockets bound to one address
 * @param receiveBufferOctets room in the kernel for datagrams not yet taken in (SO_RCVBUF); 0
 *     leaves the default of the system
 * @param sendBufferOctets room in the kernel for answers on their way (SO_SNDBUF); 0 leaves the
 *     default of the system
 * @param sendWaitMillis how long answers wait for room in the send buffer before they are dropped
 */
public record UdpSettings(
    int batchDatagrams,
    int batchesPerWakeUp,
    int gatherMicros,
    boolean segmentedAnswers,
    int receiveBufferOctets,
    int sendBufferOctets,
    int sendWaitMillis) {
  /** What a server uses if it is told nothing. */
  public static final UdpSettings DEFAULT =
      new UdpSettings(64, 16, 25, true, 4 << 20, 4 << 20, 100);

  /** Checks the ranges. */
  public UdpSettings {
    require(batchDatagrams >= 1 && batchDatagrams <= 1024, "batchDatagrams", batchDatagrams);
    require(batchesPerWakeUp >= 1, "batchesPerWakeUp", batchesPerWakeUp);
    require(gatherMicros >= 0 && gatherMicros <= 1000, "gatherMicros", gatherMicros);
    require(receiveBufferOctets >= 0, "receiveBufferOctets", receiveBufferOctets);
    require(sendBufferOctets >= 0, "sendBufferOctets", sendBufferOctets);
    require(sendWaitMillis >= 0, "sendWaitMillis", sendWaitMillis);
  }

  private static void require(boolean valid, String name, int value) {
    if (!valid) {
      throw new IllegalArgumentException(name + " is out of range: " + value);
    }
  }
}
