package nomen.server.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Collectors;
import nomen.codec.name.Name;
import nomen.codec.tsig.Keyring;
import nomen.codec.tsig.TsigKey;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys: in the configuration, in files of TOML and in files of BIND. */
class KeysTest {
  private static final String SECRET = "b3BlbiBzZXNhbWUh";
  private static final byte[] OCTETS = "open sesame!".getBytes(StandardCharsets.US_ASCII);

  @TempDir private Path folder;

  @BeforeEach
  void makeZoneFile() throws IOException {
    Files.writeString(folder.resolve("a.zone"), "");
  }

  private Configuration read(String text) throws ConfigurationException {
    return ConfigurationReader.read(text, "nomen.toml", folder);
  }

  /** What is wrong with a configuration, the folder taken out of the names of files. */
  private String findings(String text) {
    ConfigurationException refused = assertThrows(ConfigurationException.class, () -> read(text));
    String found =
        refused.findings().stream()
            .map(Finding::toString)
            .map(finding -> finding.replace(folder + "/", ""))
            .collect(Collectors.joining("\n"));
    assertFalse(found.contains(SECRET.substring(0, 6)), "the secret is printed: " + found);
    return found;
  }

  private Keyring keysOf(String file) throws IOException, ConfigurationException {
    Files.writeString(folder.resolve("x.key"), file);
    return read("[server]\nkey-files = [\"x.key\"]\nallow-md5 = true").keyring();
  }

  private String findingsOf(String file) throws IOException {
    Files.writeString(folder.resolve("x.key"), file);
    return findings("[server]\nkey-files = [\"x.key\"]");
  }

  private static TsigKey key(Keyring keys, String name) {
    return Objects.requireNonNull(keys.find(Name.parse(name)), name);
  }

  private static String table(String name, String algorithm) {
    return "[[key]]\nname = \"%s\"\nalgorithm = \"%s\"\nsecret = \"%s\"\n"
        .formatted(name, algorithm, SECRET);
  }

  @Test
  void tablesAreKeys() throws ConfigurationException {
    Keyring keys = read(table("a.", "hmac-sha512") + table("b", "HMAC-SHA256-128")).keyring();
    assertEquals(2, keys.size());
    assertEquals("a. hmac-sha512", key(keys, "A.").toString());
    assertTrue(key(keys, "a.").hasSecret(OCTETS));
    assertEquals(64, key(keys, "a.").macOctets());
    assertEquals("b. hmac-sha256", key(keys, "b.").toString());
    assertEquals(16, key(keys, "b.").macOctets());
  }

  /** Octet by octet what tsig-keygen of BIND 9.18 writes, but for the secret. */
  @Test
  void filesOfTsigKeygenAreRead() throws IOException, ConfigurationException {
    Keyring keys =
        keysOf(
            "key \"foo.example\" {\n\talgorithm hmac-sha256;\n\tsecret \"" + SECRET + "\";\n};\n");
    assertEquals("foo.example. hmac-sha256", key(keys, "foo.example.").toString());
    assertTrue(key(keys, "foo.example.").hasSecret(OCTETS));
  }

  @Test
  void filesOfBindHaveCommentsAndSeveralKeys() throws IOException, ConfigurationException {
    Keyring keys =
        keysOf(
            """
            # one
            // [two]
            /* three
               key */ key a { secret "%1$s"; algorithm "hmac-sha1"; }; # behind
            key "b." {algorithm hmac-md5.sig-alg.reg.int;secret %1$s;}; key "c"
            { /**/ algorithm hmac-sha384-192; // x
            secret "%1$s"; } ;
            """
                .formatted(SECRET));
    assertEquals(3, keys.size());
    assertEquals("a. hmac-sha1", key(keys, "a.").toString());
    assertEquals("b. hmac-md5", key(keys, "b.").toString());
    assertEquals(24, key(keys, "c.").macOctets());
  }

  @Test
  void filesOfTomlAreRead() throws IOException, ConfigurationException {
    assertEquals(2, keysOf("# keys\n" + table("a.", "hmac-sha1") + table("b.", "hmac-md5")).size());
  }

  @Test
  void anEmptyFileHasNoKeys() throws IOException, ConfigurationException {
    assertEquals(0, keysOf("").size());
    assertEquals(0, keysOf("# nothing\n").size());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "zone \"a\" { };                                  | 1:1: error: is \"zone\"; allowed: a key"
            + " statement: key \"NAME\" { ... };",
        "key { };                                         | 1:5: error: key[1]: lacks the key's"
            + " name here",
        "key \"a..b\" { };                                | 1:5: error: key[1].name: is not a name:"
            + " ",
        "key a;                                           | 1:6: error: key[1]: lacks \"{\" here",
        "key a { algorithm hmac-sha256 secret SECRET; };  | 1:31: error: key[1].algorithm: lacks"
            + " \";\" here",
        "key a { algorithm hmac-sha256; };                | 1:1: error: key[1].secret: is missing",
        "key a { secret \"SECRET\"; };                    | 1:1: error: key[1].algorithm: is"
            + " missing",
        "key a { algorithm rot13; secret SECRET; };       | 1:19: error: key[1].algorithm:"
            + " \"rot13\" is not an algorithm; allowed: \"hmac-md5\", ",
        "key a { algorithm hmac-sha256-72; };             | 1:19: error: key[1].algorithm: a MAC of"
            + " hmac-sha256 is truncated to a multiple of 8 from 128 to 256 bits, not to 72; ",
        "key a { secret \"SECRET!\"; };                   | 1:16: error: key[1].secret: is not"
            + " Base64; allowed: a string of Base64 of 8 to 512 octets",
        "key a { secret \"AAAA\"; };                      | 1:16: error: key[1].secret: has 3"
            + " octets; allowed: ",
        "key a { secret SECRET; secret SECRET; };         | 1:34: error: key[1].secret: duplicate"
            + " secret, first defined in line 1",
        "key a { secret \"SECRET                          | 1:16: error: the quotation that begins"
            + " here does not end in its line",
        "/* key a                                         | 1:1: error: the comment that begins"
            + " here does not end",
        "key a { secret SECRET; algorithm hmac-sha1; }    | 1:56: error: key[1]: lacks \";\" here",
        "key a { port 53; };                              | 1:9: error: key[1]: is \"port\";"
            + " allowed: algorithm, secret or }",
      })
  void whatIsWrongWithAFileOfBindIsSaid(String file, String expected) throws IOException {
    String found = findingsOf(file.replace("SECRET", SECRET));
    assertTrue(found.startsWith("x.key:" + expected), found);
    assertEquals(1, found.lines().count(), found);
  }

  @Test
  void placesInAFileAreLinesAndColumns() throws IOException {
    String found = findingsOf("# ä\n\nkey a {\n  /* ä */ algorithm rot13;\n};\n");
    assertTrue(found.startsWith("x.key:4:21: error: key[1].algorithm: \"rot13\""), found);
  }

  @Test
  void whatIsWrongWithAFileOfTomlIsSaid() throws IOException {
    assertEquals(
        """
        x.key:1:1: error: key[1].name: is missing; allowed: a domain name: "example.com.", "."
        x.key:3:1: error: key[1].secret: is not Base64; allowed: a string of Base64 of 8 to 512 octets\
        """
            .stripIndent(),
        findingsOf("[[key]]\nalgorithm = \"hmac-sha1\"\nsecret = \"" + SECRET + "!\"\n"));
  }

  /** The parser would repeat the line. */
  @ParameterizedTest
  @ValueSource(
      strings = {"[[key]]\nsecret = b3BlbiBzZXNhbWUh\n", "[[key]]\nsecret = \"b3BlbiBzZXNhbWUh\n"})
  void brokenTomlDoesNotPrintTheSecret(String file) throws IOException {
    assertTrue(findingsOf(file).contains("is not TOML 1.0 from here on"));
  }

  @Test
  void namesAreUniqueOverAllFiles() throws IOException {
    Files.writeString(
        folder.resolve("x.key"),
        "key b { algorithm hmac-sha1; secret \"%1$s\"; };\nkey A { algorithm hmac-sha1; secret \"%1$s\"; };"
            .formatted(SECRET));
    assertEquals(
        "x.key:2:1: error: key[2].name: duplicate key \"A.\", first defined in nomen.toml:4",
        findings("[server]\nkey-files = [\"x.key\"]\n" + table("a.", "hmac-sha1")));
    assertEquals(
        "nomen.toml:6:1: error: key[2].name: duplicate key \"a.\", first defined in line 2",
        findings(
            table("a.", "hmac-sha1")
                + "[[key]]\nname = \"a.\"\nalgorithm = \"hmac-sha1\"\nsecret = \""
                + SECRET
                + "\"\n"));
  }

  @Test
  void md5IsSwitchedOn() throws IOException, ConfigurationException {
    String message =
        "error: key[1].algorithm: hmac-md5 must not be used any more (RFC 8945 section 6);"
            + " server.allow-md5 = true allows it";
    assertEquals("nomen.toml:3:1: " + message, findings(table("a.", "hmac-md5")));
    assertEquals(
        "x.key:1:1: " + message,
        findingsOf("key b { algorithm hmac-md5; secret \"%s\"; };".formatted(SECRET)));
    assertEquals(
        1, read("[server]\nallow-md5 = true\n" + table("a.", "hmac-md5")).keyring().size());
  }

  @Test
  void listsNameKeysThatExist() throws ConfigurationException {
    String zone =
        "[[zone]]\nname = \"a.\"\nfile = \"a.zone\"\nallow-query = [\"::1\", \"key:%s\"]\n";
    Configuration good = read(table("a.", "hmac-sha1") + zone.formatted("A"));
    assertEquals("[::1/128, key:A.]", good.zones().getFirst().queriers().toString());
    assertEquals(
        "nomen.toml:8:23: error: zone[1].allow-query[2]: there is no key \"b.\"",
        findings(table("a.", "hmac-sha1") + zone.formatted("b.")));
    assertTrue(
        findings(zone.formatted("b..c"))
            .startsWith("nomen.toml:4:23: error: zone[1].allow-query[2]: \"b..c\" is not a name"));
  }

  @Test
  void aFileMustBeThere() {
    assertTrue(
        findings("[server]\nkey-files = [\"none.key\"]")
            .startsWith("nomen.toml:2:14: error: server.key-files[1]: there is no none.key"));
  }

  @Test
  void theSecretIsNotPrinted() throws ConfigurationException {
    assertFalse(read(table("a.", "hmac-sha1")).toString().contains(SECRET));
  }
}
