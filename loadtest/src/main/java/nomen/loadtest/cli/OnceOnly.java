package nomen.loadtest.cli;

import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Refuses an option that is given twice. The parser takes the second for the beginning of a new
 * group of options, in which all others of the group have their defaults again, and does not tell;
 * so the words are looked through.
 */
final class OnceOnly {
  private OnceOnly() {}

  /**
   * Looks at what a command was given.
   *
   * @throws IllegalArgumentException naming the option that was given twice
   */
  static void check(CommandSpec command) {
    List<String> words = command.commandLine().getParseResult().originalArgs();
    for (ArgGroupSpec group : command.argGroups()) {
      for (OptionSpec option : group.options()) {
        boolean single = !option.isMultiValue();
        if (single && words.stream().filter(word -> gives(word, option)).count() > 1) {
          throw new IllegalArgumentException("given twice: " + option.shortestName());
        }
      }
    }
  }

  /**
   * Whether a word is {@code -q}, {@code -q5}, {@code --outstanding} or {@code --outstanding=5}.
   */
  private static boolean gives(String word, OptionSpec option) {
    return Arrays.stream(option.names())
        .anyMatch(
            name ->
                word.equals(name)
                    || word.startsWith(name + "=")
                    || (!name.startsWith("--") && word.startsWith(name)));
  }
}
