package nomen.loadtest.workload;

/**
 * An endless list of distinct pronounceable labels: {@code label(i)} is a pure function of the seed
 * and {@code i}, so a zone and the queries for it agree without either being kept in memory.
 *
 * <p>The index is scrambled by a bijection on 30 bits and spelled in syllables of 6 bits.
 * Neighbours in the index are therefore strangers in canonical order, as the names of a real zone
 * are, and a label whose index is past the end of a zone is missing from that zone by construction.
 */
public final class Labels {
  private static final int BITS = 30;
  private static final long MASK = (1L << BITS) - 1;
  private static final long ODD_MULTIPLIER = 0x9E3779B97F4A7C15L;
  private static final String CONSONANTS = "bdfghklmnprstvwz";
  private static final String VOWELS = "aeio";

  /** Labels are told apart by 30 bits of index. */
  public static final long LIMIT = 1L << BITS;

  private final long offset;

  /** Labels in the order that {@code seed} gives. */
  public Labels(long seed) {
    this.offset = scramble(seed);
  }

  /**
   * The label with the given index, 6 to 10 lower case letters.
   *
   * @throws IllegalArgumentException if the index is negative or not below {@link #LIMIT}
   */
  public String label(long index) {
    if (index < 0 || index >= LIMIT) {
      throw new IllegalArgumentException("label index " + index + " is not in 0.." + (LIMIT - 1));
    }
    long bits = scramble(index + offset);
    StringBuilder text = new StringBuilder(10);
    for (int shift = BITS - 6; shift >= 0; shift -= 6) {
      int syllable = (int) (bits >>> shift) & 0x3F;
      // A leading run of zeros is left out, at most down to three syllables: lengths vary, and no
      // two spellings meet, because no remaining spelling starts with the syllable left out.
      if (syllable == 0 && text.isEmpty() && shift >= 18) {
        continue;
      }
      text.append(CONSONANTS.charAt(syllable >>> 2)).append(VOWELS.charAt(syllable & 3));
    }
    return text.toString();
  }

  /** A bijection on 30 bits: odd multiplications and xor-shifts are each reversible. */
  private static long scramble(long value) {
    long bits = (value * ODD_MULTIPLIER) & MASK;
    bits ^= bits >>> 15;
    bits = (bits * (ODD_MULTIPLIER >>> 7 | 1)) & MASK;
    return bits ^ (bits >>> 13);
  }
}
