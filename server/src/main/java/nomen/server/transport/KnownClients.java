package nomen.server.transport;

/**
 * Clients that are expected: servers that zones are exchanged with. Some connections are kept for
 * them. Event loops ask for every connection, so this holds no lock.
 */
public interface KnownClients {
  /** None are known, so no connection is kept. */
  KnownClients NONE =
      new KnownClients() {
        @Override
        public boolean contains(ClientAddress address) {
          return false;
        }

        @Override
        public boolean isEmpty() {
          return true;
        }
      };

  /** Whether an address is one of theirs. */
  boolean contains(ClientAddress address);

  /** Whether there is no such client. */
  boolean isEmpty();
}
