package nomen.loadtest.traffic.generator;

import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import nomen.codec.message.Header;
import nomen.codec.name.Name;
import nomen.codec.rr.RRType;
import nomen.codec.rr.RRTypes;
import nomen.loadtest.traffic.MessageOptions;
import nomen.loadtest.traffic.QueryEncoder;
import nomen.loadtest.traffic.Request;
import nomen.loadtest.traffic.RequestKind;
import nomen.loadtest.traffic.RequestSigner;
import nomen.loadtest.traffic.RequestSource;
import nomen.loadtest.traffic.Traffic;
import nomen.loadtest.traffic.TrafficException;
import org.jspecify.annotations.Nullable;

/**
 * Queries for what a zone holds, and for what it does not. They are drawn anew for each worker, and
 * never end. Immutable.
 *
 * <p>A question is drawn from those that {@link ZoneQuestions} finds, a name that is missing is
 * made of a random label below the apex, and a type that is missing is one that the zone has
 * nowhere. Where the zone has a wildcard or a delegation the answers differ accordingly.
 */
public final class ZoneTraffic implements Traffic {
  private final ZoneQuestions questions;
  private final Mix mix;
  private final @Nullable Zipf zipf;
  private final MessageOptions options;
  private final long seed;

  /**
   * What is drawn.
   *
   * @param exponent of the popularity of questions (Zipf): 1 is that of the web, 0 makes all as
   *     likely; up to 10. Which question is popular follows from the seed
   * @param missingNames share of queries for names that do not exist (NXDOMAIN), 0 to 1
   * @param missingTypes share of queries for types that names do not have (NODATA), 0 to 1; both
   *     shares together 1 at most
   * @param types that are asked; empty for all that the zone has, but for those that DNSSEC adds
   */
  public record Mix(double exponent, double missingNames, double missingTypes, List<RRType> types) {
    /** Every record set as likely as any other, and nothing that is missing. */
    public static final Mix UNIFORM = new Mix(0, 0, 0, List.of());

    /** Checks ranges. */
    public Mix {
      types = List.copyOf(types);
      if (!(exponent >= 0 && exponent <= Zipf.MAX_EXPONENT)) {
        throw new IllegalArgumentException(
            "popularity: exponent " + exponent + " is not in 0.." + Zipf.MAX_EXPONENT);
      }
      if (!(missingNames >= 0 && missingTypes >= 0 && missingNames + missingTypes <= 1)) {
        throw new IllegalArgumentException(
            "shares: " + missingNames + " and " + missingTypes + " are not in 0..1 together");
      }
    }
  }

  private ZoneTraffic(ZoneQuestions questions, Mix mix, MessageOptions options, long seed) {
    this.questions = questions;
    this.mix = mix;
    this.zipf = mix.exponent == 0 ? null : new Zipf(questions.count(), mix.exponent);
    this.options = options;
    this.seed = seed;
  }

  /**
   * Reads a zone.
   *
   * @param origin of relative names until $ORIGIN says something else, or null
   * @throws TrafficException if the file is no zone, or has nothing of the types asked for
   */
  public static ZoneTraffic read(
      Path file, @Nullable Name origin, Mix mix, MessageOptions options, long seed)
      throws TrafficException {
    return new ZoneTraffic(ZoneQuestions.read(file, origin, mix.types, seed), mix, options, seed);
  }

  /** How many different questions have answers. */
  public int questionCount() {
    return questions.count();
  }

  @Override
  public String description() {
    StringBuilder text = new StringBuilder();
    text.append("queries for %,d questions of %s".formatted(questions.count(), questions.apex()));
    if (zipf != null) {
      text.append(", Zipf ").append(mix.exponent);
    }
    if (mix.missingNames > 0) {
      text.append(", %.1f %% missing names".formatted(100 * mix.missingNames));
    }
    if (mix.missingTypes > 0) {
      text.append(", %.1f %% missing types".formatted(100 * mix.missingTypes));
    }
    return text.toString();
  }

  @Override
  public RequestSource open(int worker, int workers) {
    return new Source(Randoms.of(seed, worker));
  }

  private final class Source implements RequestSource {
    private final QueryEncoder encoder = new QueryEncoder(options);
    private final RequestSigner signer = new RequestSigner(options);
    private final SplittableRandom random;

    Source(SplittableRandom random) {
      this.random = random;
    }

    @Override
    public boolean next(int id, Request into) {
      byte[] to = into.octets();
      encoder.writeHeader(id, to);
      double lot = mix.missingNames + mix.missingTypes == 0 ? 1 : random.nextDouble();
      int at;
      int type;
      if (lot < mix.missingNames) {
        at = Randoms.writeLabel(random, to, Header.SIZE_OCTETS);
        at += questions.apex().copyTo(to, at);
        type = RRTypes.A.code();
      } else {
        int index = zipf == null ? random.nextInt(questions.count()) : zipf.draw(random);
        at = questions.copyName(index, to, Header.SIZE_OCTETS);
        type =
            lot < mix.missingNames + mix.missingTypes
                ? questions.missingType()
                : questions.type(index);
      }
      int length = encoder.writeTail(at, type, to);
      into.set(signer.sign(to, length), RequestKind.QUERY, Request.ANY_TIME);
      return true;
    }
  }
}
