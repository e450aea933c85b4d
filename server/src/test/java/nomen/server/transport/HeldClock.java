package nomen.server.transport;

/**
 * The clock of the machine, which stands still until it is let go: no limit of time is reached
 * before a test has done what it is to do in time, however long the machine takes for that.
 */
final class HeldClock implements TransportClock {
  private final long heldNanos = System.nanoTime();
  private volatile boolean isHeld = true;

  /** Lets it jump to the time that it is, and go on. */
  void go() {
    isHeld = false;
  }

  @Override
  public long millis() {
    return TransportClock.SYSTEM.millis();
  }

  @Override
  public long nanos() {
    return isHeld ? heldNanos : TransportClock.SYSTEM.nanos();
  }
}
