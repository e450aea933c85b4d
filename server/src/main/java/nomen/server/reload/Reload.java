package nomen.server.reload;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import nomen.codec.name.Name;
import nomen.server.catalog.Catalogs;
import nomen.server.config.Configuration;
import nomen.server.config.ConfigurationDifference;
import nomen.server.config.ConfigurationException;
import nomen.server.config.ConfigurationSource;
import nomen.server.config.Finding;
import nomen.server.config.KeySettings;
import nomen.server.config.ZoneSettings;
import nomen.server.logging.LogCategory;
import nomen.server.logging.ServerLog;
import nomen.server.storage.ReloadLog;
import nomen.server.storage.ServedZones;
import nomen.server.storage.ZoneOutcome;
import nomen.server.zone.KeyTable;
import org.slf4j.Logger;
import org.slf4j.event.Level;

/**
 * Reads the configuration again and goes by it: zones, who may do what with them, and keys. What
 * only a start can change is named. A configuration that is not right changes nothing.
 *
 * <p>Reloads wait for each other; queries and updates wait for none.
 */
public final class Reload {
  private static final Logger LOG = LogCategory.CONFIG.logger();

  private final ConfigurationSource source;
  private final KeyTable keys;
  private final Catalogs catalogs;
  private final ServedZones zones;

  /** What only a start can change is still as it says. */
  private final Configuration started;

  private Configuration current;

  /**
   * A reload.
   *
   * @param started what the server was started with
   * @param catalogs takes the zones that are configured, and makes the catalogs of them
   */
  public Reload(
      ConfigurationSource source,
      Configuration started,
      KeyTable keys,
      Catalogs catalogs,
      ServedZones zones) {
    this.source = source;
    this.started = started;
    this.keys = keys;
    this.catalogs = catalogs;
    this.zones = zones;
    current = started;
  }

  /**
   * Takes in what changed in the configuration, then what changed in zone files. The log has all
   * that the report has.
   *
   * @param by who asked for it: a signal, or a user of the control socket
   */
  public ReloadReport run(String by) {
    LOG.atInfo().addKeyValue("by", by).log("reload begins");
    return tell(takeIn(), by);
  }

  /**
   * Takes in what changed in the file of one zone.
   *
   * @param by who asked for it
   */
  public ReloadReport run(Name apex, String by) {
    LOG.atInfo().addKeyValue("zone", apex).addKeyValue("by", by).log("reload of a zone begins");
    return tell(takeIn(apex), by);
  }

  private static ReloadReport tell(ReloadReport report, String by) {
    for (String error : report.errors()) {
      LOG.atError().addKeyValue("reason", error).log("configuration has an error");
    }
    for (String change : report.changes()) {
      LOG.atInfo().addKeyValue("change", change).log("configuration was changed");
    }
    ReloadLog.all(report.zones());
    long failed = report.zones().stream().filter(ZoneOutcome::isFailure).count();
    LOG.atLevel(report.isFailure() ? Level.ERROR : Level.INFO)
        .addKeyValue("by", by)
        .addKeyValue("zones", report.zones().size())
        .addKeyValue("failed", failed)
        .log(
            report.errors().isEmpty()
                ? report.isFailure() ? "reload is done, with failures" : "reload is done"
                : "reload failed, nothing has changed");
    return report;
  }

  /**
   * Says what {@link #run(String)} would do now, and does nothing: what differs in the
   * configuration, and what would become of each zone file.
   */
  public synchronized ReloadReport preview() {
    Configuration read;
    try {
      read = acceptable();
    } catch (RefusedException e) {
      return ReloadReport.refused(e.reasons);
    }
    return new ReloadReport(
        List.of(),
        changes(read),
        read.zones().stream().filter(zone -> !zone.isProduced()).map(zones::preview).toList());
  }

  /** The configuration as it is now. */
  private Configuration acceptable() throws RefusedException {
    Configuration read;
    try {
      read = source.read();
    } catch (ConfigurationException e) {
      throw new RefusedException(e.findings().stream().map(Finding::toString).toList());
    }
    if (started.server().dataDir() == null && read.server().dataDir() != null) {
      throw new RefusedException(
          List.of("server.data-dir was not there when the server was started: restart it"));
    }
    if (!read.zones().equals(current.zones()) && !zones.canChange()) {
      throw new RefusedException(List.of("no changes until a restart: the log cannot be written"));
    }
    return read;
  }

  /** A configuration that is not taken. */
  private static final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<String> reasons;

    RefusedException(List<String> reasons) {
      super(String.join("\n", reasons));
      this.reasons = reasons;
    }
  }

  private synchronized ReloadReport takeIn() {
    Configuration read;
    try {
      read = acceptable();
    } catch (RefusedException e) {
      return ReloadReport.refused(e.reasons);
    }
    List<String> changes = changes(read);
    boolean zonesDiffer = !read.zones().equals(current.zones());
    ServerLog.configure(read.log().options());
    Set<Name> changedKeys = changedKeys(keys(current), keys(read));
    keys.replace(read.keyring());
    if (zonesDiffer) {
      catalogs.configured(read.zones());
    }
    // Only now: zones that got other primaries ask those.
    keys.announce(changedKeys);
    current = read;
    return new ReloadReport(List.of(), changes, takeFiles());
  }

  /** A catalog comes behind the zones that it lists. */
  private List<ZoneOutcome> takeFiles() {
    List<ZoneOutcome> outcomes = new ArrayList<>(zones.reload(null));
    outcomes.removeIf(outcome -> outcome.kind() == ZoneOutcome.Kind.CATALOG);
    outcomes.addAll(catalogs.produce());
    return outcomes;
  }

  private synchronized ReloadReport takeIn(Name apex) {
    return new ReloadReport(List.of(), List.of(), zones.reload(apex));
  }

  /** Says what {@link #run(Name, String)} would do now, and does nothing. */
  public synchronized ReloadReport preview(Name apex) {
    return new ReloadReport(
        List.of(),
        List.of(),
        current.zones().stream()
            .filter(zone -> zone.name().equals(apex))
            .map(zones::preview)
            .toList());
  }

  private List<String> changes(Configuration read) {
    List<String> lines = new ArrayList<>();
    Map<Name, KeySettings> oldKeys = keys(current);
    Map<Name, KeySettings> newKeys = keys(read);
    compare(oldKeys, newKeys, "key", lines);
    Map<Name, ZoneSettings> before = new HashMap<>();
    current.zones().forEach(zone -> before.put(zone.name(), zone));
    for (ZoneSettings zone : read.zones()) {
      ZoneSettings old = before.remove(zone.name());
      if (old == null) {
        lines.add("zone " + zone.name() + ": added");
      } else if (!old.equals(zone)) {
        lines.add(
            "zone %s: changed: %s"
                .formatted(zone.name(), String.join(", ", ConfigurationDifference.of(old, zone))));
      }
    }
    for (ZoneSettings old : current.zones()) {
      if (before.containsKey(old.name())) {
        lines.add(
            "zone %s: removed%s"
                .formatted(
                    old.name(),
                    started.server().dataDir() == null ? "" : "; the data directory keeps it"));
      }
    }
    for (String setting : ConfigurationDifference.atNextStart(started, read)) {
      lines.add(setting + ": takes effect at the next start");
    }
    return lines;
  }

  private static void compare(
      Map<Name, KeySettings> before, Map<Name, KeySettings> after, String what, List<String> into) {
    after.forEach(
        (name, key) -> {
          KeySettings old = before.get(name);
          if (old == null) {
            into.add(what + " " + name + ": added");
          } else if (!old.equals(key)) {
            into.add(what + " " + name + ": changed");
          }
        });
    for (Name name : before.keySet()) {
      if (!after.containsKey(name)) {
        into.add(what + " " + name + ": removed");
      }
    }
  }

  private static Set<Name> changedKeys(
      Map<Name, KeySettings> before, Map<Name, KeySettings> after) {
    Set<Name> changed = new HashSet<>(before.keySet());
    changed.addAll(after.keySet());
    changed.removeIf(name -> Objects.equals(before.get(name), after.get(name)));
    return changed;
  }

  private static Map<Name, KeySettings> keys(Configuration configuration) {
    Map<Name, KeySettings> keys = new LinkedHashMap<>();
    configuration.allKeys().forEach(key -> keys.put(key.name(), key));
    return keys;
  }
}
