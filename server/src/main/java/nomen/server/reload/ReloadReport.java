package nomen.server.reload;

import java.util.List;
import nomen.server.storage.ZoneOutcome;

/**
 * What a reload did.
 *
 * @param errors why nothing was changed, one line each; empty if the configuration was taken
 * @param changes what differs from the configuration before, one line each
 * @param zones what became of each zone when its file was looked at
 */
public record ReloadReport(List<String> errors, List<String> changes, List<ZoneOutcome> zones) {
  /** Copies the lists. */
  public ReloadReport {
    errors = List.copyOf(errors);
    changes = List.copyOf(changes);
    zones = List.copyOf(zones);
  }

  static ReloadReport refused(List<String> errors) {
    return new ReloadReport(errors, List.of(), List.of());
  }

  /** Whether the operator has something to mend. */
  public boolean isFailure() {
    return !errors.isEmpty() || zones.stream().anyMatch(ZoneOutcome::isFailure);
  }
}
