package nomen.server.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import nomen.store.zone.ZoneSnapshot;
import nomen.store.zonefile.LoadedZone;
import nomen.store.zonefile.ZoneFileWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code nomen zone print}: prints a zone in canonical form. */
@Command(
    name = "print",
    description =
        "Print a master file in canonical form, one record a line; nothing if it has errors.")
final class ZonePrintCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private ZoneFile file;

  @Option(
      names = "--portable",
      description = "Print newer RR types in the generic form of RFC 3597, for older software.")
  private boolean portable;

  @Override
  public Integer call() throws IOException {
    LoadedZone loaded = file.load();
    PrintWriter err = spec.commandLine().getErr();
    loaded.findings().list().forEach(err::println);
    err.flush();
    ZoneSnapshot zone = loaded.zone();
    if (zone == null) {
      return ExitCode.FINDINGS;
    }
    // Zones are long: past the command line's writer, which flushes every line.
    new ZoneFileWriter(StandardOutput.octetsOf(spec.commandLine()), portable).write(zone);
    return ExitCode.OK;
  }
}
