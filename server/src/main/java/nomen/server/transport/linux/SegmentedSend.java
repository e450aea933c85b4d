package nomen.server.transport.linux;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;
import static nomen.linux.MessageLayout.HEADER_SIZE;
import static nomen.linux.MessageLayout.IOVEC_SIZE;
import static nomen.linux.MessageLayout.MSG_CONTROL;
import static nomen.linux.MessageLayout.MSG_CONTROLLEN;
import static nomen.linux.MessageLayout.MSG_IOV;
import static nomen.linux.MessageLayout.MSG_IOVLEN;
import static nomen.linux.MessageLayout.MSG_NAME;
import static nomen.linux.MessageLayout.MSG_NAMELEN;

import java.lang.foreign.MemorySegment;
import nomen.linux.Errno;
import nomen.linux.MappedMemory;
import nomen.linux.SocketAddressLayout;
import nomen.linux.UdpSocket;

/**
 * Sends answers to one client in one message of several segments (UDP_SEGMENT, Linux 4.18), which
 * the kernel takes through its network stack once and cuts into datagrams at the end.
 *
 * <p>Answers make a message if they go to the same address and port and are equally long; the last
 * may be shorter. To bring such answers together a batch of some size is sorted, so answers may
 * leave in another order than their requests came: nothing in UDP or DNS promises one. It helps
 * with clients that ask much from one port, as load balancers, forwarders and load generators do.
 * For others it costs the sorting of a batch, a few nanoseconds an answer.
 *
 * <pre>
 * memory:  message headers (struct mmsghdr, 64 octets each) | iovecs (16 each), in sorted order
 *          | control messages (24 octets each)
 *
 * control message:  0 length 8 (18) | 8 level 4 (SOL_UDP) | 12 type 4 (UDP_SEGMENT) | 16 size 2
 * </pre>
 *
 * <p>Where the kernel refuses a message of several segments, because it or the network device
 * cannot do it, the answers go out one by one from then on.
 */
final class SegmentedSend implements AutoCloseable {
  /** The kernel cuts a message into at most as many datagrams (UDP_MAX_SEGMENTS of Linux 4.18). */
  static final int MAX_SEGMENTS = 64;

  /** A segment must fit an unfragmented packet: this one fits the smallest MTU of IPv6. */
  static final int MAX_SEGMENT_OCTETS = 1_232;

  /** What a message may have in all: no UDP datagram over IPv4 has more. */
  static final int MAX_MESSAGE_OCTETS = 65_507;

  /** A batch of fewer answers keeps its order: there is little to bring together. */
  static final int MIN_SORTED = 8;

  /** The answers of a batch are sorted in stretches of so many. */
  static final int MAX_SORTED = 64;

  private static final int CONTROL_STRIDE = 24;
  private static final int CONTROL_OCTETS = 18;
  private static final int SOL_UDP = 17;
  private static final int UDP_SEGMENT = 103;

  private final UdpSocket socket;
  private final DatagramBatch lines;
  private final MappedMemory mapping;
  private final MemorySegment memory;
  private final long vectors;
  private final long controls;

  /** The answers in the order in which they are sent, and what orders them. */
  private final int[] order;

  private final long[] keys;

  /** By message: the answer that it begins with; one more entry tells where the last ends. */
  private final int[] firstAnswer;

  private boolean refused;

  SegmentedSend(DatagramBatch lines, UdpSocket socket, int capacity) {
    this.socket = socket;
    this.lines = lines;
    vectors = (long) capacity * HEADER_SIZE;
    controls = vectors + (long) capacity * IOVEC_SIZE;
    order = new int[capacity];
    keys = new long[capacity];
    mapping = new MappedMemory(controls + (long) capacity * CONTROL_STRIDE);
    memory = mapping.segment();
    firstAnswer = new int[capacity + 1];
    for (int i = 0; i < capacity; i++) {
      long control = control(i);
      memory.set(JAVA_LONG, control, CONTROL_OCTETS);
      memory.set(JAVA_INT, control + 8, SOL_UDP);
      memory.set(JAVA_INT, control + 12, UDP_SEGMENT);
      memory.set(
          JAVA_INT,
          header(i) + MSG_NAMELEN,
          socket.isIpv6()
              ? SocketAddressLayout.IPV6_SIZE_OCTETS
              : SocketAddressLayout.IPV4_SIZE_OCTETS);
    }
  }

  /** Takes the answers of a batch, all that are in line, in the order that suits. */
  void line(int answers) {
    for (int i = 0; i < answers; i++) {
      long key = lines.clientHash(i) << Short.SIZE | lines.answerLength(i);
      int at = i;
      // Insertion: batches are short, and mostly in runs already. Of a long one only stretches are
      // sorted, as the work grows with the square.
      int begin = answers < MIN_SORTED ? i : i - i % MAX_SORTED;
      while (at > begin && keys[at - 1] < key) {
        keys[at] = keys[at - 1];
        order[at] = order[at - 1];
        at--;
      }
      keys[at] = key;
      order[at] = i;
    }
    for (int i = 0; i < answers; i++) {
      lines.copyVector(order[i], memory, vectors + (long) i * IOVEC_SIZE);
    }
  }

  /**
   * Sends answers of the line, as far as the kernel takes them.
   *
   * @param from how many of the line are done already
   * @param to how many there are
   * @return the answers sent, at least 1, or the negated error number of the first
   */
  int send(int from, int to, int flags) {
    int messages = gather(from, to);
    int result = send(messages, flags);
    if (result > 0) {
      return firstAnswer[result] - from;
    }
    if (firstAnswer[1] - from == 1 || result == -Errno.EAGAIN || result == -Errno.EINTR) {
      return result;
    }
    // Segments are to blame only if the answer goes out alone. If not, it is the client: nothing
    // can be sent to port 0, and anybody can forge a query from there.
    fill(0, from, 1);
    int alone = send(1, flags);
    refused |= alone > 0;
    return alone;
  }

  private int send(int messages, int flags) {
    return socket.calls().sendmmsg(socket.fd(), memory.address() + header(0), messages, flags);
  }

  /** Whether messages of several segments were refused, and are not tried any more. */
  boolean isRefused() {
    return refused;
  }

  private int gather(int from, int to) {
    int messages = 0;
    int first = from;
    while (first < to) {
      int end = refused ? first + 1 : endOfRun(first, to);
      firstAnswer[messages] = first;
      fill(messages, first, end - first);
      messages++;
      first = end;
    }
    firstAnswer[messages] = to;
    return messages;
  }

  private int endOfRun(int first, int to) {
    int length = length(first);
    int end = first + 1;
    if (length > MAX_SEGMENT_OCTETS) {
      return end;
    }
    int last = Math.min(to, first + Math.min(MAX_SEGMENTS, MAX_MESSAGE_OCTETS / length));
    while (end < last && length(end) <= length && lines.isSameClient(order[first], order[end])) {
      end++;
      if (length(end - 1) != length) {
        // Only the last segment may be shorter.
        break;
      }
    }
    return end;
  }

  private int length(int place) {
    return lines.answerLength(order[place]);
  }

  private void fill(int message, int first, int segments) {
    long header = header(message);
    memory.set(JAVA_LONG, header + MSG_NAME, lines.nameAddress(order[first]));
    memory.set(JAVA_LONG, header + MSG_IOV, memory.address() + vectors + (long) first * IOVEC_SIZE);
    memory.set(JAVA_LONG, header + MSG_IOVLEN, segments);
    if (segments > 1) {
      memory.set(JAVA_SHORT, control(message) + 16, (short) length(first));
      long control = memory.address() + control(message);
      memory.set(JAVA_LONG, header + MSG_CONTROL, control);
      memory.set(JAVA_LONG, header + MSG_CONTROLLEN, CONTROL_STRIDE);
    } else {
      memory.set(JAVA_LONG, header + MSG_CONTROL, 0);
      memory.set(JAVA_LONG, header + MSG_CONTROLLEN, 0);
    }
  }

  private static long header(int message) {
    return (long) message * HEADER_SIZE;
  }

  private long control(int message) {
    return controls + (long) message * CONTROL_STRIDE;
  }

  @Override
  public void close() {
    mapping.close();
  }
}
