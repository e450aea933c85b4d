package nomen.loadtest.traffic.generator;

import java.util.SplittableRandom;

/** Random numbers and labels of workers. */
final class Randoms {
  /** The octets of a random label; two of a billion are the same once in nine runs. */
  static final int LABEL_OCTETS = 12;

  private static final int LETTERS = 36;

  private Randoms() {}

  /** Numbers of a worker that no other worker of the same seed has. */
  static SplittableRandom of(long seed, int worker) {
    SplittableRandom root = new SplittableRandom(seed);
    SplittableRandom random = root.split();
    for (int i = 0; i < worker; i++) {
      random = root.split();
    }
    return random;
  }

  /**
   * Writes a label of letters and digits in wire format.
   *
   * @return the offset behind it
   */
  static int writeLabel(SplittableRandom random, byte[] to, int at) {
    long bits = random.nextLong() >>> 1;
    to[at] = LABEL_OCTETS;
    for (int i = 1; i <= LABEL_OCTETS; i++) {
      int letter = (int) (bits % LETTERS);
      bits /= LETTERS;
      to[at + i] = (byte) (letter < 26 ? 'a' + letter : '0' + letter - 26);
    }
    return at + 1 + LABEL_OCTETS;
  }
}
