package nomen.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import nomen.conformance.client.UpdateOctets;
import nomen.conformance.subject.Programs;
import nomen.crash.ServerProcess;
import nomen.interop.member.Member;
import nomen.interop.member.MemberKind;
import nomen.interop.member.Place;
import nomen.server.control.ControlClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Catalogs of zones (RFC 9432) with the servers of others, in both directions. */
@Tag("interop")
class CatalogZonesTest {
  private static final String CATALOG = "catz.test.";

  @TempDir private Path top;
  private final List<Member> members = new ArrayList<>();

  @AfterEach
  void stop() {
    members.forEach(Member::close);
  }

  private Path folder(String name) throws IOException {
    return Files.createDirectory(top.resolve(name));
  }

  private Member run(MemberKind kind, Path folder, Place place, List<String> command)
      throws IOException {
    String reason = kind.missing().orElse("");
    assumeTrue(reason.isEmpty(), reason);
    Member member = Member.run(kind, folder, place, command);
    members.add(member);
    return member;
  }

  /** A master file of a zone with nothing special in it. */
  private static Path zone(Path folder, String origin) throws IOException {
    return Files.writeString(
        folder.resolve(origin + "zone"),
        """
        $ORIGIN %s
        $TTL 60
        @ SOA ns host 7 86400 86400 1209600 300
        @ NS ns
        ns A 192.0.2.1
        """
            .formatted(origin));
  }

  private Member nomen(Path folder, Place place) throws IOException {
    Path file = folder.resolve("nomen.toml");
    List<String> command = ServerProcess.command("serve", "-c", file.toString());
    return run(MemberKind.NOMEN, folder, place, command);
  }

  private static void configureNomen(Path folder, Place place, String... tables)
      throws IOException {
    Files.writeString(
        folder.resolve("nomen.toml"),
        """
        [server]
        listen = ["%s"]
        event-loops = 1
        data-dir = "data"
        """
                .formatted(place.text(":"))
            + String.join("", tables));
  }

  private static void reload(Member nomen) throws Exception {
    List<String> errors = new ArrayList<>();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int code =
        new ControlClient(nomen.folder().resolve("data/control.sock"))
            .ask(List.of("reload"), out, errors::add);
    assertEquals(0, code, () -> out.toString(StandardCharsets.UTF_8) + errors);
  }

  private static String produced(String notify) {
    return """
    [[zone]]
    name = "catz.test."
    catalog = "producer"
    allow-transfer = ["127.0.0.0/8"]
    notify = [%s]
    """
        .formatted(notify);
  }

  private static String listed(Path folder, String origin, String notify) throws IOException {
    return """
    [[zone]]
    name = "%s"
    file = "%s"
    allow-transfer = ["127.0.0.0/8"]
    notify = [%s]
    in-catalog = "catz.test."
    """
        .formatted(origin, zone(folder, origin), notify);
  }

  private static List<String> knot(Path folder, Place place, String more) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("knot.conf"),
            """
            server:
              listen: %2$s
              rundir: "%1$s"
              udp-workers: 1
              tcp-workers: 1
              background-workers: 2
            database:
              storage: "%1$s"
            log:
              - target: stderr
                any: info
            """
                    .formatted(folder, place.text("@"))
                + more);
    return List.of(Programs.find("knotd").orElseThrow().toString(), "-c", file.toString());
  }

  private static List<String> bind(Path folder, Place place, String options, String zones)
      throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("named.conf"),
            """
            options {
              directory "%1$s";
              listen-on port %2$d { %3$s; };
              listen-on-v6 { none; };
              pid-file "%1$s/named.pid";
              session-keyfile "%1$s/session.key";
              notify-delay 0;
              recursion no;
              dnssec-validation no;
              empty-zones-enable no;
              %4$s
            };
            controls { };
            %5$s
            """
                .formatted(folder, place.port(), place.host(), options, zones));
    String program = Programs.find("named").orElseThrow().toString();
    return List.of(program, "-g", "-n", "1", "-c", file.toString());
  }

  @Test
  void knotAndBindServeWhatNomenLists() throws Exception {
    Place place = Place.draw(1);
    Place knotPlace = Place.draw(3);
    Place bindPlace = Place.draw(1);
    Path folder = folder("nomen");
    String notify = "\"%s\", \"%s\"".formatted(knotPlace.text(":"), bindPlace.text(":"));
    configureNomen(folder, place, produced(notify), listed(folder, "one.test.", notify));
    Member nomen = nomen(folder, place);
    nomen.awaitZone("one.test.");
    Path knotFolder = folder("knot");
    String settings =
        """
        master: nomen
            acl: nomen
            zonefile-load: none
            zonefile-sync: -1
            journal-content: all
        """;
    Member knot =
        run(
            MemberKind.KNOT,
            knotFolder,
            knotPlace,
            knot(
                knotFolder,
                knotPlace,
                """
                remote:
                  - id: nomen
                    address: %1$s
                    via: %2$s
                acl:
                  - id: nomen
                    address: 127.0.0.0/8
                    action: notify
                template:
                  - id: member
                    %3$s
                zone:
                  - domain: catz.test.
                    catalog-role: interpret
                    catalog-template: member
                    %3$s
                """
                    .formatted(place.text("@"), knotPlace.host(), settings)));
    Path bindFolder = folder("bind");
    Member bind =
        run(
            MemberKind.BIND,
            bindFolder,
            bindPlace,
            bind(
                bindFolder,
                bindPlace,
                """
                catalog-zones {
                  zone "catz.test" default-primaries { %s; } in-memory yes min-update-interval 1;
                };
                """
                    .formatted(place.text(" port ")),
                """
                zone "catz.test" { type secondary; primaries { %s; }; file "catz.db"; };
                """
                    .formatted(place.text(" port "))));
    knot.awaitSerial("one.test.", 7);
    bind.awaitSerial("one.test.", 7);
    configureNomen(
        folder,
        place,
        produced(notify),
        listed(folder, "one.test.", notify),
        listed(folder, "two.test.", notify));
    reload(nomen);
    knot.awaitSerial("two.test.", 7);
    bind.awaitSerial("two.test.", 7);
    configureNomen(folder, place, produced(notify), listed(folder, "two.test.", notify));
    reload(nomen);
    knot.awaitSerial("one.test.", -1);
    bind.awaitSerial("one.test.", -1);
    assertEquals(7, knot.serial("two.test."));
    assertEquals(7, bind.serial("two.test."));
  }

  private static String generated(Path folder, Place nomen, Place knot, String... origins)
      throws IOException {
    StringBuilder config = new StringBuilder();
    config.append(
        """
        remote:
          - id: nomen
            address: %s
            via: %s
        acl:
          - id: transfer
            address: 127.0.0.0/8
            action: transfer
        zone:
          - domain: catz.test.
            catalog-role: generate
            acl: transfer
            notify: nomen
        """
            .formatted(nomen.text("@"), knot.host()));
    for (String origin : origins) {
      config.append(
          """
            - domain: %s
              file: "%s"
              zonefile-sync: -1
              acl: transfer
              notify: nomen
              catalog-role: member
              catalog-zone: catz.test.
              catalog-group: blue
          """
              .formatted(origin, zone(folder, origin)));
    }
    return config.toString();
  }

  private static String followed(Place primary) {
    return """
    [[zone]]
    name = "catz.test."
    catalog = "consumer"
    primaries = ["%s"]
    [zone.members]
    allow-query = ["192.0.2.0/24"]
    [[zone.members-group]]
    group = "blue"
    allow-query = ["127.0.0.0/8"]
    """
        .formatted(primary.text(":"));
  }

  @Test
  void nomenServesWhatKnotLists() throws Exception {
    Place place = Place.draw(1);
    Place knotPlace = Place.draw(3);
    Path knotFolder = folder("knot");
    Member knot =
        run(
            MemberKind.KNOT,
            knotFolder,
            knotPlace,
            knot(knotFolder, knotPlace, generated(knotFolder, place, knotPlace, "one.test.")));
    assertEquals(7, knot.awaitZone("one.test."));
    Path folder = folder("nomen");
    configureNomen(folder, place, followed(knotPlace));
    Member nomen = nomen(folder, place);
    nomen.awaitSerial("one.test.", 7);
    knot.kill();
    assertEquals(7, nomen.serial("one.test."));
    List<String> unused =
        knot(knotFolder, knotPlace, generated(knotFolder, place, knotPlace, "two.test."));
    assertEquals(3, unused.size());
    knot.start();
    nomen.awaitSerial("two.test.", 7);
    nomen.awaitSerial("one.test.", -1);
  }

  @Test
  void nomenServesWhatACatalogOfBindLists() throws Exception {
    Place place = Place.draw(1);
    Place bindPlace = Place.draw(1);
    Path bindFolder = folder("bind");
    Files.writeString(
        bindFolder.resolve("catz.zone"),
        """
        $TTL 0
        @ SOA invalid. invalid. 1 86400 86400 1209600 0
        @ NS invalid.
        version TXT 2
        a.zones PTR one.test.
        group.a.zones TXT blue
        """);
    Member bind =
        run(
            MemberKind.BIND,
            bindFolder,
            bindPlace,
            bind(
                bindFolder,
                bindPlace,
                "notify explicit; also-notify { " + place.text(" port ") + "; };",
                """
                zone "catz.test" {
                  type primary; file "catz.zone"; allow-update { 127.0.0.0/8; };
                };
                zone "one.test" { type primary; file "%s"; };
                zone "two.test" { type primary; file "%s"; };
                """
                    .formatted(zone(bindFolder, "one.test."), zone(bindFolder, "two.test."))));
    assertEquals(1, bind.awaitZone(CATALOG));
    Path folder = folder("nomen");
    configureNomen(folder, place, followed(bindPlace));
    Member nomen = nomen(folder, place);
    nomen.awaitSerial("one.test.", 7);
    UpdateOctets change =
        UpdateOctets.of(CATALOG)
            .add("b.zones", 0, "PTR", "two.test.")
            .add("group.b.zones", 0, "TXT", "blue")
            .deleteName("a.zones")
            .deleteName("group.a.zones");
    assertEquals("NOERROR", bind.send(change));
    nomen.awaitSerial("two.test.", 7);
    nomen.awaitSerial("one.test.", -1);
  }
}
