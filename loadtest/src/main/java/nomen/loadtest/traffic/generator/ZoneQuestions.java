package nomen.loadtest.traffic.generator;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import nomen.codec.name.Labels;
import nomen.codec.name.Name;
import nomen.codec.rr.RRType;
import nomen.codec.rr.RRTypes;
import nomen.codec.wire.WireWriter;
import nomen.loadtest.traffic.TrafficException;
import nomen.loadtest.traffic.file.ZoneFileRecords;
import org.jspecify.annotations.Nullable;

/**
 * The questions that a zone answers: owner and type of each RRset, in an order that follows from a
 * seed. For a delegation the question is what a resolver asks there: A instead of NS. An RRset
 * whose records do not stand side by side counts once for each place. Immutable.
 *
 * <p>A question is kept as type (2 octets) and name, in uncompressed wire format.
 */
final class ZoneQuestions {
  /** The most questions. */
  static final int MAX_QUESTIONS = 20_000_000;

  /** The most octets of all questions. */
  static final int MAX_OCTETS = 1 << 30;

  /** HTTPS, NAPTR, SRV, CAA: types that resolvers do ask for, and most names do not have. */
  private static final List<Integer> RARE_TYPES = List.of(65, 35, 33, 257);

  private static final int FIRST_PRIVATE_TYPE = 65_280;

  private static final Set<String> OF_DNSSEC = Set.of("RRSIG", "NSEC", "NSEC3", "NSEC3PARAM");

  private final byte[] octets;
  private final int[] starts;
  private final Name apex;
  private final int missingType;

  private ZoneQuestions(byte[] octets, int[] starts, Name apex, int missingType) {
    this.octets = octets;
    this.starts = starts;
    this.apex = apex;
    this.missingType = missingType;
  }

  /**
   * Reads a zone.
   *
   * @param types that are asked; empty for all but those that DNSSEC adds
   */
  static ZoneQuestions read(Path file, @Nullable Name origin, List<RRType> types, long seed)
      throws TrafficException {
    Collector collector = new Collector(file.toString(), types);
    ZoneFileRecords.read(file, origin, collector);
    return collector.collect(seed);
  }

  /** How many. */
  int count() {
    return starts.length;
  }

  /** The owner of the SOA record. */
  Name apex() {
    return apex;
  }

  /** A type that no name of the zone has. */
  int missingType() {
    return missingType;
  }

  /** The type of a question. */
  int type(int index) {
    int at = starts[index];
    return (octets[at] & 0xff) << 8 | octets[at + 1] & 0xff;
  }

  /**
   * Copies the name of a question.
   *
   * @return the offset behind the copy
   */
  int copyName(int index, byte[] to, int offset) {
    int from = starts[index] + 2;
    int at = from;
    while (octets[at] != 0) {
      at += octets[at] + 1;
    }
    int length = at + 1 - from;
    System.arraycopy(octets, from, to, offset, length);
    return offset + length;
  }

  private static final class Collector implements ZoneFileRecords.Sink {
    private final String file;
    private final Set<RRType> wanted;
    private final BitSet present = new BitSet();
    private byte[] octets = new byte[1 << 16];
    private int[] starts = new int[1 << 10];
    private int count;
    private int used;
    private final byte[] lastOwner = new byte[Labels.MAX_NAME_OCTETS];
    private int lastLength;
    private final BitSet lastTypes = new BitSet();
    private @Nullable Name apex;

    Collector(String file, List<RRType> wanted) {
      this.file = file;
      this.wanted = new HashSet<>(wanted);
    }

    @Override
    public void record(
        byte[] owner, int length, RRType type, WireWriter rdata, ZoneFileRecords.Place place)
        throws TrafficException {
      if (type.equals(RRTypes.SOA) && apex == null) {
        apex = Name.ofWire(owner, 0);
      }
      present.set(type.code());
      if (length != lastLength || !Labels.equalIgnoringCase(owner, 0, lastOwner, 0, length)) {
        System.arraycopy(owner, 0, lastOwner, 0, length);
        lastLength = length;
        lastTypes.clear();
      }
      RRType asked = type.equals(RRTypes.NS) && !isApex(owner, length) ? RRTypes.A : type;
      boolean isAsked =
          wanted.isEmpty() ? !OF_DNSSEC.contains(asked.mnemonic()) : wanted.contains(asked);
      if (isAsked && !lastTypes.get(asked.code())) {
        lastTypes.set(asked.code());
        add(owner, length, asked.code(), place);
      }
    }

    private boolean isApex(byte[] owner, int length) {
      return apex != null
          && apex.length() == length
          && Labels.equalIgnoringCase(owner, 0, apex.toWire(), 0, length);
    }

    private void add(byte[] owner, int length, int type, ZoneFileRecords.Place place)
        throws TrafficException {
      if (count == MAX_QUESTIONS || length + 2 > MAX_OCTETS - used) {
        throw place.error(
            "over %,d questions or %,d octets of them".formatted(MAX_QUESTIONS, MAX_OCTETS));
      }
      if (used + length + 2 > octets.length) {
        octets = Arrays.copyOf(octets, (int) Math.min(MAX_OCTETS, 2L * octets.length));
      }
      if (count == starts.length) {
        starts = Arrays.copyOf(starts, Math.min(MAX_QUESTIONS, 2 * count));
      }
      starts[count++] = used;
      octets[used] = (byte) (type >>> 8);
      octets[used + 1] = (byte) type;
      System.arraycopy(owner, 0, octets, used + 2, length);
      used += length + 2;
    }

    ZoneQuestions collect(long seed) throws TrafficException {
      if (apex == null) {
        throw new TrafficException(file, 0, "zone: no SOA record");
      }
      if (count == 0) {
        throw new TrafficException(file, 0, "zone: nothing of the types that are to be asked");
      }
      int missing =
          RARE_TYPES.stream()
              .filter(type -> !present.get(type))
              .findFirst()
              .orElse(present.nextClearBit(FIRST_PRIVATE_TYPE));
      return new ZoneQuestions(Arrays.copyOf(octets, used), shuffled(seed), apex, missing);
    }

    /** What is popular does not follow from the order of the file. */
    private int[] shuffled(long seed) {
      int[] shuffled = Arrays.copyOf(starts, count);
      SplittableRandom random = new SplittableRandom(seed);
      for (int i = count - 1; i > 0; i--) {
        int other = random.nextInt(i + 1);
        int kept = shuffled[i];
        shuffled[i] = shuffled[other];
        shuffled[other] = kept;
      }
      return shuffled;
    }
  }
}
