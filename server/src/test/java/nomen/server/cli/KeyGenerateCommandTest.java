package nomen.server.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import nomen.codec.name.Name;
import nomen.codec.tsig.TsigAlgorithm;
import nomen.server.config.ConfigurationException;
import nomen.server.config.ConfigurationReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import picocli.CommandLine;

class KeyGenerateCommandTest {
  private final StringWriter err = new StringWriter();

  @TempDir private Path folder;

  private String generate(int exitCode, String... arguments) {
    StringWriter out = new StringWriter();
    CommandLine commandLine = CommandLineRunner.make();
    commandLine.setOut(new PrintWriter(out, true));
    commandLine.setErr(new PrintWriter(err, true));
    String[] all = new String[arguments.length + 2];
    all[0] = "key";
    all[1] = "generate";
    System.arraycopy(arguments, 0, all, 2, arguments.length);
    assertEquals(exitCode, commandLine.execute(all), err.toString());
    return out.toString();
  }

  private static String withoutSecret(String key) {
    return key.replaceAll("secret(.*)\"[^\"]{44}\"", "secret$1\"...\"");
  }

  @Test
  void tomlAndSha256AreTheDefault() {
    assertEquals(
        """
        [[key]]
        name = "dhcp.example."
        algorithm = "hmac-sha256"
        secret = "..."
        """,
        withoutSecret(generate(ExitCode.OK, "dhcp.example")));
  }

  @Test
  void bindGetsItsOwnForm() {
    assertEquals(
        "key \"dhcp.example.\" {\n\talgorithm hmac-sha256;\n\tsecret \"...\";\n};\n",
        withoutSecret(generate(ExitCode.OK, "dhcp.example.", "--format", "bind")));
  }

  @Test
  void noTwoAreTheSame() {
    assertNotEquals(generate(ExitCode.OK), generate(ExitCode.OK));
  }

  @ParameterizedTest
  @EnumSource(TsigAlgorithm.class)
  void secretsAreAsLongAsTheHash(TsigAlgorithm algorithm) {
    String key = generate(ExitCode.OK, "a.", "--algorithm", algorithm.toString());
    String secret = key.replaceAll("(?s).*secret = \"(.*)\".*", "$1");
    assertEquals(algorithm.macOctets(), Base64.getDecoder().decode(secret).length);
  }

  /** What is printed is what the configuration reads. */
  @ParameterizedTest
  @CsvSource({"toml, a.example.", "bind, a.example.", "toml, a\\\\.b.", "bind, a\\032b."})
  void theServerReadsIt(String format, String name) throws IOException, ConfigurationException {
    Files.writeString(folder.resolve("x.key"), generate(ExitCode.OK, name, "--format", format));
    Path file = Files.writeString(folder.resolve("n.toml"), "[server]\nkey-files = [\"x.key\"]\n");
    var key = ConfigurationReader.read(file).keyring().find(Name.parse(name));
    assertEquals(Name.parse(name) + " hmac-sha256", String.valueOf(key));
  }

  @Test
  void whatIsWrongIsSaid() {
    generate(ExitCode.USAGE, "a..b");
    assertTrue(err.toString().startsWith("nomen: NAME: "), err.toString());
    generate(ExitCode.USAGE, "a", "--algorithm", "rot13");
    assertTrue(err.toString().contains("there is no algorithm rot13"), err.toString());
  }

  @Test
  void aKeyFileIsForItsOwnerAloneAndNeverOverwritten() throws IOException {
    Path file = folder.resolve("dhcp.key");
    assertEquals(
        "key dhcp.example. written to " + file + "\n",
        generate(ExitCode.OK, "dhcp.example", "--format", "bind", "--output", file.toString()));
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    String key = Files.readString(file);
    assertTrue(key.startsWith("key \"dhcp.example.\" {\n"), key);
    assertEquals("", generate(ExitCode.FINDINGS, "dhcp.example", "--output", file.toString()));
    assertEquals("nomen: " + file + ": exists already, and is not overwritten\n", err.toString());
    assertEquals(key, Files.readString(file));
  }
}
