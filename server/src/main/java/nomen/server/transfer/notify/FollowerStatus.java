package nomen.server.transfer.notify;

import nomen.codec.name.Name;

/**
 * How far a secondary has come with a zone of this server. Times are in milliseconds since 1970,
 * and -1 where there is none.
 *
 * @param zone its apex
 * @param secondary how it is called: its entry in {@code notify}, or its address if it has none
 * @param listed whether it is in {@code notify}
 * @param notified when the last NOTIFY was sent to it
 * @param notifiedSerial the serial that this told of; -1 if none was sent
 * @param answered when it answered to a NOTIFY last
 * @param rcode of that answer; -1 if there is none
 * @param problem why the last NOTIFY came to nothing; empty if that is not known
 * @param serial that it has, by what it was served or said in an IXFR request; -1 if not known
 * @param served when a transfer to it ended last
 * @param lagMillis from when the serial of that transfer was published until the transfer ended; -1
 *     if there was none
 * @param behindSince since when there is a newer serial than it has; -1 if there is none
 * @param transfers that it took since the start
 */
public record FollowerStatus(
    Name zone,
    String secondary,
    boolean listed,
    long notified,
    long notifiedSerial,
    long answered,
    int rcode,
    String problem,
    long serial,
    long served,
    long lagMillis,
    long behindSince,
    long transfers) {}
