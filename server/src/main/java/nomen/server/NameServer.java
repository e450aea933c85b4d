package nomen.server;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;
import nomen.server.config.Configuration;
import nomen.server.request.RequestCounters;
import nomen.server.request.RequestDispatchers;
import nomen.server.request.RequestEvent;
import nomen.server.transport.DnsListeners;
import nomen.server.transport.ListenerSettings;
import nomen.server.transport.TransportClock;
import nomen.server.transport.TransportCounter;
import nomen.server.update.UpdateService;

/** A running name server: loads zones, listens, answers, stops. */
public final class NameServer implements AutoCloseable {
  private final ZoneTable zones;
  private final int eventLoops;
  private final RequestDispatchers dispatchers;
  private final DnsListeners listeners;

  private NameServer(
      ZoneTable zones, int eventLoops, RequestDispatchers dispatchers, DnsListeners listeners) {
    this.zones = zones;
    this.eventLoops = eventLoops;
    this.dispatchers = dispatchers;
    this.listeners = listeners;
  }

  /**
   * Starts one. It answers when this returns; a zone with errors is left out.
   *
   * @param clock wall-clock and monotonic time
   * @param random a source that clients cannot predict
   * @param terminal where the progress of long loads is shown
   * @param attached whether that is a terminal; else no progress is shown
   * @throws StartFailedException if something that is configured does not work on this machine
   * @throws IOException if an address cannot be listened on; then nothing is left running
   */
  public static NameServer start(
      Configuration configuration,
      TransportClock clock,
      RandomGenerator random,
      PrintWriter terminal,
      boolean attached)
      throws IOException, StartFailedException {
    ListenerSettings plan = ListenerPlan.of(configuration);
    ZoneTable zones = ZoneTable.load(configuration.zones(), terminal, attached);
    RequestDispatchers dispatchers =
        new RequestDispatchers(
            configuration,
            zones.database(),
            new UpdateService(configuration, zones.database(), null, random),
            plan.eventLoops(),
            random);
    return new NameServer(
        zones, plan.eventLoops(), dispatchers, DnsListeners.bind(plan, dispatchers, clock));
  }

  /** Where it listens, UDP and TCP each, in the order of the configuration. */
  public List<InetSocketAddress> addresses() {
    return listeners.addresses();
  }

  /**
   * Faults of this server until now: exceptions that were caught at the edge of an event loop or
   * answered with SERVFAIL. Always 0 in a server without bugs, whatever clients send.
   */
  public long faults() {
    long faults =
        listeners.total(TransportCounter.HANDLER_FAILURES)
            + listeners.total(TransportCounter.TRANSPORT_FAILURES);
    for (RequestCounters counters : dispatchers.counters()) {
      faults += counters.events(RequestEvent.INTERNAL_ERROR);
    }
    return faults;
  }

  /**
   * What to tell the operator.
   *
   * @param version of Nomen
   * @param startUp how long the start took
   */
  public String report(String version, Duration startUp) {
    return new StartupReport(
            version,
            listeners.kind().description(),
            eventLoops,
            zones.report(),
            listeners.addresses(),
            startUp)
        .print();
  }

  /** Stops: takes no more queries, sends the answers that are due, ends the threads. */
  @Override
  public void close() {
    listeners.close();
  }
}
