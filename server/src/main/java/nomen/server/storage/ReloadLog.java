package nomen.server.storage;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says in the log what became of zones when their files were looked at. */
public final class ReloadLog {
  private static final Logger LOG = LoggerFactory.getLogger(ReloadLog.class);

  private ReloadLog() {}

  /** Says everything. */
  public static void all(List<ZoneOutcome> outcomes) {
    OutcomeSelection selection = OutcomeSelection.of(outcomes);
    for (ZoneOutcome outcome : selection.named()) {
      if (outcome.isFailure()) {
        LOG.error("{}", outcome.summary());
        outcome.detail().forEach(LOG::error);
      } else {
        LOG.info("{}", outcome.summary());
        outcome.detail().forEach(LOG::warn);
      }
    }
    if (selection.unchanged() > 0) {
      LOG.info("{}", selection.summary());
    }
  }

  /** Says what the start-up report leaves out: warnings, and conflicts of merges. */
  public static void warnings(List<ZoneOutcome> outcomes) {
    outcomes.stream()
        .filter(outcome -> !outcome.isFailure())
        .flatMap(outcome -> outcome.detail().stream())
        .forEach(LOG::warn);
  }
}
