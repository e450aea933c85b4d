package nomen.loadtest.traffic.capture;

/**
 * What a pcapng file says about the packets of an interface.
 *
 * @param linkType their link header
 * @param longest how many octets of a packet were captured at most; 0 for no limit
 * @param resolution the unit of their times (if_tsresol): 10 to the power of the negative number,
 *     or of 2 if the first bit is set
 * @param offsetSeconds what is added to their times (if_tsoffset)
 */
record CaptureInterface(int linkType, long longest, int resolution, long offsetSeconds) {
  /** Microseconds. */
  static final int USUAL_RESOLUTION = 6;

  private static final int OF_TWO = 0x80;
  private static final int MAX_POWER_OF_TEN = 19;
  private static final int MAX_POWER_OF_TWO = 63;
  private static final int NANO_POWER = 9;
  private static final long NANOS = 1_000_000_000L;

  /** The most seconds between 1970 and a time: 64 bits can count their nanoseconds. */
  static final long MAX_SECONDS = Long.MAX_VALUE / NANOS - 1;

  /** In place of a time before 1970, or too far behind it. */
  static final long NO_TIME = -1;

  /** Whether a second of that resolution has a number of units that 64 bits can count. */
  static boolean isResolution(int value) {
    return (value & OF_TWO) == 0
        ? value <= MAX_POWER_OF_TEN
        : (value & ~OF_TWO) <= MAX_POWER_OF_TWO;
  }

  /**
   * A time in nanoseconds since 1970, or {@link #NO_TIME}.
   *
   * @param ticks in units of the resolution, 64 bits without a sign
   */
  long nanos(long ticks) {
    int power = resolution & ~OF_TWO;
    long seconds;
    long fraction;
    if ((resolution & OF_TWO) == 0) {
      long perSecond = powerOfTen(power);
      seconds = Long.divideUnsigned(ticks, perSecond);
      long rest = Long.remainderUnsigned(ticks, perSecond);
      fraction =
          power <= NANO_POWER
              ? rest * powerOfTen(NANO_POWER - power)
              : Long.divideUnsigned(rest, powerOfTen(power - NANO_POWER));
    } else {
      seconds = ticks >>> power;
      long rest = ticks & (1L << power) - 1;
      // 33 bits and those of a thousand million fit into 63.
      int dropped = Math.max(0, power - 33);
      fraction = (rest >>> dropped) * NANOS >>> power - dropped;
    }
    if (seconds < 0 || seconds > MAX_SECONDS || offsetSeconds > MAX_SECONDS) {
      return NO_TIME;
    }
    long sum = seconds + offsetSeconds;
    return sum < 0 || sum > MAX_SECONDS ? NO_TIME : sum * NANOS + fraction;
  }

  private static long powerOfTen(int power) {
    long value = 1;
    for (int i = 0; i < power; i++) {
      value *= 10;
    }
    return value;
  }
}
