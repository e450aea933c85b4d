package nomen.loadtest.engine;

import java.util.Arrays;
import nomen.loadtest.socket.Exchange;

/**
 * Says which client sends the next request. Belongs to one thread.
 *
 * <p>Where each client may have requests of its own outstanding and the pace is that of the
 * answers, each has its share, and sends when one of its own was answered: so do real clients, and
 * what comes together for one client goes together. Otherwise clients take turns, a request each,
 * or more where so many are late that a whole round of clients is due.
 */
final class ClientTurns {
  private static final int NONE = -1;

  private final Exchange exchange;
  private final Flights flights;
  private final boolean shared;
  private final int clients;

  /** By client: requests that it may still send. */
  private final int[] credit;

  /** A ring of the clients that have credit, each at most once. */
  private final int[] line;

  private final boolean[] inLine;
  private int head;
  private int waiting;

  private int turn;
  private int runLeft;

  ClientTurns(Exchange exchange, Flights flights, int outstanding, boolean shared) {
    this.exchange = exchange;
    this.flights = flights;
    this.shared = shared;
    clients = exchange.clients();
    credit = new int[clients];
    line = new int[clients];
    inLine = new boolean[clients];
    if (!shared) {
      Arrays.setAll(credit, i -> outstanding / clients + (i < outstanding % clients ? 1 : 0));
      for (int i = 0; i < clients; i++) {
        join(i);
      }
    }
  }

  /**
   * The client that is to send next, or -1 if none can.
   *
   * @param run how many requests it may send in a row, where clients take turns
   */
  int next(int run) {
    if (!shared) {
      while (waiting > 0 && !canSend(line[head])) {
        leave();
      }
      return waiting > 0 ? line[head] : NONE;
    }
    if (runLeft > 0 && canSend(turn)) {
      return turn;
    }
    for (int i = 0; i < clients; i++) {
      turn = turn + 1 == clients ? 0 : turn + 1;
      if (canSend(turn)) {
        runLeft = run;
        return turn;
      }
    }
    return NONE;
  }

  /** A request of the client that {@link #next} named has a place. */
  void taken(int client) {
    if (shared) {
      runLeft--;
    } else if (--credit[client] == 0) {
      leave();
    }
  }

  /** A request of a client is done. */
  void returned(int client) {
    if (!shared) {
      credit[client]++;
      join(client);
    }
  }

  /** A client can send again. */
  void sendable(int client) {
    if (!shared && credit[client] > 0) {
      join(client);
    }
  }

  /** Lets another client come first, as a batch is over. */
  void endBatch() {
    if (waiting > 1) {
      int client = line[head];
      leave();
      join(client);
    }
  }

  private boolean canSend(int client) {
    return exchange.canSend(client) && flights.hasRoom(client);
  }

  private void join(int client) {
    if (!inLine[client]) {
      inLine[client] = true;
      int tail = head + waiting;
      line[tail < clients ? tail : tail - clients] = client;
      waiting++;
    }
  }

  private void leave() {
    inLine[line[head]] = false;
    head = head + 1 == clients ? 0 : head + 1;
    waiting--;
  }
}
