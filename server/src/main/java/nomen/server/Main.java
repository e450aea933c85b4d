package nomen.server;

import nomen.server.cli.CommandLineRunner;

/** Where the program starts. */
public final class Main {
  private Main() {}

  /**
   * Runs a command and ends the JVM with its exit code.
   *
   * @param arguments the command line
   */
  public static void main(String[] arguments) {
    System.exit(CommandLineRunner.run(arguments));
  }
}
