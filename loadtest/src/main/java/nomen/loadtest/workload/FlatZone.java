package nomen.loadtest.workload;

import java.io.IOException;
import java.util.SplittableRandom;

/**
 * A zone of one level: every name has an A RRset, every fourth an AAAA RRset, every tenth an MX
 * RRset that points at a host of the same zone.
 *
 * @param origin the apex, absolute, in presentation format with a final dot
 * @param names the number of names below the apex, name servers and mail hosts not counted
 * @param seed the same seed gives the same zone
 */
public record FlatZone(String origin, long names, long seed) implements QuerySource {
  private static final long WITH_AAAA = 4;
  private static final long WITH_MX = 10;
  private static final int MAIL_HOSTS = 100;

  /** Refuses an origin that is not absolute and sizes that the labels cannot tell apart. */
  public FlatZone {
    Limits.check(origin, names);
  }

  /** Writes the zone in the order of the index. */
  @Override
  public void print(Appendable out) throws IOException {
    Labels labels = new Labels(seed);
    out.append("$ORIGIN ").append(origin).append("\n$TTL 3600\n");
    out.append("@\tSOA\tns1 hostmaster 1 7200 3600 1209600 600\n@\tNS\tns1\n@\tNS\tns2\n");
    out.append("ns1\tA\t192.0.2.1\nns1\tAAAA\t2001:db8::1\nns2\tA\t192.0.2.2\n");
    for (int host = 0; host < MAIL_HOSTS; host++) {
      out.append("mx").append(Integer.toString(host)).append("\tA\t").append(Addresses.v4(host));
      out.append('\n');
    }
    for (long i = 0; i < names; i++) {
      String label = labels.label(i);
      out.append(label).append("\tA\t").append(Addresses.v4(i)).append('\n');
      if (i % WITH_AAAA == 0) {
        out.append(label).append("\tAAAA\t").append(Addresses.v6(i)).append('\n');
      }
      if (i % WITH_MX == 0) {
        String host = Long.toString(i / WITH_MX % MAIL_HOSTS);
        out.append(label).append("\tMX\t10 mx").append(host).append('\n');
      }
    }
  }

  /**
   * 70 % A, 15 % AAAA (a quarter of them exist), 10 % names that are missing, 5 % MX.
   *
   * <p>Names are drawn uniformly, which is the unfriendly case for every cache.
   */
  @Override
  public Question draw(SplittableRandom random) {
    Labels labels = new Labels(seed);
    int lot = random.nextInt(100);
    if (lot < 70) {
      return new Question(owner(labels.label(random.nextLong(names))), "A");
    }
    if (lot < 85) {
      return new Question(owner(labels.label(random.nextLong(names))), "AAAA");
    }
    if (lot < 95) {
      return new Question(owner(labels.label(names + random.nextLong(names))), "A");
    }
    long withMx = random.nextLong((names + WITH_MX - 1) / WITH_MX) * WITH_MX;
    return new Question(owner(labels.label(withMx)), "MX");
  }

  private String owner(String label) {
    return origin.equals(".") ? label + "." : label + "." + origin;
  }
}
