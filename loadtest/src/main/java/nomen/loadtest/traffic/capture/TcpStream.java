package nomen.loadtest.traffic.capture;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import nomen.loadtest.traffic.TrafficException;

/**
 * One direction of a TCP connection: puts segments in order (RFC 9293 section 3.4) and gives the
 * messages in it (RFC 1035 section 4.2.2). Of octets that come twice the first are taken, and of
 * those that are held those of the segment that begins first.
 *
 * <pre>
 *   known octets        | next   gap     held           gap    held
 *   ...given | unfinished|.......[segment][segment].....[segment]
 * </pre>
 *
 * <p>Segments behind a gap are held until it is filled, or until too much is held, or for too long:
 * then the gap was not captured and is left out. What stood unfinished before it is lost, and as at
 * the beginning of a connection that was not captured, a beginning of a message is looked for where
 * segments begin.
 */
final class TcpStream {
  /** The most octets that are held behind gaps. */
  static final int MAX_HELD_OCTETS = 1 << 18;

  /** The most segments that are held behind gaps. */
  static final int MAX_HELD_SEGMENTS = 1024;

  /** How long is waited for what belongs into a gap, in the time of the capture. */
  static final long MAX_GAP_NANOS = 2_000_000_000L;

  /** What is farther off belongs to another connection of the same ports. */
  static final int MAX_DISTANCE = 1 << 24;

  private static final int FIRST_OCTETS = 512;

  /** The most room that is kept while nothing is in it. */
  private static final int MAX_EMPTY_OCTETS = 4096;

  /** Takes messages. */
  @FunctionalInterface
  interface Sink {
    /**
     * Takes a message; nothing of it may be kept.
     *
     * @param nanos when the segment that completed it was captured
     */
    void message(byte[] octets, int at, int length, long nanos) throws TrafficException;
  }

  /** A segment that is held. */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  private record Segment(int number, byte[] octets, long nanos) {
    int end() {
      return number + octets.length;
    }
  }

  private final Sink sink;
  private final Framing framing;
  private final CaptureCounts counts;
  private final int start;

  /** The number of the first octet that is not known. */
  private int next;

  private boolean framed;
  private boolean finished;
  private boolean hasEnd;
  private int end;
  private boolean anyOctets;

  /** What is known and not given yet: less than a message, or what a message is looked for in. */
  private byte[] octets = {};

  private int used;

  /** The numbers with which segments in it begin, as long as there is no framing. */
  private final Deque<Integer> beginnings = new ArrayDeque<>();

  /** In the order of their numbers. */
  private final List<Segment> held = new ArrayList<>();

  private int heldOctets;

  /**
   * A stream.
   *
   * @param start the number of its first octet
   * @param beginning whether the connection begins there
   */
  TcpStream(int start, boolean beginning, Sink sink, Framing framing, CaptureCounts counts) {
    this.start = start;
    this.next = start;
    this.framed = beginning;
    this.sink = sink;
    this.framing = framing;
    this.counts = counts;
  }

  /** Whether a connection that begins at a number is this one. */
  boolean beginsAt(int number) {
    int behind = start - number;
    return behind >= 0 && behind <= MAX_HELD_OCTETS;
  }

  /** Whether a number is too far off to belong to this connection. */
  boolean isElsewhere(int number) {
    int ahead = number - next;
    return ahead < -MAX_DISTANCE || ahead > (finished ? 0 : MAX_DISTANCE);
  }

  /** The octets that are kept. */
  int keptOctets() {
    return octets.length + heldOctets;
  }

  /** Takes the payload of a segment, and gives the messages that it completes. */
  void take(int number, byte[] data, int at, int length, long nanos) throws TrafficException {
    if (finished) {
      return;
    }
    int known = next - number;
    if (known < 0) {
      hold(new Segment(number, Arrays.copyOfRange(data, at, at + length), nanos));
    } else if (known < length) {
      append(data, at + known, length - known, nanos);
      release(nanos);
    }
    while (!held.isEmpty() && !mayWait(nanos)) {
      leaveGap();
    }
    finishAtEnd();
  }

  /** Says with which number the stream ends. */
  void end(int number) throws TrafficException {
    hasEnd = true;
    end = number;
    finishAtEnd();
  }

  /** Nothing comes any more: gives what is held, and counts what is lost. */
  void finish() throws TrafficException {
    if (finished) {
      return;
    }
    while (!held.isEmpty()) {
      leaveGap();
    }
    if (!framed && anyOctets) {
      counts.passOver(PassedOver.UNFRAMED);
    } else if (framed && used > 0) {
      counts.passOver(PassedOver.UNFINISHED);
    }
    finished = true;
    octets = new byte[0];
    used = 0;
    beginnings.clear();
  }

  private void finishAtEnd() throws TrafficException {
    if (hasEnd && next - end >= 0) {
      finish();
    }
  }

  private void hold(Segment segment) {
    int at = 0;
    while (at < held.size() && held.get(at).number() - segment.number() <= 0) {
      if (held.get(at).end() - segment.end() >= 0) {
        return;
      }
      at++;
    }
    held.add(at, segment);
    heldOctets += segment.octets().length;
  }

  private boolean mayWait(long nanos) {
    if (heldOctets > MAX_HELD_OCTETS || held.size() > MAX_HELD_SEGMENTS) {
      return false;
    }
    for (Segment segment : held) {
      if (nanos - segment.nanos() > MAX_GAP_NANOS) {
        return false;
      }
    }
    return true;
  }

  private void leaveGap() throws TrafficException {
    counts.passOver(PassedOver.GAP);
    framed = false;
    used = 0;
    beginnings.clear();
    next = held.getFirst().number();
    release(Long.MIN_VALUE);
  }

  /** Appends what is held and has no gap before it any more. */
  private void release(long nanos) throws TrafficException {
    while (!held.isEmpty() && held.getFirst().number() - next <= 0) {
      Segment segment = held.removeFirst();
      heldOctets -= segment.octets().length;
      int known = next - segment.number();
      int length = segment.octets().length;
      if (known < length) {
        append(segment.octets(), known, length - known, Math.max(nanos, segment.nanos()));
      }
    }
  }

  private void append(byte[] data, int at, int length, long nanos) throws TrafficException {
    if (!framed) {
      beginnings.add(next);
    }
    if (used + length > octets.length) {
      octets = Arrays.copyOf(octets, Math.max(FIRST_OCTETS, 2 * (used + length)));
    }
    System.arraycopy(data, at, octets, used, length);
    used += length;
    next += length;
    anyOctets = true;
    give(nanos);
  }

  private void give(long nanos) throws TrafficException {
    int at = framed ? 0 : find();
    if (framed) {
      while (used - at >= Framing.LENGTH_OCTETS) {
        int length = Framing.length(octets, at);
        int behind = at + Framing.LENGTH_OCTETS + length;
        if (behind > used) {
          break;
        }
        sink.message(octets, at + Framing.LENGTH_OCTETS, length, nanos);
        at = behind;
      }
    }
    if (at == 0) {
      return;
    }
    used -= at;
    if (used == 0 && octets.length > MAX_EMPTY_OCTETS) {
      octets = new byte[0];
    } else {
      System.arraycopy(octets, at, octets, 0, used);
    }
  }

  /** Where a message begins, or may begin; behind everything if nowhere. */
  private int find() {
    while (!beginnings.isEmpty()) {
      int at = used - (next - beginnings.element());
      Framing.Finding finding = framing.look(octets, at, used);
      if (finding == Framing.Finding.REQUEST) {
        framed = true;
        beginnings.clear();
        return at;
      }
      if (finding == Framing.Finding.UNDECIDED) {
        return at;
      }
      beginnings.remove();
    }
    return used;
  }
}
