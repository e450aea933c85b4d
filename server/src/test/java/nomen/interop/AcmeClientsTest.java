package nomen.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import nomen.conformance.subject.Programs;
import nomen.conformance.subject.ServedKey;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** ACME clients put the record of a DNS-01 challenge there, are validated, and take it away. */
@Tag("interop")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AcmeClientsTest {
  private static final ServedKey KEY =
      new ServedKey("acme-key.", "hmac-sha512", "YWNtZSBjbGllbnRzIGFuZCBub21lbiBrbm93IHRoaXM=");
  private static final String ZONE = "acme.test.";

  private Path folder;
  private UpdatedSubject subject;
  private AcmeAuthority authority;

  @BeforeAll
  void start(@TempDir Path temporary) throws IOException {
    folder = temporary;
    subject = UpdatedSubject.start(folder, KEY, ZONE);
    authority = AcmeAuthority.start(folder, subject);
  }

  @AfterAll
  void stop() {
    if (authority != null) {
      authority.close();
    }
    if (subject != null) {
      subject.close();
    }
  }

  @Test
  void lego() throws IOException {
    Finished.assumeInstalled("lego");
    Finished finished =
        Finished.run(
            folder,
            Map.of(
                "RFC2136_NAMESERVER",
                subject.hostAndPort(),
                "RFC2136_TSIG_ALGORITHM",
                "hmac-sha512.",
                "RFC2136_TSIG_KEY",
                KEY.name(),
                "RFC2136_TSIG_SECRET",
                KEY.secret(),
                "RFC2136_SEQUENCE_INTERVAL",
                "1",
                "RFC2136_POLLING_INTERVAL",
                "1"),
            "",
            "lego",
            "--server",
            authority.directory(),
            "--path",
            folder.resolve("lego").toString(),
            "--accept-tos",
            "--email",
            "hostmaster@acme.test",
            "--dns",
            "rfc2136",
            "--dns.disable-cp",
            "--dns.resolvers",
            subject.hostAndPort(),
            "--domains",
            "www.acme.test",
            "--domains",
            "*.deep.sub.acme.test",
            "run");
    isCertified(finished, folder.resolve("lego/certificates/www.acme.test.crt"));
    isClean("www.acme.test.", "deep.sub.acme.test.");
  }

  @Test
  void certbot() throws IOException {
    Finished.assumeInstalled("certbot");
    Finished plugins = Finished.run(folder, "certbot", folders("plugins"));
    assumeTrue(plugins.output().contains("dns-rfc2136"), "certbot has no plugin dns-rfc2136");
    Path credentials =
        Files.writeString(
            folder.resolve("rfc2136.ini"),
            """
            dns_rfc2136_server = %s
            dns_rfc2136_port = %d
            dns_rfc2136_name = acme-key.
            dns_rfc2136_secret = %s
            dns_rfc2136_algorithm = HMAC-SHA512
            """
                .formatted(subject.host(), subject.port(), KEY.secret()));
    Files.setPosixFilePermissions(credentials, PosixFilePermissions.fromString("rw-------"));
    Finished finished =
        Finished.run(
            folder,
            "certbot",
            folders(
                "certonly",
                "--non-interactive",
                "--agree-tos",
                "--email",
                "hostmaster@acme.test",
                "--server",
                authority.directory(),
                "--dns-rfc2136",
                "--dns-rfc2136-credentials",
                credentials.toString(),
                "--dns-rfc2136-propagation-seconds",
                "0",
                "-d",
                "www.acme.test",
                "-d",
                "*.deep.sub.acme.test"));
    isCertified(finished, folder.resolve("certbot/live/www.acme.test/fullchain.pem"));
    isClean("www.acme.test.", "deep.sub.acme.test.");
  }

  private String[] folders(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    for (String kind : List.of("config", "work", "logs")) {
      all.add("--" + kind + "-dir");
      all.add(folder.resolve("certbot").toString());
    }
    return all.toArray(String[]::new);
  }

  @Test
  void dehydrated() throws IOException {
    Finished.assumeInstalled("dehydrated", "nsupdate", "curl");
    Path hook =
        Files.writeString(
            folder.resolve("hook"),
            """
            #!/bin/sh
            # $1 what happens, $2 the name, $4 the value of the record
            case $1 in
              deploy_challenge) change="add _acme-challenge.$2. 60 TXT $4" ;;
              clean_challenge) change="delete _acme-challenge.$2. TXT $4" ;;
              *) exit 0 ;;
            esac
            printf 'server %s\\nzone %s\\nupdate %%s\\nsend\\n' "$change" | '%s' -k '%s'
            """
                .formatted(
                    subject.host() + " " + subject.port(),
                    ZONE,
                    Programs.find("nsupdate").orElseThrow(),
                    KeyFile.write(folder, KEY)));
    Files.setPosixFilePermissions(hook, PosixFilePermissions.fromString("rwx------"));
    Path config =
        Files.writeString(
            folder.resolve("dehydrated.conf"),
            """
            CA="%s"
            CHALLENGETYPE=dns-01
            HOOK="%s"
            BASEDIR="%s"
            """
                .formatted(authority.directory(), hook, folder.resolve("dehydrated")));
    Files.createDirectory(folder.resolve("dehydrated"));
    Finished.run(
            folder, "dehydrated", "--register", "--accept-terms", "--config", config.toString())
        .succeeded();
    Finished finished =
        Finished.run(
            folder,
            "dehydrated",
            "--cron",
            "--config",
            config.toString(),
            "--domain",
            "www.acme.test deep.sub.acme.test");
    isCertified(finished, folder.resolve("dehydrated/certs/www.acme.test/fullchain.pem"));
    isClean("www.acme.test.", "deep.sub.acme.test.");
  }

  private void isCertified(Finished finished, Path certificate) throws IOException {
    finished.succeeded();
    assertEquals(List.of(), authority.faults(), finished::output);
    assertTrue(Files.readString(certificate).contains("BEGIN CERTIFICATE"), finished::output);
  }

  private void isClean(String... names) throws IOException {
    for (String name : names) {
      assertEquals("NXDOMAIN aa", subject.ask("_acme-challenge." + name, "TXT").status());
    }
  }
}
