package nomen.server.tidy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the pages point at exists. */
class DocumentsTest {
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");
  private static final Pattern TARGET = Pattern.compile("(?m)^([a-z][a-z-]*):");
  private static final Pattern MAKE = Pattern.compile("(?m)(?:`|^ {4}|^\\$ )make ([a-z-]+)");
  private static final Pattern TEST_CLASS = Pattern.compile("`((?:[a-z0-9]+\\.)*[A-Z]\\w*Test)`");

  private static final Pattern PACKAGE = Pattern.compile("(?m)^package ([\\w.]+);");

  private final SourceTree tree = SourceTree.find();

  @Test
  void linksLeadSomewhere() {
    List<String> dead = new ArrayList<>();
    for (Path page : tree.ending(".md")) {
      for (String link : all(LINK, tree.text(page))) {
        if (!link.matches("[a-z]+:.*") && !resolves(page, link)) {
          dead.add(page + ": " + link);
        }
      }
    }
    assertEquals("", String.join("\n", dead));
  }

  private boolean resolves(Path page, String link) {
    String[] parts = link.split("#", 2);
    Path target = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]).normalize();
    if (!Files.exists(tree.root().resolve(target))) {
      return false;
    }
    return parts.length == 1 || anchors(target).contains(parts[1]);
  }

  /** As the usual renderers make them: lower case, hyphens for blanks, punctuation left out. */
  private Set<String> anchors(Path page) {
    return all(HEADING, tree.text(page)).stream()
        .map(heading -> heading.toLowerCase(Locale.ROOT).replaceAll("[^\\w\\- ]", ""))
        .map(heading -> heading.replace(' ', '-'))
        .collect(Collectors.toSet());
  }

  @Test
  void makeTargetsExist() {
    Set<String> targets = Set.copyOf(all(TARGET, tree.text(Path.of("Makefile"))));
    List<String> unknown = new ArrayList<>();
    for (Path page : tree.ending(".md")) {
      for (String target : all(MAKE, tree.text(page))) {
        if (!targets.contains(target)) {
          unknown.add(page + ": make " + target);
        }
      }
    }
    assertEquals("", String.join("\n", unknown));
  }

  @Test
  void testsNamedInPagesExist() {
    List<String> sources = tree.ending(".java").stream().map(file -> "/" + file).toList();
    List<String> unknown = new ArrayList<>();
    for (Path page : tree.ending(".md")) {
      for (String test : all(TEST_CLASS, tree.text(page))) {
        String file = "/" + test.replace('.', '/') + ".java";
        if (sources.stream().noneMatch(source -> source.endsWith(file))) {
          unknown.add(page + ": " + test);
        }
      }
    }
    assertEquals("", String.join("\n", unknown));
  }

  @Test
  void everyRoomIsNamed() {
    String page = tree.text(Path.of("docs/architecture.md"));
    List<String> unnamed =
        tree.ending("package-info.java").stream()
            .filter(file -> file.toString().contains("src/main/") && !file.startsWith("bench"))
            .flatMap(file -> all(PACKAGE, tree.text(file)).stream())
            .filter(room -> !page.contains("`" + room + "`"))
            .toList();
    assertEquals(List.of(), unnamed);
  }

  @Test
  void theReadmeNamesItsTestCommand() {
    assertTrue(tree.text(Path.of("README.md")).contains("make check"));
    assertTrue(tree.text(Path.of(".ci/run")).contains("make check"));
  }

  private static List<String> all(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    return matcher.results().map((MatchResult result) -> result.group(1)).toList();
  }
}
