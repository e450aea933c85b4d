package nomen.server.transport;

/** The time as the transport and the request layer see it; a test gives its own. */
public interface TransportClock {
  /** The clock of the machine. */
  TransportClock SYSTEM =
      new TransportClock() {
        @Override
        public long millis() {
          return System.currentTimeMillis();
        }

        @Override
        public long nanos() {
          return System.nanoTime();
        }
      };

  /** Wall-clock time in milliseconds since 1970. */
  long millis();

  /** Monotonic time in nanoseconds since an arbitrary point. */
  long nanos();
}
