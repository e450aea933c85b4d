package nomen.server.config;

import java.util.List;
import java.util.stream.Collectors;

/** A configuration file that cannot be used; holds everything that is wrong with it. */
public final class ConfigurationException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient List<Finding> findings;

  ConfigurationException(List<Finding> findings) {
    super(
        findings.stream().map(Finding::toString).collect(Collectors.joining("\n")),
        null,
        false,
        false);
    this.findings = List.copyOf(findings);
  }

  /** What is wrong, in the order of the file; never empty. */
  public List<Finding> findings() {
    return findings;
  }
}
