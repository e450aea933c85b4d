package nomen.bench.message;

import java.util.Random;
import nomen.codec.message.Header;
import nomen.codec.name.Name;
import nomen.codec.wire.WireWriter;

/** Requests as clients send them, many and the same in every run. */
final class Requests {
  /** Enough that the branch predictor does not learn them by heart; a power of two. */
  static final int COUNT = 1 << 13;

  private static final int[] QTYPES = {1, 1, 1, 28, 28, 65, 15, 16, 6, 2};
  private static final String[] HOSTS = {"www", "mail", "api", "cdn", "ns1", "static"};
  private static final String[] ZONES = {"com", "net", "org", "co.uk", "example", "de"};
  private static final int OPT = 41;
  private static final int COOKIE = 10;
  private static final int COOKIE_OCTETS = 8;

  private final Random random = new Random(5);

  private Requests() {}

  /**
   * Queries for names of two to four labels; three quarters with EDNS, half of those with DO, a
   * third of those with a client cookie.
   */
  static byte[][] queries() {
    Requests make = new Requests();
    byte[][] all = new byte[COUNT][];
    for (int i = 0; i < COUNT; i++) {
      all[i] = make.query(Header.RD);
    }
    return all;
  }

  /**
   * As {@link #queries}, one in five of which is none: a response, an opcode that nobody knows, two
   * questions, or fewer octets than a header has.
   */
  static byte[][] mixedWithNoise() {
    Requests make = new Requests();
    byte[][] all = new byte[COUNT][];
    for (int i = 0; i < COUNT; i++) {
      all[i] =
          switch (make.random.nextInt(20)) {
            case 0 -> make.query(Header.RD | Header.QR);
            case 1 -> make.query(Header.opcodeFlags(7));
            case 2 -> {
              byte[] twoQuestions = make.query(Header.RD);
              twoQuestions[Header.COUNTS_OFFSET + 1] = 2;
              yield twoQuestions;
            }
            case 3 -> new byte[make.random.nextInt(Header.SIZE_OCTETS)];
            default -> make.query(Header.RD);
          };
    }
    return all;
  }

  /** A name that somebody may ask for, in presentation format. */
  static String name(Random random) {
    StringBuilder name = new StringBuilder();
    if (random.nextBoolean()) {
      name.append(HOSTS[random.nextInt(HOSTS.length)]).append('.');
    }
    for (int i = random.nextInt(3, 16); i > 0; i--) {
      name.append((char) ('a' + random.nextInt(26)));
    }
    return name.append('.').append(ZONES[random.nextInt(ZONES.length)]).append('.').toString();
  }

  private byte[] query(int flags) {
    boolean edns = random.nextInt(4) > 0;
    WireWriter to = new WireWriter(512);
    to.writeU16(random.nextInt(0x10000));
    to.writeU16(flags);
    to.writeU16(1);
    to.writeU32(0);
    to.writeU16(edns ? 1 : 0);
    to.writeName(Name.parse(name(random)));
    to.writeU16(QTYPES[random.nextInt(QTYPES.length)]);
    to.writeU16(1);
    if (edns) {
      to.writeU8(0);
      to.writeU16(OPT);
      to.writeU16(1232);
      to.writeU32(random.nextBoolean() ? 0x8000 : 0);
      boolean cookie = random.nextInt(3) == 0;
      to.writeU16(cookie ? 4 + COOKIE_OCTETS : 0);
      if (cookie) {
        to.writeU16(COOKIE);
        to.writeU16(COOKIE_OCTETS);
        to.writeU64(random.nextLong());
      }
    }
    return to.toOctets();
  }
}
