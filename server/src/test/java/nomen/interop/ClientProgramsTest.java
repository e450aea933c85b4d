package nomen.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import nomen.conformance.TestZones;
import nomen.conformance.subject.Programs;
import nomen.conformance.subject.Serving;
import nomen.conformance.subject.Subject;
import nomen.conformance.subject.SubjectKind;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** dig and kdig get right answers over UDP and TCP, IPv4 and IPv6, and find nothing to warn of. */
@Tag("interop")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClientProgramsTest {
  private Subject subject;

  @BeforeAll
  void start(@TempDir Path folder) throws IOException {
    String reason = SubjectKind.chosen().missing().orElse("");
    assumeTrue(reason.isEmpty(), reason);
    subject = NomenProcess.start(SubjectKind.chosen(), Serving.usual(TestZones.all(), folder));
  }

  @AfterAll
  void stop() {
    if (subject != null) {
      subject.close();
    }
  }

  @ParameterizedTest(name = "{0} {1} IPv{2}")
  @CsvSource({
    "dig,+notcp,4", "dig,+tcp,4", "dig,+notcp,6", "dig,+tcp,6",
    "kdig,+notcp,4", "kdig,+tcp,4", "kdig,+notcp,6", "kdig,+tcp,6"
  })
  void shortAnswersAreRight(String program, String transport, int family)
      throws IOException, InterruptedException {
    assumeTrue(Programs.find(program).isPresent(), program + " is not installed");
    assertEquals(
        List.of("192.0.2.80", "192.0.2.81", "www.house.test."),
        run(program, transport, family, "+short", "alias.house.test.", "A").stream()
            .sorted()
            .toList());
    assertEquals(
        List.of("10 mail.house.test."),
        run(program, transport, family, "+short", "house.test.", "MX"));
  }

  @ParameterizedTest(name = "{0} {1} IPv{2}")
  @CsvSource({"dig,+notcp,4", "dig,+tcp,6", "kdig,+notcp,6", "kdig,+tcp,4"})
  void nothingIsWarnedOf(String program, String transport, int family)
      throws IOException, InterruptedException {
    assumeTrue(Programs.find(program).isPresent(), program + " is not installed");
    for (String name : List.of("www", "missing", "ns2", "child", "host.old", "big")) {
      List<String> lines =
          run(program, transport, family, "+dnssec", "+norecurse", name + ".house.test.", "TXT");
      assertTrue(
          lines.stream()
              .noneMatch(line -> line.toLowerCase(java.util.Locale.ROOT).contains("warn")),
          () -> String.join("\n", lines));
      assertTrue(
          lines.stream()
              .anyMatch(
                  line -> line.contains("status: NOERROR") || line.contains("status: NXDOMAIN")),
          () -> String.join("\n", lines));
    }
  }

  /** Runs the program and gives the lines that it prints; fails if it ends badly. */
  private List<String> run(String program, String transport, int family, String... question)
      throws IOException, InterruptedException {
    InetSocketAddress address = family == 4 ? subject.address() : subject.address6();
    List<String> command =
        new ArrayList<>(
            List.of(
                Programs.find(program).orElseThrow().toString(),
                "@" + address.getAddress().getHostAddress(),
                "-p",
                Integer.toString(address.getPort()),
                transport,
                "+timeout=3"));
    command.addAll(List.of(question));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try (BufferedReader out = process.inputReader()) {
      List<String> lines = out.lines().toList();
      assertEquals(0, process.waitFor(), () -> command + ": " + lines);
      return lines;
    }
  }
}
