package nomen.server.transfer.in;

import java.util.random.RandomGenerator;
import nomen.server.zone.ExpiredZones;
import nomen.store.zone.ZoneDatabase;

/**
 * What all zones that come from primaries share.
 *
 * @param agenda the thread on which they are kept
 * @param link the network
 * @param database the zones as they are served
 * @param requests writes what primaries are asked
 * @param queries asks for SOA records
 * @param transfers fetches zones
 * @param times when each was refreshed last
 * @param expired where those stand that are too old
 * @param foreign looks for changes that did not come from primaries
 * @param counters count what happens
 * @param random for the agenda's thread alone
 */
record SecondaryContext(
    Agenda agenda,
    PrimaryLink link,
    ZoneDatabase database,
    PrimaryRequests requests,
    SoaQueries queries,
    IncomingTransfers transfers,
    RefreshTimes times,
    ExpiredZones expired,
    ForeignChanges foreign,
    SecondaryCounters counters,
    RandomGenerator random) {}
