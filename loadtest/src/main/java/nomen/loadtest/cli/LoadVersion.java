package nomen.loadtest.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IVersionProvider;

/** The version of the load generator. */
final class LoadVersion implements IVersionProvider {
  LoadVersion() {}

  /** The version in the manifest of the jar; classes outside a jar have none. */
  static String version() {
    @Nullable String version = LoadVersion.class.getPackage().getImplementationVersion();
    return version == null ? "(not packaged)" : version;
  }

  @Override
  public String[] getVersion() {
    return new String[] {"nomen-load " + version(), "java " + Runtime.version()};
  }
}
