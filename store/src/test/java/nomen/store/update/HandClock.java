package nomen.store.update;

import java.util.concurrent.atomic.AtomicLong;

/** A clock that a test moves on. */
final class HandClock implements WriterClock {
  private final AtomicLong millis = new AtomicLong(1_700_000_000_000L);

  void advance(long byMillis) {
    millis.addAndGet(byMillis);
  }

  @Override
  public long millis() {
    return millis.get();
  }

  @Override
  public long nanos() {
    return millis.get() * 1_000_000;
  }
}
