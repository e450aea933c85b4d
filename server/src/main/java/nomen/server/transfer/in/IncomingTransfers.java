package nomen.server.transfer.in;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import nomen.codec.name.Name;
import nomen.server.config.RemoteServer;
import nomen.store.zone.ZoneDatabase;

/**
 * Fetches zones from primaries, so many at a time; the others wait their turn. Belongs to the
 * agenda's thread.
 */
final class IncomingTransfers {
  /**
   * What a transfer needs beside its zone.
   *
   * @param intake where zones go
   * @param workers threads that may block, at least as many as transfers run at a time
   * @param idleMillis how long a primary may send nothing
   * @param totalMillis how long a transfer may take until it is received
   */
  record Setting(
      Agenda agenda,
      PrimaryLink link,
      PrimaryRequests requests,
      ZoneDatabase database,
      ZoneIntake intake,
      Executor workers,
      int idleMillis,
      long totalMillis,
      SecondaryCounters counters) {}

  /**
   * What is to be fetched.
   *
   * @param incremental by IXFR from what is served, else by AXFR
   * @param anySerial whether what comes is taken though it is not newer
   */
  record Wanted(Name zone, RemoteServer primary, boolean incremental, boolean anySerial) {}

  private final Setting setting;
  private final int max;
  private final Deque<IncomingTransfer> waiting = new ArrayDeque<>();
  private int running;

  /**
   * None yet.
   *
   * @param max how many may run at a time
   */
  IncomingTransfers(Setting setting, int max) {
    this.setting = setting;
    this.max = max;
  }

  /**
   * Fetches a zone.
   *
   * @param done is told once, later, unless the transfer is abandoned
   */
  PrimaryLink.Pending begin(Wanted wanted, Consumer<RefreshEvent> done) {
    IncomingTransfer transfer = new IncomingTransfer(setting, wanted, this, done);
    waiting.add(transfer);
    beginNext();
    return transfer;
  }

  private void beginNext() {
    while (running < max && !waiting.isEmpty()) {
      running++;
      waiting.remove().begin();
    }
  }

  /** One that had begun needs its place no longer. */
  void ended() {
    running--;
    beginNext();
  }

  /** One that had not begun will not. */
  void withdrawn(IncomingTransfer transfer) {
    waiting.remove(transfer);
  }
}
