package nomen.server.transfer.in;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;

/** What loses, doubles, delays and reorders messages between servers, and cuts them off. */
final class SimulatedNetwork {
  /** So late a datagram may come: later than others that were sent behind it. */
  private static final int MAX_DELAY_MILLIS = 300;

  final Random random;
  final VirtualTime time;

  /** Of a hundred datagrams so many are lost, and as many doubled. */
  int lossPercent;

  /** Of a hundred messages on a stream so many are its last. */
  int resetPercent;

  /** Of a hundred requests for IXFR so many are not understood. */
  int noIxfrPercent;

  private final Set<String> cut = new HashSet<>();

  SimulatedNetwork(VirtualTime time, Random random) {
    this.time = time;
    this.random = random;
  }

  boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  /** Nobody reaches a server, and it reaches nobody. */
  void isolate(SimulatedServer server) {
    cut.add(server.name);
  }

  void join(SimulatedServer server) {
    cut.remove(server.name);
  }

  boolean reaches(SimulatedServer from, SimulatedServer to) {
    return !cut.contains(from.name) && !cut.contains(to.name) && from.isUp() && to.isUp();
  }

  /** Sends a datagram: what is to be done when it arrives, if it does, and as often as it does. */
  void send(SimulatedServer from, SimulatedServer to, Runnable arrives) {
    int copies = chance(lossPercent) ? 0 : chance(lossPercent) ? 2 : 1;
    for (int i = 0; i < copies; i++) {
      time.schedule(
          random.nextInt(1 + (lossPercent == 0 ? 5 : MAX_DELAY_MILLIS)),
          () -> {
            if (reaches(from, to)) {
              to.run(arrives);
            }
          });
    }
  }
}
