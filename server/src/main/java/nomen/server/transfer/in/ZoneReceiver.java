package nomen.server.transfer.in;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import nomen.codec.rr.Serial;
import nomen.codec.transfer.RefusedRecordException;
import nomen.codec.transfer.TransferException;
import nomen.codec.transfer.TransferInterpreter;
import nomen.codec.transfer.TransferRequest;
import nomen.store.log.Author;
import nomen.store.zone.Changeset;
import nomen.store.zone.ZoneDifference;
import nomen.store.zone.ZoneInvariants;
import nomen.store.zone.ZoneSnapshot;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Receives one transfer and makes what it says the zone that is served.
 *
 * <pre>
 *   any thread that may block        zone-writer
 *   message ... message
 *     interpret, build the zone beside the one that is served
 *   commit
 *     check
 *     whole zone: write its image
 *     hand over ------------------->  log, force, publish
 *                                     complete the future
 * </pre>
 *
 * <p>Until {@link #commit} nothing of it is seen, on disk or in answers, so a receiver whose
 * transfer failed is just closed. TSIG is for the caller to verify, message by message, before it
 * is told here. Not thread-safe, but for {@link #close}.
 *
 * <p>What becomes of it in the log: each difference of an IXFR is a change of its own, so that this
 * server has the same history as its primary and serves it on. A whole zone becomes one change, if
 * it is newer than what is here and does not differ in too much; else the zone is begun anew with
 * an image of it, and its history, too.
 */
public final class ZoneReceiver implements AutoCloseable {
  /** A difference of so few records is a change, however small the zone is. */
  static final long SMALL_DIFFERENCE_RECORDS = 1_000;

  /** A difference of more is none, however large the zone is: the writer would be long at it. */
  static final long LARGE_DIFFERENCE_RECORDS = 1 << 17;

  /** A whole zone is a change if it differs in no more than one of so many records. */
  static final long DIFFERENCE_SHARE = 4;

  private static final Logger LOG = LoggerFactory.getLogger(ZoneReceiver.class);

  private final ZoneIntake intake;
  private final @Nullable ZoneSnapshot current;
  private final Author author;
  private final ZoneAssembly assembly;
  private final TransferInterpreter interpreter;
  private final ReceivingMemory.Share memory;

  ZoneReceiver(
      ZoneIntake intake,
      TransferRequest request,
      @Nullable ZoneSnapshot current,
      ZoneIntake.Acceptance acceptance,
      Author author) {
    if (request.isIncremental()
        && (current == null || (int) current.serial() != request.serialHere())) {
      throw new IllegalArgumentException("differences to another serial than that of the zone");
    }
    this.intake = intake;
    this.current = current;
    this.author = author;
    memory = intake.memory().share();
    assembly = new ZoneAssembly(request.zone(), current, acceptance, memory);
    interpreter = new TransferInterpreter(request, intake.limits(), assembly);
  }

  /**
   * Takes the next message.
   *
   * @param octets the array that holds it, without the length that TCP has before it
   * @param offset of its first octet
   * @param length its octets
   * @return whether the transfer is over: then no message is to come, and {@link #form()} says what
   *     it was
   * @throws TransferException naming message, record and rule; the transfer is over then
   */
  public boolean message(byte[] octets, int offset, int length) throws TransferException {
    return interpreter.message(octets, offset, length);
  }

  /** What the transfer is, as far as it is known. */
  public ReceivedForm form() {
    return assembly.form();
  }

  /** The serial of the primary's zone; 0 before its SOA came. */
  public int serial() {
    return assembly.serial();
  }

  /** The messages so far. */
  public long messages() {
    return interpreter.messages();
  }

  /** The octets of the messages so far. */
  public long octets() {
    return interpreter.octets();
  }

  /** The records so far, the SOA as often as it came. */
  public long records() {
    return interpreter.records();
  }

  /** What is to be said if no message comes any more though the transfer is not over. */
  public TransferException cutShort() {
    return interpreter.cutShort();
  }

  /**
   * Makes what was received the zone that is served; blocks while it is checked and written to
   * disk. Once, when the transfer is over; up to date is no change.
   *
   * @return the serial that is served then; completed on the writer's thread, or before this
   *     returns. It fails with a {@link TransferException} if the zone that was received must not
   *     be served, or the differences do not fit what is here any more: then those before the one
   *     that does not fit are served. It fails with another exception if the disk or the writer
   *     fails. In all cases what is served is a version that the primary had.
   */
  public CompletableFuture<Integer> commit() {
    try {
      return switch (form()) {
        case WHOLE_ZONE -> commit(assembly.build());
        case DIFFERENCES -> commitDifferences();
        case UP_TO_DATE -> CompletableFuture.completedFuture(servedSerial());
        case UNKNOWN, OVER_TCP ->
            throw new IllegalStateException("nothing was received that could be served");
      };
    } catch (RefusedRecordException e) {
      return refused(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  /**
   * Gives back the memory that the transfer was counted with. After it every record is refused; a
   * zone that was handed over goes its way.
   */
  @Override
  public void close() {
    memory.close();
  }

  private int servedSerial() {
    return current == null ? 0 : (int) current.serial();
  }

  private static CompletableFuture<Integer> refused(String rule) {
    return CompletableFuture.failedFuture(TransferException.ofZone(rule));
  }

  private CompletableFuture<Integer> commitDifferences()
      throws IOException, RefusedRecordException {
    List<Changeset> changes = assembly.changes();
    if (changes == null) {
      // Too many to be kept: the zone that they lead to is as good, but for its history.
      return commit(assembly.build());
    }
    return new ChangeChain(intake.writer(), author, changes).offer();
  }

  private CompletableFuture<Integer> commit(ZoneSnapshot zone) throws IOException {
    List<String> broken = ZoneInvariants.broken(zone);
    if (!broken.isEmpty()) {
      int more = broken.size() - 1;
      return refused(broken.getFirst() + (more == 0 ? "" : ", and " + more + " faults more"));
    }
    if (current != null) {
      Changeset difference = ZoneDifference.betweenAtMost(current, zone, differenceLimit(zone));
      if (difference != null && difference.removed().isEmpty() && difference.added().isEmpty()) {
        return CompletableFuture.completedFuture(servedSerial());
      }
      if (difference != null && ChangeChain.isStep(difference)) {
        return new ChangeChain(intake.writer(), author, List.of(difference)).offer();
      }
    }
    if (current != null && current.serial() == zone.serial()) {
      LOG.warn(
          "zone {}: was not what its primary has at serial {}; it is now",
          zone.origin(),
          Serial.print((int) zone.serial()));
    }
    return put(zone);
  }

  private static long differenceLimit(ZoneSnapshot zone) {
    return Math.clamp(
        zone.recordCount() / DIFFERENCE_SHARE, SMALL_DIFFERENCE_RECORDS, LARGE_DIFFERENCE_RECORDS);
  }

  private CompletableFuture<Integer> put(ZoneSnapshot zone) throws IOException {
    Throwable failure = intake.writer().failure();
    if (failure != null) {
      // Each image that is written now would stay until the next start.
      return CompletableFuture.failedFuture(failure);
    }
    long number = intake.images().write(zone, List.of());
    return intake
        .writer()
        .replace(zone, author, number)
        .whenComplete((lsn, e) -> intake.images().settle(number))
        .thenApply(lsn -> (int) zone.serial());
  }
}
