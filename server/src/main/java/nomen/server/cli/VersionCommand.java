package nomen.server.cli;

import io.netty.util.Version;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import nomen.server.transport.TransportKind;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code nomen version}: what this is and what it runs on. */
@Command(
    name = "version",
    description = "Print the versions of Nomen, Java and Netty, and the transport.")
final class VersionCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    out.println("nomen " + nomenVersion());
    out.println("java  " + Runtime.version() + " on " + platform());
    out.println("netty " + nettyVersion() + ", " + TransportKind.best().description());
    out.flush();
    return ExitCode.OK;
  }

  /** The version in the manifest of the jar; classes outside a jar have none. */
  static String nomenVersion() {
    @Nullable String version = VersionCommand.class.getPackage().getImplementationVersion();
    return version == null ? "(not packaged)" : version;
  }

  private static String nettyVersion() {
    Version common = Version.identify().get("netty-common");
    return common == null ? "(unknown)" : common.artifactVersion();
  }

  private static String platform() {
    return System.getProperty("os.name") + " " + System.getProperty("os.arch");
  }
}
