package nomen.server.update;

import java.net.InetSocketAddress;
import java.util.List;
import nomen.server.config.AccessList;
import nomen.store.update.SerialPolicy;
import nomen.store.update.UpdateProcessor;

/**
 * How one zone is updated.
 *
 * @param policy who may change what
 * @param processor works out what an update does
 * @param serialPolicy gives serials
 * @param primaries to which updates are forwarded instead; empty if they are done here
 * @param forwardedFor whose updates are forwarded
 * @param follow how many secondaries the answer to each update waits for at least
 * @param followTimeoutMillis how long it waits at most
 */
record UpdateZone(
    UpdatePolicy policy,
    UpdateProcessor processor,
    SerialPolicy serialPolicy,
    List<InetSocketAddress> primaries,
    AccessList forwardedFor,
    int follow,
    long followTimeoutMillis) {}
