package nomen.server.metrics;

import java.util.List;
import nomen.server.request.RequestCounters;
import nomen.server.transport.TransportCounters;
import nomen.store.zone.ZoneDatabase;

/**
 * Where metrics are read.
 *
 * @param version of Nomen
 * @param startMillis when the server started, in milliseconds since 1970
 * @param requests the counters of each event loop
 * @param transport the counters of each event loop
 * @param database the zones
 */
public record MetricSources(
    String version,
    long startMillis,
    List<RequestCounters> requests,
    List<TransportCounters> transport,
    ZoneDatabase database) {}
