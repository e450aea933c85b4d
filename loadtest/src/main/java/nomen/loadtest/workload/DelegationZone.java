package nomen.loadtest.workload;

import java.io.IOException;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * A zone as a registry publishes it: delegations in canonical order, two NS each. One delegation in
 * three has its name servers inside itself, with one address each, so that glue is required; the
 * others share a few thousand hosters outside the zone.
 *
 * <p>A million delegations are 2.67 million RRs and about 83 MB of text.
 *
 * @param origin the apex, absolute, in presentation format with a final dot
 * @param names the number of delegations
 * @param seed the same seed gives the same zone
 */
public record DelegationZone(String origin, long names, long seed) implements QuerySource {
  private static final long WITH_GLUE = 3;
  private static final long HOSTERS = 5_000;

  /** Refuses an origin that is not absolute and sizes that the labels cannot tell apart. */
  public DelegationZone {
    Limits.check(origin, names);
  }

  /** Writes the zone as a master file; keeps one label per delegation in memory to sort them. */
  @Override
  public void print(Appendable out) throws IOException {
    Labels labels = new Labels(seed);
    Labels hosters = new Labels(seed + 1);
    Delegated[] sorted = new Delegated[Math.toIntExact(names)];
    for (int i = 0; i < sorted.length; i++) {
      sorted[i] = new Delegated(labels.label(i), i);
    }
    Arrays.sort(sorted);
    out.append("$ORIGIN ").append(origin).append("\n$TTL 3600\n");
    out.append("@\tSOA\tns1.nic hostmaster.nic 1 1800 900 604800 3600\n@\tNS\tns1.nic\n");
    out.append("@\tNS\tns2.nic\nns1.nic\tA\t192.0.2.1\nns2.nic\tA\t192.0.2.2\n");
    for (Delegated delegated : sorted) {
      String label = delegated.label;
      long index = delegated.index;
      if (index % WITH_GLUE == 0) {
        for (int server = 1; server <= 2; server++) {
          out.append(label).append("\tNS\tns").append(digit(server)).append('.').append(label);
          out.append('\n');
        }
        for (int server = 1; server <= 2; server++) {
          out.append("ns").append(digit(server)).append('.').append(label).append("\tA\t");
          out.append(Addresses.v4(index * 2 + server)).append('\n');
        }
      } else {
        String hoster = hosters.label(index % HOSTERS);
        for (int server = 1; server <= 2; server++) {
          out.append(label).append("\tNS\tns").append(digit(server)).append('.').append(hoster);
          out.append(".net.\n");
        }
      }
    }
  }

  /** 90 % names at or below a delegation, which give referrals, 10 % names that are missing. */
  @Override
  public Question draw(SplittableRandom random) {
    Labels labels = new Labels(seed);
    int lot = random.nextInt(100);
    if (lot < 10) {
      return new Question(owner(labels.label(names + random.nextLong(names))), "A");
    }
    String label = labels.label(random.nextLong(names));
    String type = lot < 25 ? "AAAA" : lot < 30 ? "MX" : "A";
    return new Question(owner(lot % 2 == 0 ? label : "www." + label), type);
  }

  private String owner(String label) {
    return origin.equals(".") ? label + "." : label + "." + origin;
  }

  private static char digit(int number) {
    return (char) ('0' + number);
  }

  private record Delegated(String label, long index) implements Comparable<Delegated> {
    @Override
    public int compareTo(Delegated other) {
      // Lower case ASCII labels of one level: code point order is canonical order (RFC 4034 6.1).
      return label.compareTo(other.label);
    }
  }
}
