package nomen.loadtest.engine;

import nomen.loadtest.traffic.RequestKind;

/**
 * The requests of one worker that are on their way, and the IDs of its clients.
 *
 * <p>Each client has a window of places, a power of two, and gives its IDs in turn; the request
 * with ID <i>i</i> has place <i>i</i> modulo the window. A flight is the number of a place. IDs
 * whose place is taken are passed over, and so is, once, the ID of a request that was lost: it
 * comes back only after a window of further IDs, so that a late answer is not taken for the answer
 * to another request.
 *
 * <p>Requests that were sent form a list in the order of sending, linked through the places: the
 * first is always the next whose time is over, and one that is answered leaves it at once. (A ring
 * would keep the answered ones until the oldest unanswered one is done, which at a million requests
 * a second are millions.)
 *
 * <p>Belongs to one thread; allocates nothing after construction.
 */
final class Flights {
  /** Places in all: some 2 GiB. */
  static final int MAX_PLACES = 1 << 26;

  private static final int NONE = -1;
  private static final int IDS = 1 << Character.SIZE;

  private static final byte FREE = 0;
  private static final byte RESERVED = 1;
  private static final byte OUT = 2;
  private static final byte LOST = 3;

  private static final RequestKind[] KINDS = RequestKind.values();

  private final int window;
  private final int[] nextId;
  private final int[] busyOfClient;
  private int busy;

  private final byte[] states;
  private final char[] ids;
  private final char[] steps;
  private final byte[] kinds;
  private final char[] octets;
  private final long[] origins;
  private final long[] sentNanos;
  private final int[] before;
  private final int[] after;
  private int oldest = NONE;
  private int youngest = NONE;

  /**
   * Makes room.
   *
   * @param clients 1 or more
   * @param window places of each client, a power of two from 2 to 65,536
   */
  Flights(int clients, int window) {
    this.window = window;
    nextId = new int[clients];
    busyOfClient = new int[clients];
    int places = Math.multiplyExact(clients, window);
    states = new byte[places];
    ids = new char[places];
    steps = new char[places];
    kinds = new byte[places];
    octets = new char[places];
    origins = new long[places];
    sentNanos = new long[places];
    before = new int[places];
    after = new int[places];
  }

  /**
   * The window that suits: twice what a client is to have outstanding, and something for the
   * uneven.
   */
  static int windowFor(int clients, int outstanding) {
    long wanted = 2L * ((outstanding + clients - 1) / clients) + 30;
    return (int) Math.min(IDS, Long.highestOneBit(wanted - 1) << 1);
  }

  /** Requests that are reserved or on their way. */
  int busy() {
    return busy;
  }

  /** Whether a client has an ID and a place left. */
  boolean hasRoom(int client) {
    return busyOfClient[client] < window;
  }

  /** Takes a place for the next request of a client that {@link #hasRoom}. */
  int reserve(int client) {
    while (true) {
      int id = nextId[client];
      nextId[client] = (id + 1) & (IDS - 1);
      int flight = place(client, id);
      if (states[flight] == LOST && ids[flight] == id) {
        states[flight] = FREE;
      } else if (states[flight] == FREE || states[flight] == LOST) {
        states[flight] = RESERVED;
        ids[flight] = (char) id;
        busyOfClient[client]++;
        busy++;
        return flight;
      }
    }
  }

  /** Keeps what is counted when the request is done. */
  void describe(int flight, int step, RequestKind kind, int length) {
    octets[flight] = (char) length;
    steps[flight] = (char) step;
    kinds[flight] = (byte) kind.index();
  }

  /** Says when the request was to be sent, where latency counts from that. */
  void setOrigin(int flight, long nanos) {
    origins[flight] = nanos;
  }

  /**
   * Puts a request on its way.
   *
   * @param fromSending whether latency counts from this moment
   */
  void sent(int flight, long nanos, boolean fromSending) {
    states[flight] = OUT;
    sentNanos[flight] = nanos;
    if (fromSending) {
      origins[flight] = nanos;
    }
    before[flight] = youngest;
    after[flight] = NONE;
    if (youngest == NONE) {
      oldest = flight;
    } else {
      after[youngest] = flight;
    }
    youngest = flight;
  }

  /** The request that a client has on its way with this ID, or -1. */
  int find(int client, int id) {
    int flight = place(client, id);
    return states[flight] == OUT && ids[flight] == id ? flight : NONE;
  }

  /** The request on its way that was sent first, or -1. */
  int oldest() {
    return oldest;
  }

  /** How many places each client has. */
  int window() {
    return window;
  }

  /** The request of a client that is on its way in a place from 0 to the window - 1, or -1. */
  int outAt(int client, int index) {
    int flight = client * window + index;
    return states[flight] == OUT ? flight : NONE;
  }

  /** Ends a request that was answered, or was never sent. */
  void release(int flight) {
    end(flight, FREE);
  }

  /** Ends a request whose answer may still come. */
  void lose(int flight) {
    end(flight, LOST);
  }

  private void end(int flight, byte state) {
    if (states[flight] == OUT) {
      int earlier = before[flight];
      int later = after[flight];
      if (earlier == NONE) {
        oldest = later;
      } else {
        after[earlier] = later;
      }
      if (later == NONE) {
        youngest = earlier;
      } else {
        before[later] = earlier;
      }
    }
    states[flight] = state;
    busyOfClient[client(flight)]--;
    busy--;
  }

  int client(int flight) {
    return flight / window;
  }

  int id(int flight) {
    return ids[flight];
  }

  int step(int flight) {
    return steps[flight];
  }

  RequestKind kind(int flight) {
    return KINDS[kinds[flight]];
  }

  int octets(int flight) {
    return octets[flight];
  }

  long origin(int flight) {
    return origins[flight];
  }

  long sentNanos(int flight) {
    return sentNanos[flight];
  }

  private int place(int client, int id) {
    return client * window + (id & (window - 1));
  }
}
