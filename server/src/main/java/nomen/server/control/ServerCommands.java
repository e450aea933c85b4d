package nomen.server.control;

import java.io.IOException;
import java.util.List;
import nomen.codec.name.Name;
import nomen.codec.rr.Serial;
import nomen.server.history.HistoryCommands;
import nomen.server.metrics.ServerMetrics;
import nomen.server.reload.Reload;
import nomen.server.reload.ReloadReport;
import nomen.server.storage.OutcomeSelection;
import nomen.server.storage.Reversal;
import nomen.server.storage.ServedZones;
import nomen.server.storage.StoredZones;
import nomen.server.storage.ZoneOutcome;
import nomen.server.transfer.TransferFloor;
import nomen.store.log.Author;
import nomen.store.log.LogRecord;
import nomen.store.update.Evaluation;
import org.jspecify.annotations.Nullable;

/**
 * What can be asked of a running server:
 *
 * <pre>
 *   reload                     takes in what changed in the configuration and in zone files
 *   reload ZONE                takes in what changed in the file of a zone
 *   reload --dry-run [ZONE]    says what that would do
 *   zone ...                   see {@link ZoneCommands}
 *   log list|show|diff ...     see {@link HistoryCommands}
 *   log revert ZONE SERIAL     undoes the change that led to a serial, by a new one
 *   log-level [CATEGORY [LEVEL]]  see {@link LogLevelCommand}
 *   metrics                    all metrics in the Prometheus text format
 * </pre>
 */
public final class ServerCommands implements ControlHandler {
  static final int OK = 0;
  static final int FAILED = 1;
  private static final String DRY_RUN = "--dry-run";
  private static final String NO_HISTORY =
      "this server has no data directory, so there is no history: see server.data-dir";

  private final ServedZones zones;
  private final ZoneCommands zoneCommands;
  private final TransferFloor transfers;
  private final Reload reload;
  private final @Nullable HistoryCommands history;
  private final ServerMetrics metrics;

  /**
   * The commands of a server.
   *
   * @param history null if there is no data directory
   */
  public ServerCommands(
      ServedZones zones,
      TransferFloor transfers,
      Reload reload,
      @Nullable HistoryCommands history,
      ServerMetrics metrics) {
    this.zones = zones;
    this.transfers = transfers;
    zoneCommands = new ZoneCommands(zones, transfers);
    this.reload = reload;
    this.history = history;
    this.metrics = metrics;
  }

  @Override
  public int handle(ControlRequest request, ControlReply reply) throws IOException {
    List<String> words = request.words();
    try {
      return switch (words.isEmpty() ? "" : words.getFirst()) {
        case "reload" -> reload(words.subList(1, words.size()), "user " + request.user(), reply);
        case "zone" -> zoneCommands.run(request, reply);
        case "log" -> log(request, reply);
        case "log-level" -> LogLevelCommand.run(words, reply);
        case "metrics" -> {
          metrics.print(reply.out());
          yield OK;
        }
        default -> throw new IllegalArgumentException("not known here");
      };
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      reply.error("the server does not understand " + words + ": " + e.getMessage());
      return FAILED;
    }
  }

  private int reload(List<String> arguments, String by, ControlReply reply) throws IOException {
    boolean dry = !arguments.isEmpty() && arguments.getFirst().equals(DRY_RUN);
    Name apex = arguments.size() > (dry ? 1 : 0) ? Name.parse(arguments.getLast()) : null;
    if (apex != null && transfers.zones().zone(apex) == null) {
      reply.error(
          "zone " + apex + " is not served; nomen reload, without a zone, reads the configuration");
      return FAILED;
    }
    ReloadReport report;
    if (dry) {
      report = apex == null ? reload.preview() : reload.preview(apex);
    } else {
      report = apex == null ? reload.run(by) : reload.run(apex, by);
    }
    print(report, dry, reply);
    if (!dry) {
      transfers.rescan();
    }
    return report.isFailure() ? FAILED : OK;
  }

  private static void print(ReloadReport report, boolean dry, ControlReply reply)
      throws IOException {
    for (String line : report.errors()) {
      reply.error(line);
    }
    if (!report.errors().isEmpty()) {
      reply.error(
          dry
              ? "the configuration would not be taken"
              : "the configuration was not taken: nothing has changed");
    }
    for (String line : report.changes()) {
      reply.print(line);
    }
    OutcomeSelection selection = OutcomeSelection.of(report.zones());
    for (ZoneOutcome outcome : selection.named()) {
      reply.print(dry ? outcome.previewed() : outcome.summary());
      for (String line : outcome.detail()) {
        if (outcome.isFailure()) {
          reply.error(line);
        } else {
          reply.print("  " + line);
        }
      }
    }
    if (selection.unchanged() > 0) {
      reply.print(selection.summary());
    }
    if (dry) {
      reply.print("dry run: nothing has changed");
    }
  }

  private int log(ControlRequest request, ControlReply reply) throws IOException {
    if (history == null || !(zones instanceof StoredZones stored)) {
      reply.error(NO_HISTORY);
      return FAILED;
    }
    List<String> words = request.words();
    return words.get(1).equals("revert")
        ? revert(
            stored,
            history.find(Name.parse(words.get(2)), Integer.parseUnsignedInt(words.get(3))),
            request,
            reply)
        : history.run(words, reply);
  }

  private static int revert(
      StoredZones stored, @Nullable LogRecord entry, ControlRequest request, ControlReply reply)
      throws IOException {
    if (!(entry instanceof LogRecord.Change change)) {
      reply.error(
          "the history of zone %s has no change that led to serial %s%s"
              .formatted(
                  request.words().get(2),
                  request.words().get(3),
                  entry == null ? "" : ": the zone was loaded then"));
      return FAILED;
    }
    Author author = new Author(Author.Via.CONTROL, null, null, "user " + request.user());
    Reversal reversal = stored.revert(change, author);
    for (String conflict : reversal.conflicts()) {
      reply.error(conflict);
    }
    return switch (reversal.evaluation()) {
      case Evaluation.Changed changed -> {
        reply.print(
            "zone %s: undone by serial %s"
                .formatted(change.zone(), Serial.print(changed.changeset().serialTo())));
        yield OK;
      }
      case Evaluation.Unchanged unchanged -> {
        reply.print(
            "zone %s: nothing to undo, serial %s"
                .formatted(change.zone(), Serial.print(unchanged.serial())));
        yield OK;
      }
      case Evaluation.Refused refused -> {
        reply.error("zone " + change.zone() + ": " + refused.reason());
        yield FAILED;
      }
    };
  }
}
