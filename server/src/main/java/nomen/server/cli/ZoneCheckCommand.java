package nomen.server.cli;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import nomen.store.zone.ZoneSnapshot;
import nomen.store.zonefile.LoadedZone;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code nomen zone check}: says what is wrong with a master file. */
@Command(
    name = "check",
    description = "Say what is wrong with a master file; ends with 1 if there is an error.")
final class ZoneCheckCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private ZoneFile file;

  @Override
  public Integer call() {
    LoadedZone loaded = file.load();
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    loaded.findings().list().forEach(err::println);
    err.flush();
    ZoneSnapshot zone = loaded.zone();
    if (zone == null) {
      out.println("zone " + loaded.origin() + ": " + loaded.findings().summary());
    } else {
      out.printf(
          Locale.ROOT,
          "zone %s: ok, serial %d, %,d names, %,d records; %s%n",
          loaded.origin(),
          zone.serial(),
          zone.nameCount(),
          zone.recordCount(),
          loaded.findings().summary());
    }
    out.flush();
    return zone == null ? ExitCode.FINDINGS : ExitCode.OK;
  }
}
