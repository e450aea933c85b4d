package nomen.server.storage;

import java.time.Instant;
import java.time.InstantSource;
import nomen.server.transport.TransportClock;
import nomen.store.update.WriterClock;

/** The server's clock as the store wants it. */
record StorageClock(TransportClock clock) implements WriterClock, InstantSource {
  @Override
  public long millis() {
    return clock.millis();
  }

  @Override
  public long nanos() {
    return clock.nanos();
  }

  @Override
  public Instant instant() {
    return Instant.ofEpochMilli(clock.millis());
  }
}
