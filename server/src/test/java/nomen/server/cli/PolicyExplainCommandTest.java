package nomen.server.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class PolicyExplainCommandTest {
  private static final String RULES =
      """
      [server]
      data-dir = "data"

      [[zone]]
      name = "example.com."
      file = "a.zone"
      allow-update = ["192.0.2.0/24"]

      [[zone.update-rule]]
      name = "not ns1"
      action = "deny"
      names = ["exact:ns1.example.com."]

      [[zone.update-rule]]
      action = "allow"
      transport = ["tcp"]
      types = ["A", "AAAA"]
      max-records-per-name = 4
      """;

  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void write() throws IOException {
    Files.writeString(folder.resolve("a.zone"), "");
    Files.writeString(folder.resolve("nomen.toml"), RULES);
  }

  private int explain(String... arguments) {
    List<String> all = new ArrayList<>(List.of("policy", "explain", "-c"));
    all.add(folder.resolve("nomen.toml").toString());
    all.addAll(List.of(arguments));
    CommandLine commandLine = CommandLineRunner.make();
    commandLine.setOut(new PrintWriter(out, true));
    commandLine.setErr(new PrintWriter(err, true));
    return commandLine.execute(all.toArray(String[]::new));
  }

  private int ask(String from, String... operations) {
    List<String> all = new ArrayList<>(List.of("--zone", "example.com", "--from", from));
    all.addAll(List.of(operations));
    return explain(all.toArray(String[]::new));
  }

  @Test
  void everyRuleSaysWhyUntilOneDecides() {
    assertEquals(ExitCode.OK, ask("192.0.2.7", "add www.example.com. TXT \"hello\""));
    assertEquals(
        """
        add www.example.com. TXT, from 192.0.2.7 over UDP, not signed:
          not ns1 (deny): www.example.com. is not in exact:ns1.example.com.
          rule 2 (allow): it came over UDP, not TCP
          allow-update 192.0.2.0/24 (allow): matches
        allowed by allow-update 192.0.2.0/24
        """,
        out.toString());
  }

  @Test
  void whatIsDeniedEndsWithOne() {
    assertEquals(ExitCode.FINDINGS, ask("192.0.2.7", "delete ns1.example.com. A"));
    assertEquals(
        """
        delete ns1.example.com. A, from 192.0.2.7 over UDP, not signed:
          not ns1 (deny): matches
        refused by not ns1
        """,
        out.toString());
  }

  @Test
  void overTcpAndWithKey() {
    assertEquals(
        ExitCode.OK,
        ask("2001:db8::1", "--tcp", "--key", "h1.example.", "add www.example.com AAAA"));
    assertEquals(
        """
        add www.example.com. AAAA, from 2001:db8::1 over TCP, key h1.example.:
          not ns1 (deny): www.example.com. is not in exact:ns1.example.com.
          rule 2 (allow): matches
            the name may have 4 records in the end
        allowed by rule 2
        """,
        out.toString());
  }

  @Test
  void oneRefusedOperationRefusesTheMessage() {
    assertEquals(
        ExitCode.FINDINGS,
        ask("198.51.100.1", "--tcp", "add www.example.com. A", "delete www.example.com. TXT"));
    assertEquals(
        """
        add www.example.com. A, from 198.51.100.1 over TCP, not signed:
          not ns1 (deny): www.example.com. is not in exact:ns1.example.com.
          rule 2 (allow): matches
            the name may have 4 records in the end
        allowed by rule 2
        delete www.example.com. TXT, from 198.51.100.1 over TCP, not signed:
          not ns1 (deny): www.example.com. is not in exact:ns1.example.com.
          rule 2 (allow): TXT is not one of A, AAAA
          allow-update 192.0.2.0/24 (allow): the address is not in 192.0.2.0/24
        refused: no rule matches
        the message is refused, all of it
        """,
        out.toString());
  }

  @Test
  void aWholeNameByARuleWithTypes() {
    assertEquals(ExitCode.OK, ask("198.51.100.1", "--tcp", "delete www.example.com."));
    assertEquals(
        """
        delete www.example.com., from 198.51.100.1 over TCP, not signed:
          not ns1 (deny): www.example.com. is not in exact:ns1.example.com.
          rule 2 (allow): matches, by its types
            if each type that the name has may be deleted by itself
        allowed by rule 2
        """,
        out.toString());
  }

  @Test
  void aNameOutsideTheZone() {
    assertEquals(ExitCode.FINDINGS, ask("192.0.2.7", "add www.example.net. A"));
    assertEquals(
        """
        add www.example.net. A, from 192.0.2.7 over UDP, not signed:
        refused: www.example.net. is not in the zone example.com. (NOTZONE)
        """,
        out.toString());
  }

  @Test
  void nothingButTheZoneIsRead() throws IOException {
    Files.delete(folder.resolve("a.zone"));
    Files.writeString(
        folder.resolve("nomen.toml"),
        "[server]\nkey-files = [\"secret.key\"]\nlisten = 5\n\n[[zone]]\nname = 1\n\n"
            + RULES.substring(RULES.indexOf("[[zone]]")));
    assertEquals(ExitCode.OK, ask("192.0.2.7", "add www.example.com. A"), err.toString());
  }

  private void assertWrongUsage(String message, int exitCode) {
    assertEquals(ExitCode.USAGE, exitCode);
    assertEquals("nomen: " + message, err.toString().lines().findFirst().orElse(""));
    assertEquals("", out.toString());
    err.getBuffer().setLength(0);
  }

  @Test
  void wrongUsage() {
    String forms = "; an operation is \"add NAME TYPE [RDATA]\" or \"delete NAME [TYPE [RDATA]]\"";
    assertWrongUsage("\"put a. A\" does nothing" + forms, ask("192.0.2.7", "put a. A"));
    assertWrongUsage("\"add a.\" is too short" + forms, ask("192.0.2.7", "add a."));
    assertWrongUsage("\"ANY\" is not the type of a record", ask("192.0.2.7", "add a. ANY"));
    assertWrongUsage("\"B\" is not the type of a record", ask("192.0.2.7", "delete a. B"));
    assertWrongUsage("\"1\" is no rdata of ANY", ask("192.0.2.7", "delete a. ANY 1"));
    assertWrongUsage(
        "there is no zone example.net. in " + folder.resolve("nomen.toml"),
        explain("--zone", "example.net", "--from", "192.0.2.7", "add a. A"));
  }
}
