package nomen.loadtest.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import nomen.codec.name.Name;
import nomen.loadtest.traffic.MessageOptions;
import nomen.loadtest.traffic.RequestList;
import nomen.loadtest.traffic.Traffic;
import nomen.loadtest.traffic.TrafficException;
import nomen.loadtest.traffic.file.UpdateFile;
import nomen.loadtest.traffic.generator.AttackTraffic;
import nomen.loadtest.traffic.generator.ChallengeStorm;
import nomen.loadtest.traffic.generator.LeaseStorm;
import nomen.loadtest.traffic.generator.MixedTraffic;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What comes beside the queries, or instead of them: attacks and updates. */
final class StormOptions {
  private static final int LIVE = 10_000;
  private static final int HOSTS = 10_000;

  @Option(
      names = "--attack",
      split = ",",
      paramLabel = "NAMES",
      description = "Queries for random labels below these names (random-subdomain attack).")
  private List<String> attacked = new ArrayList<>();

  @Option(
      names = "--attack-share",
      paramLabel = "SHARE",
      description = "Share of the attack among the queries, 0 to 1 (${DEFAULT-VALUE}).")
  private double attackShare = 0.5;

  @Option(
      names = "--leases",
      paramLabel = "ZONE",
      description = "Updates as of a DHCP server: leases are added to this zone and removed.")
  private @Nullable String leases;

  @Option(
      names = "--reverse",
      paramLabel = "ZONE",
      description = "With --leases: PTR records too, in this zone: 10.in-addr.arpa. or above.")
  private @Nullable String reverse;

  @Option(
      names = "--challenges",
      paramLabel = "ZONE",
      description = "Updates as of ACME clients: TXT records are added to this zone and deleted.")
  private @Nullable String challenges;

  @Option(
      names = "--hosts",
      paramLabel = "N",
      description = "With --challenges: hosts that they are for (${DEFAULT-VALUE}).")
  private int hosts = HOSTS;

  @Option(
      names = "--live",
      paramLabel = "N",
      description = "Leases or challenges that are there at a time (${DEFAULT-VALUE}).")
  private int live = LIVE;

  @Option(
      names = "--update-file",
      paramLabel = "FILE",
      description = "Updates of a file beside the queries; the same format as with -u.")
  private @Nullable Path updateFile;

  @Option(
      names = "--update-share",
      paramLabel = "SHARE",
      description = "Share of updates where there are queries too, 0 to 1 (${DEFAULT-VALUE}).")
  private double updateShare = 0.1;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Seed of all that is drawn; the same gives the same (${DEFAULT-VALUE}).")
  private long seed = 1;

  /** The seed of all that is drawn. */
  long seed() {
    return seed;
  }

  /** Whether there are updates. */
  boolean hasUpdates() {
    return leases != null || challenges != null || updateFile != null;
  }

  /** Whether there is an attack. */
  boolean hasAttack() {
    return !attacked.isEmpty();
  }

  /**
   * Mixes.
   *
   * @param queries what is asked beside, or null
   * @throws IllegalArgumentException naming the option that is wrong
   */
  Traffic mix(@Nullable Traffic queries, MessageOptions options) throws TrafficException {
    share("--attack-share", attackShare);
    share("--update-share", updateShare);
    Traffic asked = queries;
    if (hasAttack()) {
      List<Name> names = attacked.stream().map(name -> name("--attack", name)).toList();
      asked =
          queries == null
              ? new AttackTraffic(names, options, seed)
              : AttackTraffic.beside(queries, attackShare, names, options, seed);
    }
    List<Traffic> updates = updates(options);
    if (updates.isEmpty()) {
      if (asked == null) {
        throw new IllegalArgumentException("nothing to ask");
      }
      return asked;
    }
    if (asked == null && updates.size() == 1) {
      return updates.getFirst();
    }
    List<MixedTraffic.Part> parts = new ArrayList<>();
    double share = asked == null ? 1 : updateShare;
    updates.forEach(each -> parts.add(new MixedTraffic.Part(each, share / updates.size())));
    if (asked != null) {
      parts.add(new MixedTraffic.Part(asked, 1 - updateShare));
    }
    return new MixedTraffic(parts, seed);
  }

  private List<Traffic> updates(MessageOptions options) throws TrafficException {
    List<Traffic> updates = new ArrayList<>();
    if (leases != null) {
      Name back = reverse == null ? null : name("--reverse", reverse);
      Name zone = name("--leases", leases);
      updates.add(new LeaseStorm(zone, back, live, Long.MAX_VALUE, options, seed));
    }
    if (challenges != null) {
      Name zone = name("--challenges", challenges);
      updates.add(new ChallengeStorm(zone, hosts, live, Long.MAX_VALUE, options, seed));
    }
    if (updateFile != null) {
      updates.add(UpdateFile.read(updateFile, options).passes(RequestList.ENDLESS));
    }
    return updates;
  }

  private static void share(String option, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(option + ": " + value + " is not in 0 to 1");
    }
  }

  /** Scans a name, which may lack its final dot. */
  static Name name(String option, String text) {
    try {
      return Name.parse(text.endsWith(".") ? text : text + ".");
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(option + ": " + e.getMessage(), e);
    }
  }
}
