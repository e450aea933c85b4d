package nomen.server.transfer.in;

import java.net.InetAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.SequencedSet;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import nomen.codec.name.Name;
import nomen.server.config.RemoteServer;
import nomen.store.zone.ZoneDatabase;

/**
 * Fetches zones from primaries, a bounded number at a time, and of that each primary has a share;
 * the others wait their turn. A primary is an address here, whatever its port. Primaries take
 * turns, so that one with many zones does not keep those of another waiting. Belongs to the
 * agenda's thread.
 */
final class IncomingTransfers {
  /**
   * What a transfer needs beside its zone.
   *
   * @param intake where zones go
   * @param workers threads that may block, at least as many as transfers run at a time
   */
  record Setting(
      Agenda agenda,
      PrimaryLink link,
      PrimaryRequests requests,
      ZoneDatabase database,
      ZoneIntake intake,
      Executor workers,
      Bounds bounds,
      SecondaryCounters counters) {}

  /**
   * What bounds each transfer.
   *
   * @param idleMillis how long a primary may send nothing
   * @param totalMillis how long a transfer may take until it is received
   * @param minRate the octets that a primary must send in a second, on average over {@link
   *     RateWatch#RATE_MILLIS}; 0 for any
   * @param queueOctets with this much in the queue no more is read from the primary
   */
  record Bounds(int idleMillis, long totalMillis, long minRate, int queueOctets) {}

  /**
   * What is to be fetched.
   *
   * @param incremental by IXFR from what is served, else by AXFR
   * @param anySerial whether what comes is taken though it is not newer
   */
  record Wanted(Name zone, RemoteServer primary, boolean incremental, boolean anySerial) {
    private InetAddress address() {
      return primary.address().getAddress();
    }
  }

  /** The transfers of one primary. */
  private static final class Line {
    private final SequencedSet<IncomingTransfer> waiting = new LinkedHashSet<>();
    private int running;
    private boolean hasTurn;
  }

  private final Setting setting;
  private final int max;
  private final int maxPerPrimary;
  private final Map<InetAddress, Line> lines = new HashMap<>();

  /** The lines of which one may begin, in the order of their turns. */
  private final Deque<Line> turns = new ArrayDeque<>();

  private int running;

  /**
   * None yet.
   *
   * @param max how many may run at a time
   * @param maxPerPrimary how many of them from one primary
   */
  IncomingTransfers(Setting setting, int max, int maxPerPrimary) {
    this.setting = setting;
    this.max = max;
    this.maxPerPrimary = maxPerPrimary;
  }

  /**
   * Fetches a zone.
   *
   * @param done is told once, later, unless the transfer is abandoned
   */
  PrimaryLink.Pending begin(Wanted wanted, Consumer<RefreshEvent> done) {
    IncomingTransfer transfer = new IncomingTransfer(setting, wanted, this, done);
    Line line = lines.computeIfAbsent(wanted.address(), _ -> new Line());
    line.waiting.add(transfer);
    giveTurn(line);
    beginNext();
    return transfer;
  }

  private void giveTurn(Line line) {
    if (!line.hasTurn && !line.waiting.isEmpty() && line.running < maxPerPrimary) {
      line.hasTurn = true;
      turns.add(line);
    }
  }

  private void beginNext() {
    while (running < max && !turns.isEmpty()) {
      Line line = turns.remove();
      line.hasTurn = false;
      if (!line.waiting.isEmpty()) {
        running++;
        line.running++;
        IncomingTransfer next = line.waiting.removeFirst();
        giveTurn(line);
        next.begin();
      }
    }
  }

  /** One that had begun needs its place no longer. */
  void ended(Wanted wanted) {
    running--;
    Line line = lines.get(wanted.address());
    if (line != null) {
      line.running--;
      giveTurn(line);
      forgetIfIdle(wanted, line);
    }
    beginNext();
  }

  /** One that had not begun will not. */
  void withdrawn(IncomingTransfer transfer, Wanted wanted) {
    Line line = lines.get(wanted.address());
    if (line != null) {
      line.waiting.remove(transfer);
      forgetIfIdle(wanted, line);
    }
  }

  private void forgetIfIdle(Wanted wanted, Line line) {
    if (line.running == 0 && line.waiting.isEmpty()) {
      lines.remove(wanted.address(), line);
    }
  }
}
