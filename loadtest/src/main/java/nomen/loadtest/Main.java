package nomen.loadtest;

import nomen.loadtest.cli.LoadCommand;

/** Where the load generator starts. */
public final class Main {
  private Main() {}

  /**
   * Runs a command and ends the JVM with its exit code.
   *
   * @param arguments the command line
   */
  public static void main(String[] arguments) {
    System.exit(LoadCommand.run(arguments));
  }
}
