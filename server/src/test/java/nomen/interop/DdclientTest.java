package nomen.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import nomen.conformance.subject.Programs;
import nomen.conformance.subject.ServedKey;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** ddclient with its protocol nsupdate follows an address. */
@Tag("interop")
class DdclientTest {
  private static final ServedKey KEY =
      new ServedKey(
          "router.test.", "hmac-sha256", "ZGRjbGllbnQgYW5kIG5vbWVuIGtub3cgdGhpcyBzZWNyZXQ=");

  @Test
  void theAddressFollows(@TempDir Path folder) throws IOException {
    Finished.assumeInstalled("ddclient", "nsupdate");
    try (UpdatedSubject subject = UpdatedSubject.start(folder, KEY, "home.test.")) {
      run(folder, subject, "198.51.100.1");
      assertEquals(List.of("A 198.51.100.1"), addresses(subject));
      run(folder, subject, "198.51.100.2");
      assertEquals(List.of("A 198.51.100.2"), addresses(subject));
    }
  }

  /**
   * Without their TTL: ddclient 3.10 has several settings of the name "ttl", and which of them it
   * takes changes from run to run.
   */
  private static List<String> addresses(UpdatedSubject subject) throws IOException {
    return subject.records("router.home.test.", "A").stream()
        .map(line -> line.substring(line.indexOf(' ') + 1))
        .toList();
  }

  private static void run(Path folder, UpdatedSubject subject, String address) throws IOException {
    Path key = KeyFile.write(folder, KEY);
    Path config = folder.resolve("ddclient.conf");
    String nsupdate = Programs.find("nsupdate").orElseThrow().toString();
    Files.writeString(
        config,
        """
        use=ip, ip=%s
        protocol=nsupdate
        server=%s
        login=%s
        password=%s
        zone=home.test
        ttl=60
        router.home.test
        """
            .formatted(address, subject.hostAndPort(), nsupdate, key));
    Files.setPosixFilePermissions(config, PosixFilePermissions.fromString("rw-------"));
    Finished.run(
            folder,
            "ddclient",
            "-daemon=0",
            "-force",
            "-verbose",
            "-noquiet",
            "-file",
            config.toString(),
            "-cache",
            folder.resolve("ddclient.cache").toString())
        .succeeded();
  }
}
