package nomen.server.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class CommandLineRunnerTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    CommandLine commandLine = CommandLineRunner.make();
    commandLine.setOut(new PrintWriter(out, true));
    commandLine.setErr(new PrintWriter(err, true));
    return commandLine.execute(arguments);
  }

  @Test
  void versionSaysWhatItRunsOn() {
    assertEquals(ExitCode.OK, run("version"));
    String[] lines = out.toString().lines().toArray(String[]::new);
    assertEquals(3, lines.length, out.toString());
    assertTrue(lines[0].startsWith("nomen "), lines[0]);
    assertTrue(lines[1].startsWith("java  " + Runtime.version().feature()), lines[1]);
    assertTrue(lines[2].matches("netty 4\\.\\d.*"), lines[2]);
    assertEquals("", err.toString());
  }

  @Test
  void helpListsTheCommands() {
    assertEquals(ExitCode.OK, run("help"));
    assertTrue(out.toString().contains("version"), out.toString());
    assertTrue(out.toString().contains("Exit codes"), out.toString());
  }

  @Test
  void everyCommandTellsItsOptionsWhenAsked() {
    assertEquals(ExitCode.OK, run("--help"));
    assertTrue(out.toString().contains("Exit codes"), out.toString());
    assertEquals(ExitCode.OK, run("zone", "check", "--help"));
    assertTrue(out.toString().contains("Usage: nomen zone check"), out.toString());
    assertTrue(out.toString().contains("--origin"), out.toString());
    assertEquals(ExitCode.OK, run("serve", "-h"));
    assertTrue(out.toString().contains("--config"), out.toString());
    assertEquals("", err.toString());
  }

  @Test
  void noCommandIsWrongUsage() {
    assertEquals(ExitCode.USAGE, run());
    assertEquals("nomen: a command is missing\nusage: nomen [-h] [COMMAND]\n", err.toString());
    assertEquals("", out.toString());
  }

  @Test
  void anUnknownCommandGetsItsNearMiss() {
    assertEquals(ExitCode.USAGE, run("serv"));
    assertTrue(
        err.toString()
            .startsWith("nomen: Unmatched argument at index 0: 'serv'\nDid you mean: nomen serve"),
        err.toString());
  }

  @Test
  void anUnknownOptionIsOneLineAndTheUsage() {
    assertEquals(ExitCode.USAGE, run("version", "--colour"));
    assertEquals("nomen: Unknown option: '--colour'\nusage: nomen version [-h]\n", err.toString());
  }

  @Test
  void aMissingConfigurationIsOneLine() {
    assertEquals(ExitCode.FINDINGS, run("serve", "-c", "none.toml"));
    assertEquals("none.toml: error: there is no such file\n", err.toString());
  }

  @Test
  void thePlainServeIsKnownWithoutTheLibrary() {
    assertEquals(Path.of("a.toml"), ServerRun.configuration("serve", "-c", "a.toml"));
    assertEquals(Path.of("a.toml"), ServerRun.configuration("serve", "--config", "a.toml"));
    assertNull(ServerRun.configuration("serve", "-c"));
    assertNull(ServerRun.configuration("serve", "-c", "a.toml", "-h"));
    assertNull(ServerRun.configuration("serve", "-ca.toml", "x"));
    assertNull(ServerRun.configuration("serve", "-c", "\0"));
    assertNull(ServerRun.configuration("zone", "-c", "a.toml"));
  }

  @Test
  void aMissingZoneFileIsOneLine() {
    assertEquals(ExitCode.FINDINGS, run("zone", "check", "none.zone"));
    assertTrue(err.toString().startsWith("none.zone:1:1: error: "), err.toString());
    assertEquals(1, err.toString().lines().count());
  }

  @Test
  void aBadOriginIsWrongUsage() {
    assertEquals(ExitCode.USAGE, run("zone", "check", "none.zone", "--origin", "a..b"));
    assertTrue(err.toString().contains("'a..b' is not a name"), err.toString());
  }
}
