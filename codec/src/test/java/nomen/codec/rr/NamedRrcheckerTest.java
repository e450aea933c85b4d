package nomen.codec.rr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * BIND's {@code named-rrchecker} reads every text of the golden triples, and sees the same octets
 * in it. Skipped where that program is not installed.
 */
class NamedRrcheckerTest {
  private static final Pattern GENERIC =
      Pattern.compile("CLASS1\\s+TYPE\\d+\\s+\\\\#\\s+(\\d+)\\s*([^\\n]*)\\n?");

  /** Types that BIND 9.18.0 does not have; later ones do. */
  private static final Set<String> NEW_TYPES = Set.of("DSYNC", "RESINFO", "WALLET");

  @Test
  void bindReadsWhatWePrint() throws Exception {
    Set<String> known = knownTypes();
    assumeTrue(!known.isEmpty(), "named-rrchecker is not installed");
    List<String> wrong = new ArrayList<>();
    int checked = 0;
    Set<String> left = new TreeSet<>();
    for (Golden golden : Golden.all()) {
      if (golden.type().isKnown() && !known.contains(golden.type().mnemonic())) {
        left.add(golden.type().mnemonic());
        continue;
      }
      for (String text : golden.texts()) {
        String seen = generic(golden.type(), text);
        if (!seen.equals(golden.generic())) {
          wrong.add(golden.type() + " " + text + "\n   " + seen);
        }
        checked++;
      }
    }
    assertEquals(List.of(), wrong);
    assertTrue(NEW_TYPES.containsAll(left), "types that BIND does not have: " + left);
    assertTrue(checked > 400, "texts checked: " + checked);
  }

  private static Set<String> knownTypes() throws InterruptedException {
    try {
      return Set.of(run("", "-T").split("\\s+"));
    } catch (IOException e) {
      return Set.of();
    }
  }

  private static String generic(RRType type, String text) throws Exception {
    String output = run("IN " + type + " " + text + "\n", "-u");
    Matcher matcher = GENERIC.matcher(output);
    if (!matcher.matches()) {
      return output;
    }
    String hex = matcher.group(2).replaceAll("[() ]", "").toUpperCase(java.util.Locale.ROOT);
    return "\\# " + matcher.group(1) + (hex.isEmpty() ? "" : " " + hex);
  }

  private static String run(String input, String... options)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("named-rrchecker"));
    command.addAll(List.of(options));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try (var to = process.getOutputStream()) {
      to.write(input.getBytes(StandardCharsets.ISO_8859_1));
    }
    String output =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    if (!process.waitFor(10, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
    return output;
  }
}
