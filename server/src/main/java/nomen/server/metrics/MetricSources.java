package nomen.server.metrics;

import java.util.List;
import nomen.server.request.RequestCounters;
import nomen.server.storage.StoredZones;
import nomen.server.transfer.TransferFloor;
import nomen.server.transport.TransportCounters;
import nomen.store.zone.ZoneDatabase;
import org.jspecify.annotations.Nullable;

/**
 * Where metrics are read.
 *
 * @param startMillis when the server started, in milliseconds since 1970
 * @param requests the counters of each event loop
 * @param transport the counters of each event loop
 * @param database the zones
 * @param stored the same with their log and their writer, null if there is no data directory
 * @param transfers what moves zones between servers
 */
public record MetricSources(
    long startMillis,
    List<RequestCounters> requests,
    List<TransportCounters> transport,
    ZoneDatabase database,
    @Nullable StoredZones stored,
    TransferFloor transfers) {}
