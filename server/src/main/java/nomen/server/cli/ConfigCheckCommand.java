package nomen.server.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import nomen.server.LoadingLine;
import nomen.server.config.CheckedConfiguration;
import nomen.server.config.Configuration;
import nomen.server.config.ConfigurationException;
import nomen.server.config.ConfigurationReader;
import nomen.server.config.Finding;
import nomen.server.config.OpenSecrets;
import nomen.server.config.ZoneSettings;
import nomen.server.storage.ZoneFileOpener;
import nomen.store.zonefile.LoadedZone;
import nomen.store.zonefile.ZoneLoader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code nomen config check}: everything that a start would find wrong, in one go. It takes no
 * lock, writes no file, uses no port of the configuration and asks no server, so it can be run
 * beside the server.
 */
@Command(
    name = "check",
    description =
        "Report every error of a configuration, its key files and zone files, and of its addresses"
            + " and directories on this machine; ends with 1 if there is one. A running server is"
            + " not disturbed.")
final class ConfigCheckCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private ConfigurationFile file;

  @Option(names = "--no-zones", description = "Do not read the zone files.")
  private boolean withoutZones;

  @Option(
      names = "--elsewhere",
      description = "The server runs on another machine: leave out addresses and directories.")
  private boolean elsewhere;

  private int errors;
  private int warnings;

  @Override
  public Integer call() throws ConfigurationException {
    Path path = file.path();
    CheckedConfiguration checked = ConfigurationReader.check(path);
    Configuration configuration = checked.configuration();
    List<Finding> findings = new ArrayList<>(checked.findings());
    if (!elsewhere) {
      findings.addAll(MachineCheck.of(checked));
    }
    PrintWriter err = spec.commandLine().getErr();
    findings.forEach(err::println);
    errors = findings.size();
    for (Path open : OpenSecrets.of(path, configuration)) {
      err.println(
          "%s: warning: it holds secrets, and every user of this machine can read it; chmod o= %s"
              .formatted(open, open));
      warnings++;
    }
    if (!withoutZones) {
      configuration.zones().forEach(zone -> check(zone, err));
    }
    err.flush();
    PrintWriter out = spec.commandLine().getOut();
    out.println(
        "%s: %s, %s; %s, %s"
            .formatted(
                path,
                errors == 0 ? "ok" : count(errors, "error"),
                count(warnings, "warning"),
                count(configuration.zones().size(), "zone"),
                count(configuration.allKeys().size(), "key")));
    return errors == 0 ? ExitCode.OK : ExitCode.FINDINGS;
  }

  /** One zone at a time is in memory. What has no name or file has been found wrong before. */
  private void check(ZoneSettings zone, PrintWriter err) {
    Path path = zone.file();
    if (path == null || zone.name() == null) {
      return;
    }
    LoadedZone loaded;
    try (LoadingLine line = new LoadingLine(err, Terminal.isAttached(), zone.name())) {
      loaded =
          new ZoneLoader(ZoneFileOpener::open, line, InstantSource.system())
              .load(path, zone.name());
    }
    loaded.findings().list().forEach(err::println);
    errors += loaded.findings().errorCount();
    warnings += loaded.findings().warningCount();
  }

  private static String count(int number, String thing) {
    return String.format(Locale.ROOT, "%,d %s%s", number, thing, number == 1 ? "" : "s");
  }
}
