package nomen.server.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;

/** The words by which commands are called. */
final class Words {
  private Words() {}

  /** A command and all below it. */
  static List<CommandLine> all(CommandLine command) {
    List<CommandLine> all = new ArrayList<>(List.of(command));
    command.getSubcommands().values().forEach(below -> all.addAll(all(below)));
    return all;
  }

  /** What is written after {@code nomen}. */
  static List<String> of(CommandLine command) {
    String name = command.getCommandSpec().qualifiedName(" ");
    return name.equals("nomen") ? List.of() : List.of(name.substring("nomen ".length()).split(" "));
  }
}
