package nomen.server.cli;

import java.io.Console;
import java.util.Optional;

/** What is known of the terminal. */
final class Terminal {
  private Terminal() {}

  /** Whether somebody looks at the output while it is made. */
  static boolean isAttached() {
    return Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
  }
}
