package nomen.loadtest.traffic;

import java.util.Arrays;
import nomen.codec.message.Header;
import nomen.codec.message.Opcode;
import org.jspecify.annotations.Nullable;

/**
 * Requests kept in memory as they are sent, but for their ID and signature. They are asked in their
 * order, from the beginning again after the last one, for as many passes as asked for; of {@code n}
 * workers the first asks the 1st, the {@code n + 1}st and so on, so that together they ask each
 * request once a pass. Immutable.
 */
public final class RequestList implements Traffic {
  /** The most requests of a list. */
  public static final int MAX_REQUESTS = 10_000_000;

  /** The most octets of a list's requests together. */
  public static final int MAX_OCTETS = 1 << 30;

  /** As many passes as there is time for. */
  public static final long ENDLESS = Long.MAX_VALUE;

  private final String description;
  private final MessageOptions options;
  private final byte[] octets;
  private final int[] ends;
  private final int count;

  /** The requests in the order in which they are asked; null if it is that of the octets. */
  private final int @Nullable [] order;

  private final long @Nullable [] dueNanos;
  private final long passes;

  private RequestList(
      String description,
      MessageOptions options,
      byte[] octets,
      int[] ends,
      int count,
      int @Nullable [] order,
      long @Nullable [] dueNanos,
      long passes) {
    this.description = description;
    this.options = options;
    this.octets = octets;
    this.ends = ends;
    this.count = count;
    this.order = order;
    this.dueNanos = dueNanos;
    this.passes = passes;
  }

  /** The same list, to be asked so many times: 1 to {@link #ENDLESS}. */
  public RequestList passes(long newPasses) {
    if (newPasses < 1) {
      throw new IllegalArgumentException("passes: " + newPasses + " is not 1 or more");
    }
    return new RequestList(description, options, octets, ends, count, order, dueNanos, newPasses);
  }

  /** How many requests there are in a pass. */
  public int count() {
    return count;
  }

  /** Whether the requests have times of their own. */
  public boolean isTimed() {
    return dueNanos != null;
  }

  /** When the last request of a pass is due, in nanoseconds from the first; 0 without times. */
  public long spanNanos() {
    return dueNanos == null ? 0 : dueNanos[count - 1];
  }

  @Override
  public String description() {
    return description;
  }

  @Override
  public RequestSource open(int worker, int workers) {
    return new Source(worker, workers);
  }

  /** A pass begins as long after the last request as requests lie apart on average. */
  private long periodNanos() {
    return spanNanos() + (count == 1 ? 1_000_000_000L : spanNanos() / (count - 1));
  }

  private final class Source implements RequestSource {
    private final RequestSigner signer = new RequestSigner(options);
    private final int workers;
    private long at;
    private long pass;

    Source(int worker, int workers) {
      this.workers = workers;
      this.at = worker;
      wrap();
    }

    private void wrap() {
      while (at >= count) {
        at -= count;
        pass++;
      }
    }

    @Override
    public boolean next(int id, Request into) {
      if (pass >= passes) {
        return false;
      }
      int turn = (int) at;
      int index = order == null ? turn : order[turn];
      int begin = index == 0 ? 0 : ends[index - 1];
      int length = ends[index] - begin;
      byte[] to = into.octets();
      System.arraycopy(octets, begin, to, 0, length);
      to[0] = (byte) (id >>> 8);
      to[1] = (byte) id;
      long due = dueNanos == null ? Request.ANY_TIME : dueNanos[turn] + pass * periodNanos();
      boolean update = Header.opcode(Header.flags(to, 0)) == Opcode.UPDATE;
      into.set(signer.sign(to, length), update ? RequestKind.UPDATE : RequestKind.QUERY, due);
      at += workers;
      wrap();
      return true;
    }
  }

  /** Takes requests one after the other. */
  public static final class Builder {
    private static final int FIRST_REQUESTS = 1024;
    private static final int FIRST_OCTETS = 64 * 1024;

    private final String file;
    private final MessageOptions options;
    private final int room;
    private byte[] octets = new byte[FIRST_OCTETS];
    private int[] ends = new int[FIRST_REQUESTS];
    private long @Nullable [] timesNanos;
    private int count;
    private int used;

    /**
     * Begins a list.
     *
     * @param file where the requests come from, for messages
     */
    public Builder(String file, MessageOptions options) {
      this.file = file;
      this.options = options;
      this.room = Request.MAX_OCTETS - RequestSigner.sizeOctets(options);
    }

    /** How many requests there are so far. */
    public int count() {
      return count;
    }

    /**
     * Adds a request without a time.
     *
     * @param line where it comes from, for messages
     */
    public void add(long line, byte[] from, int offset, int length) throws TrafficException {
      if (length < Header.SIZE_OCTETS || length > room) {
        throw new TrafficException(
            file,
            line,
            "message: %,d octets are not in %d..%,d".formatted(length, Header.SIZE_OCTETS, room));
      }
      if (count == MAX_REQUESTS) {
        throw new TrafficException(file, line, "over %,d requests".formatted(MAX_REQUESTS));
      }
      if (length > MAX_OCTETS - used) {
        throw new TrafficException(
            file, line, "requests of over %,d octets together".formatted(MAX_OCTETS));
      }
      if (used + length > octets.length) {
        long larger = Math.min(MAX_OCTETS, Math.max(2L * octets.length, used + length));
        octets = Arrays.copyOf(octets, (int) larger);
      }
      if (count == ends.length) {
        ends = Arrays.copyOf(ends, Math.min(MAX_REQUESTS, 2 * count));
      }
      System.arraycopy(from, offset, octets, used, length);
      used += length;
      ends[count] = used;
      count++;
    }

    /**
     * Adds a request that has a time; in a list either all have one, or none. They are asked in the
     * order of their times, of equal ones as they were added.
     *
     * @param timeNanos nanoseconds, 0 or more, from a moment that is the same for all
     */
    public void add(long line, byte[] from, int offset, int length, long timeNanos)
        throws TrafficException {
      add(line, from, offset, length);
      long[] times = timesNanos == null ? new long[FIRST_REQUESTS] : timesNanos;
      if (count > times.length) {
        times = Arrays.copyOf(times, Math.min(MAX_REQUESTS, 2 * times.length));
      }
      times[count - 1] = timeNanos;
      timesNanos = times;
    }

    /** Forgets the times: they are asked as they were added. */
    public void dropTimes() {
      timesNanos = null;
    }

    /**
     * The list, endless.
     *
     * @param what requests these are, in the plural
     * @throws TrafficException if there is no request
     */
    public RequestList build(String what) throws TrafficException {
      if (count == 0) {
        throw new TrafficException(file, 0, "no " + what);
      }
      int[] order = timesNanos == null ? null : TimeOrder.of(timesNanos, count);
      return new RequestList(
          "%,d %s of %s".formatted(count, what, file),
          options,
          octets,
          ends,
          count,
          order,
          timesNanos == null ? null : due(timesNanos, order),
          ENDLESS);
    }

    /** From the first. */
    private long[] due(long[] times, int @Nullable [] order) {
      long[] due = new long[count];
      long first = times[order == null ? 0 : order[0]];
      for (int i = 0; i < count; i++) {
        due[i] = times[order == null ? i : order[i]] - first;
      }
      return due;
    }
  }
}
