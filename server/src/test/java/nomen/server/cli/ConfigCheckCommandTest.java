package nomen.server.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ConfigCheckCommandTest {
  private static final String SECRET = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";

  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int check(String text, String... options) throws IOException {
    Path file = folder.resolve("nomen.toml");
    Files.writeString(file, text);
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    CommandLine commandLine = CommandLineRunner.make();
    commandLine.setOut(new PrintWriter(out, true));
    commandLine.setErr(new PrintWriter(err, true));
    List<String> words = new ArrayList<>(List.of("config", "check", "-c", file.toString()));
    words.addAll(List.of(options));
    return commandLine.execute(words.toArray(String[]::new));
  }

  /** What was told, without the folder. */
  private String told() {
    return err.toString().replace(folder + "/", "");
  }

  private String summary() {
    return out.toString().replace(folder + "/", "");
  }

  private void zone(String name, String... records) throws IOException {
    Files.writeString(
        folder.resolve(name),
        "$TTL 60\n@ SOA ns host 1 1 2 3 4\n@ NS ns\nns A 192.0.2.1\n"
            + String.join("\n", records)
            + "\n");
  }

  @Test
  void aConfigurationInOrderIsCounted() throws IOException {
    zone("a.zone");
    assertEquals(
        ExitCode.OK,
        check(
            """
            [server]
            data-dir = "data"

            [[zone]]
            name = "example.com."
            file = "a.zone"
            """),
        told());
    assertEquals("nomen.toml: ok, 0 warnings; 1 zone, 0 keys\n", summary());
    assertEquals("", told());
    assertFalse(Files.exists(folder.resolve("data")), "a check makes nothing");
  }

  /** Errors of values, of settings together, of files, of zones, and of this machine. */
  @Test
  void errorsOfEveryKindComeTogether() throws IOException {
    zone("bad.zone", "www A 192.0.2.300");
    Files.writeString(
        folder.resolve("bind.key"),
        "key a. { secret \"short\"; };\nkey b. { algorithm rot13; };\n");
    assertEquals(
        ExitCode.FINDINGS,
        check(
            """
            [server]
            listen = ["198.51.100.77:53", "127.0.0.1:99999"]
            key-files = ["bind.key"]
            colour = 1

            [[zone]]
            name = "one.example."
            file = "bad.zone"
            allow-update = ["127.0.0.1"]

            [[zone]]
            name = "two.example."
            file = "missing.zone"

            [[zone]]
            name = "one.example."

            [[zone]]
            name = "three.example."
            primaries = ["nowhere"]
            in-catalog = "catz.example."
            """));
    List<String> expected =
        List.of(
            "nomen.toml:2:31: error: server.listen[2]: \"99999\" is not a port",
            "nomen.toml:4:1: error: server.colour: is not known",
            "nomen.toml:9:1: error: zone[1].allow-update: needs server.data-dir",
            "nomen.toml:15:1: error: zone[3] \"one.example.\": set either file or primaries",
            "nomen.toml:16:1: error: zone[3].name: duplicate zone \"one.example.\", first defined"
                + " in line 7",
            "nomen.toml:20:1: error: zone[4].primaries: needs server.data-dir",
            "nomen.toml:20:14: error: zone[4].primaries[1]: \"nowhere\" is not",
            "nomen.toml:21:1: error: zone[4].in-catalog: there is no zone \"catz.example.\"",
            "bind.key:1:17: error: key[1].secret: is not Base64",
            "bind.key:2:20: error: key[2].algorithm: \"rot13\" is not an algorithm",
            "nomen.toml:2:11: error: server.listen[1]: this machine cannot listen on 198.51.100.77",
            "bad.zone:5:7: error: ",
            "missing.zone:");
    String[] lines = told().lines().toArray(String[]::new);
    assertEquals(expected.size(), lines.length, told());
    for (int i = 0; i < lines.length; i++) {
      assertTrue(lines[i].startsWith(expected.get(i)), lines[i] + "\nnot " + expected.get(i));
    }
    assertEquals("nomen.toml: 13 errors, 0 warnings; 4 zones, 0 keys\n", summary());
  }

  /** An error must not bring others that are none once it is mended. */
  @Test
  void anErrorHasNoFalseCompany() throws IOException {
    assertEquals(
        ExitCode.FINDINGS,
        check(
            """
            [server]
            data-dir = ""

            [[key]]
            name = "a."
            algorithm = "rot13"
            secret = "%s"

            [[zone]]
            name = "catz..example."
            catalog = "producer"

            [[zone]]
            name = "one.example."
            primaries = ["nowhere"]
            notify = ["nowhere"]
            follow = 1
            allow-query = ["key:a."]
            in-catalog = "catz.example."
            """
                .formatted(SECRET),
            "--elsewhere"));
    assertEquals(
        List.of(
            "nomen.toml:2:1: error: server.data-dir",
            "nomen.toml:6:1: error: key[1].algorithm",
            "nomen.toml:10:1: error: zone[1].name",
            "nomen.toml:15:14: error: zone[2].primaries[1]",
            "nomen.toml:16:11: error: zone[2].notify[1]"),
        told()
            .lines()
            .filter(line -> !line.contains(": warning: "))
            .map(line -> line.replaceFirst("(error: [^:]*):.*", "$1"))
            .toList());
  }

  @Test
  void foldersThatCannotBeWrittenAreErrors() throws IOException {
    Files.writeString(folder.resolve("file"), "");
    assertEquals(ExitCode.FINDINGS, check("[server]\ndata-dir = \"file/data\"\n"));
    assertEquals("nomen.toml:2:1: error: server.data-dir: " + "file is not a folder\n", told());
    String deep = "d".repeat(120);
    assertEquals(ExitCode.FINDINGS, check("[server]\ndata-dir = \"" + deep + "\"\n"));
    assertTrue(told().contains("the path of the control socket has"), told());
    assertEquals(ExitCode.OK, check("[server]\ndata-dir = \"" + deep + "\"\n", "--elsewhere"));
  }

  @Test
  void metricsNeedAPortOfTheirOwn() throws IOException {
    assertEquals(
        ExitCode.FINDINGS,
        check("[server]\nlisten = [\"127.0.0.1:5300\"]\n[metrics]\nlisten = \"127.0.0.1:5300\"\n"));
    assertEquals(
        "nomen.toml:4:1: error: metrics.listen: is one of the addresses of server.listen; metrics"
            + " need a port of their own\n",
        told());
  }

  @Test
  void secretsThatEverybodyCanReadAreWarnedOf() throws IOException {
    Path key = folder.resolve("a.key");
    Files.writeString(key, "key a. { algorithm hmac-sha256; secret \"" + SECRET + "\"; };\n");
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
    String text = "[server]\nkey-files = [\"a.key\"]\n";
    assertEquals(ExitCode.OK, check(text));
    assertEquals(
        "a.key: warning: it holds secrets, and every user of this machine can read it; chmod o="
            + " a.key\n",
        told());
    assertEquals("nomen.toml: ok, 1 warning; 0 zones, 1 key\n", summary());
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r-----"));
    assertEquals(ExitCode.OK, check(text));
    assertEquals("", told());
  }

  @Test
  void zonesCanBeLeftOut() throws IOException {
    zone("bad.zone", "www A 192.0.2.300");
    String text = "[[zone]]\nname = \"a.example.\"\nfile = \"bad.zone\"\n";
    assertEquals(ExitCode.FINDINGS, check(text));
    assertEquals(ExitCode.OK, check(text, "--no-zones"), told());
  }

  @Test
  void whatIsNotTomlIsTold() throws IOException {
    assertEquals(ExitCode.FINDINGS, check("[server\n"));
    assertTrue(told().startsWith("nomen.toml:1:"), told());
  }
}
