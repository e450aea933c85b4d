package nomen.interop.member;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import nomen.conformance.subject.ServedKey;
import org.jspecify.annotations.Nullable;

/** All members of one test: the first is the primary of what the others follow. */
public final class Company implements AutoCloseable {
  private static final int FEWEST_RECORDS = 10;

  private final Path folder;
  private final List<Member> members = new ArrayList<>();

  /**
   * Nobody yet.
   *
   * @param folder for the folders of the members
   */
  public Company(Path folder) {
    this.folder = folder;
  }

  /** A master file: a name server's hosts, and a SOA that has secondaries ask once in a day. */
  public static Path writeZone(Path file, int hosts) throws IOException {
    StringBuilder zone = new StringBuilder();
    zone.append(
        """
        $TTL 3600
        @ SOA ns1.host.test. hostmaster.host.test. 100 86400 86400 1209600 300
        @ NS ns1.host.test.
        @ NS ns2.host.test.
        """);
    for (int i = 0; i < hosts; i++) {
      zone.append("host%d A 192.0.2.%d%n".formatted(i, i % 256));
    }
    return Files.writeString(file, zone);
  }

  /** Starts one more. */
  public Member start(MemberKind kind, Place place, MemberZone... zones) throws IOException {
    Path own = Files.createDirectory(folder.resolve(kind + "-" + members.size()));
    Member member = Member.start(kind, own, place, zones);
    members.add(member);
    return member;
  }

  /** The members of a kind that are not the primary. */
  public List<Member> followers(MemberKind kind) {
    return members.stream().skip(1).filter(member -> member.kind() == kind).toList();
  }

  /** Waits until all have the serial that the first has. */
  public void awaitSame(String origin) throws IOException, InterruptedException {
    long serial = members.getFirst().awaitZone(origin);
    for (Member member : members) {
      member.awaitSerial(origin, serial);
    }
  }

  /** Waits until all have the serial that the first has, then compares all records. */
  public TransferredZone assertSame(String origin, @Nullable ServedKey key)
      throws IOException, InterruptedException {
    awaitSame(origin);
    TransferredZone zone = TransferredZone.of(members.getFirst(), origin, key);
    assertTrue(zone.size() > FEWEST_RECORDS, zone::toString);
    for (Member member : members) {
      zone.assertSame(TransferredZone.of(member, origin, key), member.kind() + " " + origin);
    }
    return zone;
  }

  @Override
  public void close() {
    members.forEach(Member::close);
  }
}
