package nomen.loadtest.traffic.generator;

import java.util.List;
import java.util.SplittableRandom;
import nomen.codec.message.Header;
import nomen.codec.name.Name;
import nomen.codec.rr.RRTypes;
import nomen.loadtest.traffic.MessageOptions;
import nomen.loadtest.traffic.QueryEncoder;
import nomen.loadtest.traffic.Request;
import nomen.loadtest.traffic.RequestKind;
import nomen.loadtest.traffic.RequestSigner;
import nomen.loadtest.traffic.RequestSource;
import nomen.loadtest.traffic.Traffic;

/**
 * Queries of type A for random labels below given names: no cache knows them, and each is missing
 * (the random-subdomain or water-torture attack). For servers of one's own. It never ends.
 */
public final class AttackTraffic implements Traffic {
  /** The most names to which labels are added. */
  public static final int MAX_TARGETS = 10_000;

  private static final int MAX_TARGET_OCTETS = 255 - 1 - Randoms.LABEL_OCTETS;

  private final byte[][] targets;
  private final MessageOptions options;
  private final long seed;

  /**
   * Attacks names, each as often as any other.
   *
   * @param targets 1 to {@link #MAX_TARGETS}, with room for a label
   * @throws IllegalArgumentException if it is none such
   */
  public AttackTraffic(List<Name> targets, MessageOptions options, long seed) {
    if (targets.isEmpty() || targets.size() > MAX_TARGETS) {
      throw new IllegalArgumentException(
          "attack: " + targets.size() + " names are not in 1.." + MAX_TARGETS);
    }
    for (Name target : targets) {
      if (target.length() > MAX_TARGET_OCTETS) {
        throw new IllegalArgumentException("attack: no room for a label before " + target);
      }
    }
    this.targets = targets.stream().map(Name::toWire).toArray(byte[][]::new);
    this.options = options;
    this.seed = seed;
  }

  /**
   * An attack beside other traffic.
   *
   * @param share of the attack, from 0 to 1
   */
  public static Traffic beside(
      Traffic normal, double share, List<Name> targets, MessageOptions options, long seed) {
    return new MixedTraffic(
        List.of(
            new MixedTraffic.Part(new AttackTraffic(targets, options, seed), share),
            new MixedTraffic.Part(normal, 1 - share)),
        seed);
  }

  @Override
  public String description() {
    return "random labels below %s%s"
        .formatted(
            Name.ofWire(targets[0], 0),
            targets.length == 1 ? "" : " and %,d others".formatted(targets.length - 1));
  }

  @Override
  public RequestSource open(int worker, int workers) {
    SplittableRandom random = Randoms.of(seed, worker);
    QueryEncoder encoder = new QueryEncoder(options);
    RequestSigner signer = new RequestSigner(options);
    return (id, into) -> {
      byte[] to = into.octets();
      encoder.writeHeader(id, to);
      byte[] target = targets[random.nextInt(targets.length)];
      int at = Randoms.writeLabel(random, to, Header.SIZE_OCTETS);
      System.arraycopy(target, 0, to, at, target.length);
      int length = encoder.writeTail(at + target.length, RRTypes.A.code(), to);
      into.set(signer.sign(to, length), RequestKind.QUERY, Request.ANY_TIME);
      return true;
    };
  }
}
