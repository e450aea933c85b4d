package nomen.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** nsupdate and knsupdate: prerequisites, every algorithm of TSIG, messages that need TCP. */
@Tag("interop")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NsupdateTest {
  private static final List<String> ALGORITHMS =
      List.of("md5", "sha1", "sha224", "sha256", "sha384", "sha512");
  private static final Pattern SECRET = Pattern.compile("secret \"([^\"]+)\"");
  private static final Pattern OWNER = Pattern.compile("(?m)^((?:prereq|update) \\w+) (\\S+)");

  private Path folder;
  private UpdatedSubject subject;

  /** One zone for each program, open to one key of each algorithm. */
  @BeforeAll
  void start(@TempDir Path temporary) throws IOException {
    folder = temporary;
    Finished.assumeInstalled("tsig-keygen");
    List<Path> files = new ArrayList<>();
    List<String> updaters = new ArrayList<>();
    for (String algorithm : ALGORITHMS) {
      String name = algorithm + "-key.";
      Finished made = Finished.run(folder, "tsig-keygen", "-a", "hmac-" + algorithm, name);
      files.add(Files.writeString(keyFile(algorithm), made.succeeded().output()));
      updaters.add("key:" + name);
    }
    subject =
        UpdatedSubject.start(
            UpdatedSubject.serving(folder, updaters, "nsupdate.test.", "knsupdate.test.")
                .withKeyFiles(files));
  }

  @AfterAll
  void stop() {
    if (subject != null) {
      subject.close();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"nsupdate", "knsupdate"})
  void metPrerequisites(String program) throws IOException {
    run(
            program,
            "sha256",
            """
            prereq nxdomain met
            prereq yxdomain www
            prereq nxrrset www AAAA
            prereq yxrrset www A
            prereq yxrrset www A 192.0.2.80
            prereq yxrrset www A 192.0.2.81
            update add met 60 A 192.0.2.9
            send
            """)
        .succeeded();
    assertEquals(List.of("60 A 192.0.2.9"), subject.records("met." + zone(program), "A"));
  }

  @ParameterizedTest
  @CsvSource({
    "nsupdate, nxdomain www, YXDOMAIN", "nsupdate, yxdomain missing, NXDOMAIN",
    "nsupdate, nxrrset www A, YXRRSET", "nsupdate, yxrrset www AAAA, NXRRSET",
    "nsupdate, yxrrset www A 192.0.2.80, NXRRSET", "knsupdate, nxdomain www, YXDOMAIN",
    "knsupdate, yxdomain missing, NXDOMAIN", "knsupdate, nxrrset www A, YXRRSET",
    "knsupdate, yxrrset www AAAA, NXRRSET", "knsupdate, yxrrset www A 192.0.2.80, NXRRSET"
  })
  void unmetPrerequisites(String program, String prerequisite, String rcode) throws IOException {
    String updates = "prereq " + prerequisite + "\nupdate add unmet 60 A 192.0.2.9\nsend\n";
    Finished finished = run(program, "sha256", updates).failed();
    assertTrue(finished.output().contains(rcode), finished::output);
    assertEquals(List.of(), subject.records("unmet." + zone(program), "A"));
  }

  @ParameterizedTest
  @CsvSource({
    "nsupdate, md5",
    "nsupdate, sha1",
    "nsupdate, sha224",
    "nsupdate, sha256",
    "nsupdate, sha384",
    "nsupdate, sha512",
    "knsupdate, md5",
    "knsupdate, sha1",
    "knsupdate, sha224",
    "knsupdate, sha256",
    "knsupdate, sha384",
    "knsupdate, sha512"
  })
  void everyAlgorithm(String program, String algorithm) throws IOException {
    String name = algorithm + "." + zone(program);
    run(program, algorithm, "update add " + algorithm + " 60 TXT signed\nsend\n").succeeded();
    assertEquals(List.of("60 TXT \"signed\""), subject.records(name, "TXT"));
    run(program, algorithm, "update delete " + algorithm + " TXT\nsend\n").succeeded();
    assertEquals("NXDOMAIN aa", subject.ask(name, "TXT").status());
  }

  @ParameterizedTest
  @ValueSource(strings = {"nsupdate", "knsupdate"})
  void anotherSecretIsRefused(String program) throws IOException {
    String key = "hmac-sha256:sha256-key.:bm90IHRoZSBzZWNyZXQ=";
    String script = script(program, "update add bad 60 A 192.0.2.9\nsend\n");
    Finished finished = run(program, script, List.of("-y", key)).failed();
    assertTrue(finished.output().contains("BADSIG"), finished::output);
    assertEquals(List.of(), subject.records("bad." + zone(program), "A"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"nsupdate", "knsupdate"})
  void largeMessagesOverTcp(String program) throws IOException {
    StringBuilder updates = new StringBuilder();
    for (int host = 0; host < 1_000; host++) {
      updates.append("update add h%d 60 TXT \"a text that makes it longer\"\n".formatted(host));
    }
    run(program, "sha512", updates + "send\n", "-v").succeeded();
    assertEquals(1, subject.records("h0." + zone(program), "TXT").size());
    assertEquals(1, subject.records("h999." + zone(program), "TXT").size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"nsupdate", "knsupdate"})
  void allKindsOfUpdates(String program) throws IOException {
    String zone = zone(program);
    run(
            program,
            "sha256",
            """
            update add kinds 60 A 192.0.2.1
            update add kinds 60 A 192.0.2.2
            update add kinds 60 AAAA 2001:db8::1
            update add kinds 60 MX 10 mail.test.
            update add *.kinds 60 TXT "star"
            update add kinds 60 TYPE65280 \\# 2 abcd
            send
            """)
        .succeeded();
    assertEquals(2, subject.records("kinds." + zone, "A").size());
    assertEquals(List.of("60 TXT \"star\""), subject.records("any.kinds." + zone, "TXT"));
    assertEquals(1, subject.records("kinds." + zone, "TYPE65280").size());
    run(program, "sha256", "update delete kinds A 192.0.2.1\nupdate delete kinds AAAA\nsend\n")
        .succeeded();
    assertEquals(List.of("60 A 192.0.2.2"), subject.records("kinds." + zone, "A"));
    assertEquals(List.of(), subject.records("kinds." + zone, "AAAA"));
    run(program, "sha256", "update delete kinds\nupdate delete *.kinds\nsend\n").succeeded();
    assertEquals("NXDOMAIN aa", subject.ask("kinds." + zone, "A").status());
  }

  /** nsupdate reads the file that tsig-keygen wrote; knsupdate wants the key as an argument. */
  private Finished run(String program, String algorithm, String updates, String... more)
      throws IOException {
    List<String> arguments = new ArrayList<>(List.of(more));
    if (program.equals("nsupdate")) {
      arguments.addAll(List.of("-k", keyFile(algorithm).toString()));
    } else {
      Matcher secret = SECRET.matcher(Files.readString(keyFile(algorithm)));
      assertTrue(secret.find());
      String key = "hmac-%s:%1$s-key.:%s".formatted(algorithm, secret.group(1));
      arguments.addAll(List.of("-y", key));
    }
    return run(program, script(program, updates), arguments);
  }

  private Finished run(String program, String script, List<String> arguments) throws IOException {
    Finished.assumeInstalled(program);
    return Finished.run(folder, Map.of(), script, program, arguments.toArray(String[]::new));
  }

  /** The script for the program's zone. Owner names are made absolute, as nsupdate wants them. */
  private String script(String program, String updates) {
    String zone = zone(program);
    String whole = OWNER.matcher(updates).replaceAll("$1 $2." + zone);
    return "server %s %d\nzone %s\n%s".formatted(subject.host(), subject.port(), zone, whole);
  }

  private static String zone(String program) {
    return program + ".test.";
  }

  private Path keyFile(String algorithm) {
    return folder.resolve(algorithm + ".key");
  }
}
