package nomen.server.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

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
    assertEquals(
        "nomen: a command is missing\nusage: nomen [-h] [--version] [COMMAND]\n", err.toString());
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
    assertEquals(
        "nomen: Unknown option: '--colour'\nusage: nomen version [-h] [--version]\n",
        err.toString());
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
  void aMissingZoneFileIsSaid() {
    assertEquals(ExitCode.USAGE, run("zone", "check", "none.zone"));
    assertTrue(
        err.toString().startsWith("nomen: none.zone: cannot be opened: no such "), err.toString());
  }

  @Test
  void aBadOriginIsWrongUsage() {
    assertEquals(ExitCode.USAGE, run("zone", "check", "none.zone", "--origin", "a..b"));
    assertTrue(err.toString().contains("'a..b' is not a name"), err.toString());
  }

  @Test
  void everyCommandTellsItsVersion() {
    for (CommandLine command : Words.all(CommandLineRunner.make())) {
      if (command.getCommandName().equals("help")) {
        continue;
      }
      out.getBuffer().setLength(0);
      List<String> words = new ArrayList<>(Words.of(command));
      words.add("--version");
      assertEquals(ExitCode.OK, run(words.toArray(String[]::new)), words + err.toString());
      assertEquals("nomen " + VersionCommand.nomenVersion() + "\n", out.toString());
    }
  }

  @Test
  void helpListsEveryCommandOfTwoWords() {
    assertEquals(ExitCode.OK, run("--help"));
    for (CommandLine command : Words.all(CommandLineRunner.make())) {
      if (command.getSubcommands().isEmpty() && !command.getCommandSpec().usageMessage().hidden()) {
        String words = String.join(" ", Words.of(command));
        assertTrue(out.toString().contains("\n  " + words + " "), words + out);
      }
    }
  }

  @Test
  void everyCommandNamesTheConfigurationAlike() {
    for (CommandLine command : Words.all(CommandLineRunner.make())) {
      OptionSpec option = command.getCommandSpec().findOption("--config");
      if (option != null) {
        assertEquals(List.of("-c", "--config"), List.of(option.names()));
        assertFalse(option.required(), command.getCommandName());
        assertTrue(option.description()[0].contains("nomen.toml"), option.description()[0]);
      }
    }
  }

  @Test
  void whatAsksTheServerReadsTheTableOfTheServerOnly(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("nomen.toml");
    Files.writeString(
        file,
        """
        [server]
        data-dir = "data"
        key-files = ["none.key"]
        [[zone]]
        file = "none.zone"
        """);
    assertEquals(ExitCode.FINDINGS, run("zone", "status", "-c", file.toString()));
    assertEquals(
        "nomen: "
            + folder
            + "/data/control.sock: there is no such socket; the server is not running\n",
        err.toString());
  }

  @Test
  void theUsualConfigurationIsNamedWhereItIsMissing() {
    for (String words : List.of("zone status", "serve", "config check", "log list a.")) {
      err.getBuffer().setLength(0);
      assertEquals(ExitCode.USAGE, run(words.split(" ")));
      assertTrue(
          err.toString()
              .startsWith(
                  "nomen: there is no "
                      + Path.of("nomen.toml").toAbsolutePath()
                      + ": name the configuration with -c FILE\n"),
          err.toString());
    }
  }

  /** A stream as {@code /dev/full} is one. */
  private static final class FullStream extends OutputStream {
    private final String message;

    FullStream(String message) {
      this.message = message;
    }

    @Override
    public void write(int octet) throws IOException {
      throw new IOException(message);
    }
  }

  @Test
  void outputThatIsLostIsAFailure(@TempDir Path folder) throws IOException {
    Path zone = folder.resolve("a.zone");
    Files.writeString(
        zone, "$ORIGIN a.\n$TTL 60\n@ SOA ns host 1 1 2 3 4\n@ NS ns\nns A 192.0.2.1\n");
    PrintStream before = System.err;
    ByteArrayOutputStream told = new ByteArrayOutputStream();
    System.setErr(new PrintStream(told, true, UTF_8));
    try {
      for (String[] words :
          List.of(
              new String[] {"key", "generate"},
              new String[] {"--help"},
              new String[] {"version"},
              new String[] {"zone", "print", zone.toString()},
              new String[] {"zone", "check", zone.toString()})) {
        told.reset();
        assertEquals(
            ExitCode.FINDINGS,
            CommandLineRunner.run(new FullStream("No space left on device"), words),
            String.join(" ", words));
        assertEquals(
            "nomen: standard output: No space left on device",
            told.toString(UTF_8).lines().toList().getLast());
      }
      told.reset();
      assertEquals(
          ExitCode.FINDINGS, CommandLineRunner.run(new FullStream("Broken pipe"), "version"));
      assertEquals("", told.toString(UTF_8), "a reader that has enough is no error to tell");
    } finally {
      System.setErr(before);
    }
  }
}
