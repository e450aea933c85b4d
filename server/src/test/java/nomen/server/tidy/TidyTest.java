package nomen.server.tidy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Habits that are cheaper to check than to remember. The reasons are in docs/architecture.md. */
class TidyTest {
  private static final int MAX_LINES = 400;

  /** One row for each RR type, and there are many of those. */
  private static final String TABLE_OF_TYPES = "codec/rr/RRTypes.java";

  private final SourceTree tree = SourceTree.find();

  /** Looks for a pattern in lines of files and says where it stands. */
  private void assertAbsent(
      String rule, Predicate<Path> where, Predicate<String> lines, Pattern pattern) {
    List<String> found = new ArrayList<>();
    forEachLine(
        where,
        (place, line) -> {
          if (lines.test(line) && pattern.matcher(line).find()) {
            found.add(place + " " + line.strip());
          }
        });
    assertNone(rule, found);
  }

  private void forEachLine(Predicate<Path> where, BiConsumer<String, String> visitor) {
    for (Path file : tree.files()) {
      if (where.test(file)) {
        List<String> lines = tree.lines(file);
        for (int i = 0; i < lines.size(); i++) {
          visitor.accept(file + ":" + (i + 1) + ":", lines.get(i));
        }
      }
    }
  }

  private static void assertNone(String rule, List<String> found) {
    assertEquals("", String.join("\n", found), rule);
  }

  private static boolean isJava(Path file) {
    return file.toString().endsWith(".java");
  }

  private static boolean isPage(Path file) {
    return file.toString().endsWith(".md");
  }

  private static boolean isTest(Path file) {
    return file.toString().contains("src/test/");
  }

  /** This class names what it forbids. */
  private static boolean isOtherJava(Path file) {
    return isJava(file) && !file.endsWith("TidyTest.java");
  }

  private static boolean isComment(String line) {
    String text = line.strip();
    return text.startsWith("*") || text.startsWith("/*") || text.startsWith("//");
  }

  @Test
  void classNamesSayWhatTheClassIs() {
    Pattern vague = Pattern.compile("(Manager|Helper|Utils?|Impl|Base|Common)(Test)?\\.java$");
    assertNone(
        "a class is named for what it is",
        tree.files().stream().map(Path::toString).filter(vague.asPredicate()).toList());
  }

  @Test
  void filesStaySmall() {
    assertNone(
        "a file has one purpose and at most " + MAX_LINES + " lines",
        tree.ending(".java").stream()
            .filter(file -> !file.endsWith(TABLE_OF_TYPES))
            .filter(file -> tree.lines(file).size() > MAX_LINES)
            .map(file -> file + " has " + tree.lines(file).size() + " lines")
            .toList());
  }

  @Test
  void nothingIsLeftOpen() {
    assertAbsent(
        "finish it, or write down in docs why it stays",
        TidyTest::isOtherJava,
        _ -> true,
        Pattern.compile("\\b(TO" + "DO|FIX" + "ME|X" + "XX)\\b|@Disabled"));
  }

  @Test
  void testsWaitForEventsNotForTime() {
    assertAbsent(
        "a test that sleeps is slow or flaky",
        file -> isOtherJava(file) && isTest(file),
        _ -> true,
        Pattern.compile("Thread\\.sleep|TimeUnit\\.\\w+\\.sleep|LockSupport\\.parkNanos"));
  }

  @Test
  void testsAreRepeatable() {
    assertAbsent(
        "a test's randomness has a fixed seed",
        file -> isOtherJava(file) && isTest(file),
        _ -> true,
        Pattern.compile("new Random\\(\\)|Math\\.random|ThreadLocalRandom"));
  }

  @Test
  void optionsAreSettingsNotSystemProperties() {
    assertAbsent(
        "an option is a setting (nomen.server.config) or an argument",
        file -> isOtherJava(file) && !isTest(file) && !mayTalkToTheJvm(file),
        _ -> true,
        Pattern.compile(
            "System\\.(getProperty(?!\\(\"os\\.)|setProperty|getenv)|Boolean\\.getBoolean|(Integer|Long)\\.get(Integer|Long)\\("));
  }

  @Test
  void onlyCommandsPrint() {
    assertAbsent(
        "results are printed by commands; everything else logs or throws",
        file -> isOtherJava(file) && !isTest(file) && !mayTalkToTheJvm(file),
        _ -> true,
        Pattern.compile("System\\.(out|err)\\b|printStackTrace"));
  }

  private static boolean mayTalkToTheJvm(Path file) {
    return file.endsWith("server/Main.java")
        || file.endsWith("logging/ServerLog.java")
        || file.toString().contains("/nomen/server/cli/")
        || file.startsWith("bench")
        || file.startsWith("loadtest");
  }

  @Test
  void everyPackageSaysWhatItIsFor() {
    Set<Path> packages = new TreeSet<>();
    for (Path file : tree.ending(".java")) {
      if (!isTest(file) && !file.endsWith("module-info.java")) {
        packages.add(file.resolveSibling("package-info.java"));
      }
    }
    assertNone(
        "every package has a package-info.java",
        packages.stream()
            .filter(info -> !Files.exists(tree.root().resolve(info)))
            .map(Path::toString)
            .toList());
  }

  @Test
  void indentationIsSpaces() {
    assertAbsent(
        "no tabs, no blanks at the end of a line",
        file -> isJava(file) || isPage(file) || file.toString().matches(".*\\.(toml|xml|options)"),
        _ -> true,
        Pattern.compile("\t|[ \t]+$"));
  }

  @Test
  void wordsAreThoseOfRfc9499() {
    assertWords(TidyTest::isPage, _ -> true);
    assertWords(TidyTest::isOtherJava, line -> isComment(line) && !line.contains("@param"));
  }

  private void assertWords(Predicate<Path> where, Predicate<String> prose) {
    assertAbsent(
        "one spelling: name server, primary, secondary, RRset, NXDOMAIN, NODATA, zone cut",
        where,
        line -> prose.test(line) && !line.contains("`") && !line.contains("{@"),
        Pattern.compile(
            "(?<![\\w.\"-])(nameservers?|slaves?|[Rr]r[Ss]ets?|RRSETs?|NXDomain|zonecuts?|sub-domains?)\\b(?![(.\"])"));
  }
}
