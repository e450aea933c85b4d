package nomen.server.transfer.in;

/** An agenda in virtual time. */
final class VirtualAgenda implements Agenda {
  private static final long MILLIS_PER_SECOND = 1_000;

  private final VirtualTime time;

  VirtualAgenda(VirtualTime time) {
    this.time = time;
  }

  @Override
  public void execute(Runnable task) {
    time.schedule(0, task);
  }

  @Override
  public Entry schedule(long delayMillis, Runnable task) {
    boolean[] cancelled = new boolean[1];
    time.schedule(
        delayMillis,
        () -> {
          if (!cancelled[0]) {
            task.run();
          }
        });
    return () -> cancelled[0] = true;
  }

  @Override
  public long nowMillis() {
    return time.millis();
  }

  @Override
  public long wallSeconds() {
    return time.millis() / MILLIS_PER_SECOND;
  }
}
