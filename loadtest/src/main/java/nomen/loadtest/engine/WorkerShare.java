package nomen.loadtest.engine;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import nomen.loadtest.plan.LoadPlan;
import nomen.loadtest.plan.Target;
import nomen.loadtest.statistics.RepeatDecision;

/**
 * What one worker does of a plan.
 *
 * @param plan the whole
 * @param repeat whether the first step of a ramp runs a second time
 * @param worker 0 to {@code workers} - 1
 * @param workers how many there are
 */
record WorkerShare(LoadPlan plan, RepeatDecision repeat, int worker, int workers) {
  /** Requests to send at most. */
  long requests() {
    long all = plan.bounds().requests();
    return all / workers + (worker < all % workers ? 1 : 0);
  }

  /** Requests without an answer at most, at least 1. */
  int outstanding() {
    int all = plan.bounds().outstanding();
    return Math.max(1, all / workers + (worker < all % workers ? 1 : 0));
  }

  /** What the sockets of this worker are bound to: of all clients, every {@code workers}-th. */
  List<InetSocketAddress> locals() throws UnknownHostException {
    Target target = plan.target();
    List<InetSocketAddress> locals = new ArrayList<>();
    for (int client = worker; client < target.clients() || locals.isEmpty(); client += workers) {
      locals.add(local(target, client));
    }
    return locals;
  }

  private static InetSocketAddress local(Target target, int client) throws UnknownHostException {
    int addresses = Math.max(1, target.sources().size());
    int port = target.firstPort() == 0 ? 0 : target.firstPort() + client / addresses;
    if (!target.sources().isEmpty()) {
      return new InetSocketAddress(target.sources().get(client % addresses), port);
    }
    boolean ipv6 = target.server().getAddress() instanceof Inet6Address;
    return new InetSocketAddress(InetAddress.getByAddress(new byte[ipv6 ? 16 : 4]), port);
  }
}
