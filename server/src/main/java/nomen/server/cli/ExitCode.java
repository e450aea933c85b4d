package nomen.server.cli;

/** With what the commands end. */
final class ExitCode {
  /** All is well. */
  static final int OK = 0;

  /** Something is wrong with what the command was given: a zone, a configuration, an address. */
  static final int FINDINGS = 1;

  /** The command line is wrong. */
  static final int USAGE = 2;

  private ExitCode() {}
}
