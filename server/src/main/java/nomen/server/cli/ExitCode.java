package nomen.server.cli;

/** With what the commands end. */
final class ExitCode {
  /** All is well. */
  static final int OK = 0;

  /** Something is wrong with what the command was given: a zone, a configuration, an address. */
  static final int FINDINGS = 1;

  /** The command line is wrong. */
  static final int USAGE = 2;

  /** A server was stopped, and ended before all that it was doing came to an end. */
  static final int UNFINISHED = 4;

  private ExitCode() {}
}
