package nomen.server.tidy;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Who may see whom: docs/architecture.md, "Invariants" and "Rooms". */
class ArchitectureTest {
  private static final JavaClasses NOMEN =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("nomen");

  /** Values, with which nothing can be sent. */
  private static final Class<?>[] ADDRESSES = {
    InetAddress.class, InetSocketAddress.class, UnknownHostException.class
  };

  private static final Pattern PACKAGE = Pattern.compile("(?m)^package ([\\w.]+);");
  private static final Pattern IMPORT =
      Pattern.compile("(?m)^import (?:static )?(nomen\\.loadtest[a-z.]*)\\.[A-Z]");

  private static void check(ArchRule rule, String because) {
    rule.because(because).check(NOMEN);
  }

  @Test
  void codecDependsOnTheLanguageOnly() {
    check(
        classes()
            .that()
            .resideInAPackage("nomen.codec..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "javax.crypto..", "nomen.codec..", "org.jspecify.."),
        "the codec is used by everything and forces nothing on anybody");
  }

  @Test
  void codecDoesNoInputAndOutput() {
    check(
        noClasses()
            .that()
            .resideInAPackage("nomen.codec..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.net..", "java.nio.file..", "java.nio.channels.."),
        "invariant 1");
  }

  @Test
  void codecHasNoMutableStatic() {
    check(
        fields()
            .that()
            .areDeclaredInClassesThat()
            .resideInAPackage("nomen.codec..")
            .and()
            .areStatic()
            .should()
            .beFinal(),
        "invariant 1");
  }

  @Test
  void codecAndStoreReadNoClock() {
    check(
        noClasses()
            .that()
            .resideInAnyPackage("nomen.codec..", "nomen.store..")
            .should()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(Clock.class, "systemUTC"),
        "invariants 1 and 6: time enters through constructors");
  }

  @Test
  void storeKnowsNoSockets() {
    check(
        noClasses()
            .that()
            .resideInAPackage("nomen.store..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.netty..", "nomen.server..")
            .orShould()
            .dependOnClassesThat(resideInAPackage("java.net..").and(not(belongToAnyOf(ADDRESSES)))),
        "zones are the same whoever asks for them; an address is what the history tells of a"
            + " client");
  }

  @Test
  void answeringDoesNotBlock() {
    check(
        noClasses()
            .that()
            .resideInAnyPackage("nomen.server.authority..", "nomen.server.request..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                "java.nio.file..", "java.nio.channels..", "java.util.concurrent.locks.."),
        "invariant 4");
  }

  @Test
  void onlyTheProgramEndsTheJvm() {
    check(
        noClasses()
            .that()
            .doNotHaveFullyQualifiedName("nomen.server.Main")
            .should()
            .callMethod(System.class, "exit", int.class),
        "a part that fails says so to its caller");
  }

  @Test
  void packagesHaveNoCycles() {
    for (String module : List.of("store", "server")) {
      check(
          SlicesRuleDefinition.slices()
              .matching("nomen." + module + ".(*)..")
              .should()
              .beFreeOfCycles(),
          "a room is understood without the rooms that use it");
    }
  }

  @Test
  void linuxDependsOnTheLanguageOnly() {
    check(
        classes()
            .that()
            .resideInAPackage("nomen.linux..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "nomen.linux..", "org.jspecify.."),
        "both ends of a conversation use it, and it knows neither");
  }

  /** Its classes are built after this test, so this looks at its sources. */
  @Test
  void loadtestSeesOnlyTheCodecAndSystemCalls() {
    SourceTree tree = SourceTree.find();
    List<Path> intruders =
        tree.ending(".java").stream()
            .filter(file -> file.startsWith("loadtest"))
            .filter(file -> tree.text(file).matches("(?s).*\\bnomen\\.(store|server)\\b.*"))
            .toList();
    assertEquals(List.of(), intruders, "it can be aimed at any DNS server");
  }

  /** Its classes are built after this test, so this goes by their imports. */
  @Test
  void packagesOfLoadtestHaveNoCycles() {
    Map<String, Set<String>> uses = new TreeMap<>();
    SourceTree tree = SourceTree.find();
    for (Path file : tree.ending(".java")) {
      if (file.startsWith("loadtest/src/main")) {
        String text = tree.text(file);
        Matcher own = PACKAGE.matcher(text);
        if (own.find()) {
          Set<String> used = uses.computeIfAbsent(own.group(1), name -> new TreeSet<>());
          IMPORT.matcher(text).results().map(found -> found.group(1)).forEach(used::add);
          used.remove(own.group(1));
        }
      }
    }
    assertTrue(uses.size() > 10, () -> "looks elsewhere: " + uses);
    // What uses none of those left is understood; what is never understood is in a cycle.
    while (uses.entrySet().removeIf(room -> Collections.disjoint(room.getValue(), uses.keySet()))) {
      // Those that used it may be next.
    }
    assertEquals(Map.of(), uses, "a room is understood without the rooms that use it");
  }
}
