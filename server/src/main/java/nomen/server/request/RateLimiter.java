package nomen.server.request;

import nomen.server.config.Networks;
import nomen.server.config.RateLimitSettings;
import nomen.server.transport.ClientAddress;

/**
 * Response rate limiting: how many equal responses a client network gets in a second, so that this
 * server is of no use for flooding somebody whose address is forged.
 *
 * <p>An <em>account</em> is kept for each triple of client network, kind of response and name. What
 * the name is depends on the kind, so that asking for ever new names opens no new accounts:
 *
 * <pre>
 *   kind      what is counted together                  credit a second
 *   ANSWER    a QNAME with all its QTYPEs; a wildcard;   responses-per-second
 *             a DNAME; a zone cut with its referrals
 *   NXDOMAIN  a zone                                     nxdomains-per-second
 *   ERROR     all errors                                 errors-per-second
 * </pre>
 *
 * An account starts with the credit of one second. Each response takes 1; each second that begins
 * gives the credit of the kind, up to the credit of one second. The debt is bounded by {@link
 * #WINDOW_SECONDS} times the credit, and so is the time after a flood until responses are sent
 * again. While an account is in debt, every {@code slip}th response is sent short, with TC, and the
 * others are dropped: a client that is real comes back over TCP, which is not limited, and a forged
 * one gets no more octets than were sent.
 *
 * <p>The accounts stand in a table that never grows. An account may stand in any of the {@value
 * #WAYS} places of the row that its hash chooses; a new one takes the place that was not used for
 * longest. So a flood of ever new clients can push out other accounts, which only forgives their
 * debts. The hash is keyed with a secret, so nobody outside can aim at a row. Accounts are told
 * apart by the 64 bits of the hash alone.
 *
 * <p>Each event loop has a limiter of its own, without locks, and a loop's share of the limits: the
 * kernel spreads clients over loops by address and port. Not thread-safe.
 */
public final class RateLimiter {
  /** The most seconds of credit that an account can owe. */
  public static final int WINDOW_SECONDS = 15;

  /** The places in which an account may stand: together they fill one cache line. */
  static final int WAYS = 4;

  /** What kind of response is accounted for. */
  public enum Kind {
    /** Positive answers, NODATA and referrals. */
    ANSWER(0),
    /** Responses that say that a name does not exist. */
    NXDOMAIN(1),
    /** All other RCODEs. */
    ERROR(2);

    private final int index;

    Kind(int index) {
      this.index = index;
    }
  }

  /** What becomes of a response. */
  public enum Verdict {
    /** It is sent. */
    SEND,
    /** It is cut down to its header and question and sent with TC. */
    SLIP,
    /** It is not sent. */
    DROP
  }

  /*
   * An account is two longs: its key, and its state:
   *
   *   63            32 31          25 24                    0
   *   second last used | slip phase | balance + BALANCE_BIAS
   */
  private static final int BALANCE_BITS = 25;
  private static final int BALANCE_MASK = (1 << BALANCE_BITS) - 1;
  private static final int BALANCE_BIAS = 1 << BALANCE_BITS - 1;
  private static final int SLIP_MASK = 0x7f;
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  /** The largest credit for which the debt of a whole window fits in the state. */
  private static final int MAX_CREDIT = (BALANCE_BIAS - 1) / WINDOW_SECONDS;

  private final long[] table;
  private final int rowMask;
  private final int[] creditPerSecond;
  private final int slip;
  private final long ipv4Mask;
  private final long ipv6HighMask;
  private final long ipv6LowMask;
  private final Networks exempt;
  private final long secret;

  /**
   * A limiter for one of several loops.
   *
   * @param settings the limits of all loops together; whether it is enabled is not asked here
   * @param loops how many loops share the limits and the table's size
   * @param secret a random number that clients cannot know
   */
  public RateLimiter(RateLimitSettings settings, int loops, long secret) {
    int rows = Integer.highestOneBit(Math.max(1, settings.tableSize() / loops / WAYS) * 2 - 1);
    this.table = new long[rows * WAYS * 2];
    this.rowMask = rows - 1;
    this.creditPerSecond = new int[Kind.values().length];
    creditPerSecond[Kind.ANSWER.index] = share(settings.responsesPerSecond(), loops);
    creditPerSecond[Kind.NXDOMAIN.index] = share(settings.nxdomainsPerSecond(), loops);
    creditPerSecond[Kind.ERROR.index] = share(settings.errorsPerSecond(), loops);
    this.slip = settings.slip();
    this.ipv4Mask = 0xffff_ffff_0000_0000L | leading(settings.ipv4Prefix() + 32);
    this.ipv6HighMask = leading(Math.min(64, settings.ipv6Prefix()));
    this.ipv6LowMask = leading(Math.max(0, settings.ipv6Prefix() - 64));
    this.exempt = new Networks(settings.exempt());
    this.secret = secret;
  }

  private static int share(int perSecond, int loops) {
    return Math.min(MAX_CREDIT, (perSecond + loops - 1) / loops);
  }

  private static long leading(int bits) {
    return bits == 0 ? 0 : -1L << 64 - bits;
  }

  /**
   * Accounts for one response.
   *
   * @param nameHash a hash of the name that the response is accounted under, 0 if of none
   * @param nowNanos the monotonic time
   */
  public Verdict charge(ClientAddress client, Kind kind, int nameHash, long nowNanos) {
    long high = client.high();
    long low = client.low();
    if (exempt.contains(high, low)) {
      return Verdict.SEND;
    }
    boolean v4 = client.length() == ClientAddress.IPV4_OCTETS;
    long key =
        key(v4 ? high : high & ipv6HighMask, low & (v4 ? ipv4Mask : ipv6LowMask), kind, nameHash);
    int credit = creditPerSecond[kind.index];
    int second = (int) (nowNanos / NANOS_PER_SECOND);
    int row = ((int) key & rowMask) * WAYS * 2;
    int place = find(row, key, second);
    if (table[place] != key) {
      table[place] = key;
      table[place + 1] = state(second, 0, credit - 1);
      return Verdict.SEND;
    }
    long state = table[place + 1];
    int phase = (int) (state >>> BALANCE_BITS) & SLIP_MASK;
    int balance = ((int) state & BALANCE_MASK) - BALANCE_BIAS;
    int elapsed = second - (int) (state >>> 32);
    if (elapsed > 0) {
      balance = (int) Math.min(credit, balance + (long) elapsed * credit);
    }
    balance = Math.max(balance - 1, -WINDOW_SECONDS * credit);
    Verdict verdict = Verdict.SEND;
    if (balance < 0) {
      phase++;
      verdict = slip > 0 && phase >= slip ? Verdict.SLIP : Verdict.DROP;
      phase = verdict == Verdict.SLIP ? 0 : Math.min(phase, SLIP_MASK - 1);
    }
    table[place + 1] = state(second, phase, balance);
    return verdict;
  }

  /** The place of the key's account, or of the one that makes room for it. */
  private int find(int row, long key, int second) {
    int oldest = row;
    int age = -1;
    for (int place = row; place < row + WAYS * 2; place += 2) {
      if (table[place] == key) {
        return place;
      }
      int unused = table[place] == 0 ? Integer.MAX_VALUE : second - (int) (table[place + 1] >>> 32);
      if (unused > age) {
        age = unused;
        oldest = place;
      }
    }
    return oldest;
  }

  private static long state(int second, int phase, int balance) {
    return (long) second << 32 | (long) phase << BALANCE_BITS | balance + BALANCE_BIAS;
  }

  private long key(long high, long low, Kind kind, int nameHash) {
    long h = secret;
    h = mix(h ^ high);
    h = mix(h ^ low);
    h = mix(h ^ ((long) nameHash << 2 | kind.index));
    // 0 marks an empty place.
    return h == 0 ? 1 : h;
  }

  /** The finalizer of SplitMix64: every bit of the input changes half of the output's. */
  private static long mix(long z) {
    long a = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
    long b = (a ^ a >>> 27) * 0x94d049bb133111ebL;
    return b ^ b >>> 31;
  }
}
