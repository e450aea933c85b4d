package nomen.server.transfer.in;

/**
 * One thread that does things now and later, in the order of their time. All of {@link
 * SecondaryZones} that changes is changed there.
 */
public interface Agenda {
  /** Something that is to be done later. */
  interface Entry {
    /** Strikes it out. On the agenda's own thread it is not done after that. */
    void cancel();
  }

  /** Has something done, after what was there before; from any thread. Never waits. */
  void execute(Runnable task);

  /** Has something done later; on the agenda's own thread only. */
  Entry schedule(long delayMillis, Runnable task);

  /**
   * Milliseconds since 1970 by a clock that runs evenly while the server does, whatever becomes of
   * the machine's; from any thread.
   */
  long nowMillis();

  /**
   * Seconds since 1970 by the machine's clock, as others may see it: for signatures; from any
   * thread.
   */
  long wallSeconds();
}
