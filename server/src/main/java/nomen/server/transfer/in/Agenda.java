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

  /** Wall-clock time in milliseconds since 1970 that never goes back while the server runs. */
  long nowMillis();
}
