package nomen.server.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nomen.server.tidy.SourceTree;
import org.junit.jupiter.api.Test;

/** The command lines and the unit that pages show are those that the program takes. */
class PageCommandsTest {
  /** In a block: with a prompt or without, with variables of the environment before. */
  private static final Pattern COMMAND =
      Pattern.compile("(?m)^ {2,}(?:\\$ )?(?:[A-Z_]+=(?:\"[^\"]*\"|\\S+) )*bin/nomen (.*)$");

  private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|'([^']*)'|(\\S+)");

  /** Where the words of the program end and those of the shell begin. */
  private static final Pattern SHELL = Pattern.compile(" +(?:[|>&#]|2>|>>|&&).*$");

  private final SourceTree tree = SourceTree.find();

  @Test
  void everyCommandLineIsTaken() {
    List<String> wrong = new ArrayList<>();
    int count = 0;
    for (Path page : tree.ending(".md")) {
      Matcher lines = COMMAND.matcher(tree.text(page));
      while (lines.find()) {
        count++;
        String fault = CommandLines.fault(words(lines.group(1)));
        if (!fault.isEmpty()) {
          wrong.add(page + ": bin/nomen " + lines.group(1) + ": " + fault);
        }
      }
    }
    assertEquals("", String.join("\n", wrong));
    assertTrue(count > 30, "only " + count + " command lines were found");
  }

  /** A synopsis counts with all that is optional in it, and with values for what is in capitals. */
  private static String[] words(String line) {
    String own = SHELL.matcher(line).replaceFirst("").replaceAll("[\\[\\]]", "");
    own = own.replaceAll("\\b(SERIAL|FROM|TO|N)\\b", "1").replaceAll("\\bTIME\\b", "2h");
    List<String> words = new ArrayList<>();
    Matcher matcher = WORD.matcher(own);
    while (matcher.find()) {
      words.add(
          matcher.group(1) != null
              ? matcher.group(1)
              : matcher.group(2) != null ? matcher.group(2) : matcher.group(3));
    }
    return words.toArray(String[]::new);
  }

  @Test
  void theUnitOfThePageIsTheFile() {
    String unit = tree.text(Path.of("conf/nomen.service"));
    String shown =
        unit.lines()
            .map(line -> line.isEmpty() ? line : "    " + line)
            .reduce("", (text, line) -> text + line + "\n");
    assertTrue(tree.text(Path.of("docs/tuning.md")).contains(shown), "docs/tuning.md");
    for (String line : unit.lines().toList()) {
      assertTrue(line.matches("|#.*|\\[\\w+]|[A-Z]\\w+=\\S.*"), line);
      if (line.matches("Exec\\w+=/opt/nomen/bin/nomen .*")) {
        String[] words = words(line.substring(line.indexOf("bin/nomen ") + "bin/nomen ".length()));
        assertEquals("", CommandLines.fault(words), line);
      }
    }
  }
}
