package nomen.server.transport.linux;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static nomen.linux.MessageLayout.CMSG_DATA;
import static nomen.linux.MessageLayout.HEADER_SIZE;
import static nomen.linux.MessageLayout.IOVEC_SIZE;
import static nomen.linux.MessageLayout.IOV_BASE;
import static nomen.linux.MessageLayout.IOV_LEN;
import static nomen.linux.MessageLayout.MSG_CONTROL;
import static nomen.linux.MessageLayout.MSG_CONTROLLEN;
import static nomen.linux.MessageLayout.MSG_DONTWAIT;
import static nomen.linux.MessageLayout.MSG_FLAGS;
import static nomen.linux.MessageLayout.MSG_IOV;
import static nomen.linux.MessageLayout.MSG_IOVLEN;
import static nomen.linux.MessageLayout.MSG_LEN;
import static nomen.linux.MessageLayout.MSG_NAME;
import static nomen.linux.MessageLayout.MSG_NAMELEN;
import static nomen.linux.MessageLayout.MSG_TRUNC;
import static nomen.linux.MessageLayout.MSG_WAITFORONE;

import java.lang.foreign.MemorySegment;
import nomen.linux.LinuxCalls;
import nomen.linux.MappedMemory;
import nomen.linux.MessageLayout;
import nomen.linux.SocketAddressLayout;
import nomen.linux.UdpSocket;
import nomen.server.transport.ClientAddress;
import org.jspecify.annotations.Nullable;

/**
 * Room for a batch of datagrams that one {@code recvmmsg} fills and one {@code sendmmsg} answers.
 *
 * <p>All of it is one mapping, laid out once. Slot <i>i</i> is where the <i>i</i>-th datagram lands
 * and, after the request has been copied out, where its answer stands; the answer goes back to the
 * address, and from the local address, that lie in the slot.
 *
 * <pre>
 * mapping:  receive headers | send headers | receive iovecs | send iovecs | names | control | slots
 *
 * control message: struct cmsghdr, then    struct in_pktinfo (12)   struct in6_pktinfo (20)
 *                                            0  interface  4          0  address   16
 *                                            4  local      4         16  interface  4
 *                                            8  header     4
 * </pre>
 *
 * What the kernel overwrites on receipt is mostly what stood there: each name and each control
 * message has exactly the size that its family gives. Send headers have iovecs of their own, so
 * between two batches nothing of a receive header is written at all. Slots have 65,535 octets and a
 * stride that is no multiple of a page, or the first octets of all slots, often the only ones used,
 * would compete for the same few sets of the processor's cache.
 *
 * <p>Belongs to one thread at a time. {@link #close} unmaps it.
 */
public final class DatagramBatch implements AutoCloseable {
  /** Octets that a slot can hold: no UDP datagram has more. */
  public static final int SLOT_OCTETS = 65_535;

  /** The most messages that the kernel takes in one call (UIO_MAXIOV). */
  public static final int MAX_CAPACITY = MessageLayout.MAX_MESSAGES;

  private static final int NAME_STRIDE = 32;
  private static final int CONTROL_STRIDE = 40;
  private static final int IPV4_CONTROL_OCTETS = 32;
  private static final int IPV6_CONTROL_OCTETS = 40;
  private static final int IPV6_INTERFACE = CMSG_DATA + 16;
  private static final int PAGE = 4096;
  private static final int SLOT_STRIDE = 65_536 + 192;

  private final UdpSocket socket;
  private final LinuxCalls calls;
  private final int capacity;
  private final boolean local;
  private final MappedMemory mapping;
  private final MemorySegment memory;
  private final long receiveHeaders;
  private final long sendHeaders;
  private final long receiveVectors;
  private final long sendVectors;
  private final long names;
  private final long controls;
  private final long slots;
  private final int[] slotOfAnswer;
  private final @Nullable SegmentedSend segmented;
  private int answers;
  private int sent;

  /**
   * Maps the room.
   *
   * @param socket the one that it receives from and sends to
   * @param capacity the most datagrams in a batch, 1 to {@link #MAX_CAPACITY}
   * @param localAddresses whether the socket was asked for local addresses
   * @param segments whether neighbouring answers to one client may go as segments of one message;
   *     not together with local addresses
   */
  public DatagramBatch(UdpSocket socket, int capacity, boolean localAddresses, boolean segments) {
    if (localAddresses && segments) {
      throw new IllegalArgumentException("no segments where each answer has a source of its own");
    }
    if (capacity < 1 || capacity > MAX_CAPACITY) {
      throw new IllegalArgumentException("a batch has 1 to 1024 datagrams, not " + capacity);
    }
    this.socket = socket;
    this.calls = socket.calls();
    this.capacity = capacity;
    this.local = localAddresses;
    receiveHeaders = 0;
    sendHeaders = receiveHeaders + (long) capacity * HEADER_SIZE;
    receiveVectors = sendHeaders + (long) capacity * HEADER_SIZE;
    sendVectors = receiveVectors + (long) capacity * IOVEC_SIZE;
    names = sendVectors + (long) capacity * IOVEC_SIZE;
    controls = names + (long) capacity * NAME_STRIDE;
    long end = controls + (long) capacity * CONTROL_STRIDE;
    slots = (end + PAGE - 1) / PAGE * PAGE;
    mapping = new MappedMemory(slots + (long) capacity * SLOT_STRIDE);
    memory = mapping.segment();
    slotOfAnswer = new int[capacity];
    segmented = segments ? new SegmentedSend(this, socket, capacity) : null;
    for (int i = 0; i < capacity; i++) {
      layOut(i);
    }
  }

  private void layOut(int i) {
    long base = memory.address();
    long iovec = receiveVectors + (long) i * IOVEC_SIZE;
    memory.set(JAVA_LONG, iovec + IOV_BASE, base + slot(i));
    memory.set(JAVA_LONG, iovec + IOV_LEN, SLOT_OCTETS);
    long header = receiveHeaders + (long) i * HEADER_SIZE;
    pointHeader(header, i, base + iovec);
    long answerVector = sendVectors + (long) i * IOVEC_SIZE;
    memory.set(JAVA_LONG, answerVector + IOV_BASE, base + slot(i));
    pointHeader(sendHeaders + (long) i * HEADER_SIZE, i, base + answerVector);
    slotOfAnswer[i] = i;
  }

  private void pointHeader(long header, int slot, long iovec) {
    long base = memory.address();
    memory.set(JAVA_LONG, header + MSG_NAME, base + names + (long) slot * NAME_STRIDE);
    memory.set(
        JAVA_INT,
        header + MSG_NAMELEN,
        socket.isIpv6()
            ? SocketAddressLayout.IPV6_SIZE_OCTETS
            : SocketAddressLayout.IPV4_SIZE_OCTETS);
    memory.set(JAVA_LONG, header + MSG_IOV, iovec);
    memory.set(JAVA_LONG, header + MSG_IOVLEN, 1);
    if (local) {
      memory.set(JAVA_LONG, header + MSG_CONTROL, base + control(slot));
      memory.set(JAVA_LONG, header + MSG_CONTROLLEN, controlOctets());
    }
  }

  /** The most datagrams that it holds. */
  public int capacity() {
    return capacity;
  }

  /**
   * Receives what has arrived, as many datagrams as there are and there is room for, without
   * waiting. Answers of the batch before are forgotten.
   *
   * @return the datagrams received, at least 1, or a negated error number
   */
  public int receive() {
    return receive(MSG_DONTWAIT);
  }

  /** The same, but waits for the first datagram on a socket that was opened blocking. */
  public int receiveWaiting() {
    return receive(MSG_WAITFORONE);
  }

  private int receive(int flags) {
    answers = 0;
    sent = 0;
    return calls.recvmmsg(socket.fd(), memory.address() + receiveHeaders, capacity, flags);
  }

  /** The octets received into a slot. */
  public int length(int slot) {
    return memory.get(JAVA_INT, receiveHeaders + (long) slot * HEADER_SIZE + MSG_LEN);
  }

  /** Whether the datagram in a slot had more octets than were kept. */
  public boolean isTruncated(int slot) {
    int flags = memory.get(JAVA_INT, receiveHeaders + (long) slot * HEADER_SIZE + MSG_FLAGS);
    return (flags & MSG_TRUNC) != 0;
  }

  /** Copies the first octets of a slot. */
  public void copyRequest(int slot, byte[] into, int length) {
    MemorySegment.copy(memory, JAVA_BYTE, slot(slot), into, 0, length);
  }

  /** Reads the address that the datagram in a slot came from. */
  public void readClient(int slot, ClientAddress into) {
    long at = names + (long) slot * NAME_STRIDE;
    int port = SocketAddressLayout.port(memory, at);
    if (SocketAddressLayout.isIpv6(memory, at)) {
      long high = SocketAddressLayout.ipv6High(memory, at);
      into.setIpv6(high, SocketAddressLayout.ipv6Low(memory, at), port);
    } else {
      into.setIpv4(SocketAddressLayout.ipv4(memory, at), port);
    }
  }

  /**
   * Puts an answer to the datagram in a slot in line for {@link #send}.
   *
   * @param slot answered at most once a batch, and in ascending order
   */
  public void answer(int slot, byte[] octets, int offset, int length) {
    MemorySegment.copy(octets, offset, memory, JAVA_BYTE, slot(slot), length);
    answerInPlace(slot, length);
  }

  /** Puts the first octets of a slot, as they stand there, in line as the answer to it. */
  public void answerInPlace(int slot, int length) {
    int n = answers++;
    long iovec = sendVectors + (long) n * IOVEC_SIZE;
    memory.set(JAVA_LONG, iovec + IOV_LEN, length);
    if (slotOfAnswer[n] != slot) {
      slotOfAnswer[n] = slot;
      memory.set(JAVA_LONG, iovec + IOV_BASE, memory.address() + slot(slot));
      pointHeader(sendHeaders + (long) n * HEADER_SIZE, slot, memory.address() + iovec);
    }
    if (local) {
      clearInterface(slot);
    }
  }

  /** Reads one octet of a slot. */
  public byte octet(int slot, int offset) {
    return memory.get(JAVA_BYTE, slot(slot) + offset);
  }

  /** Writes one octet of a slot. */
  public void setOctet(int slot, int offset, byte value) {
    memory.set(JAVA_BYTE, slot(slot) + offset, value);
  }

  /** Answers in line that have been neither sent nor skipped. */
  public int unsent() {
    return answers - sent;
  }

  /**
   * Sends what is in line, in order, as far as the kernel takes it.
   *
   * @return the answers sent, at least 1, or the negated error number of the first in line
   */
  public int send() {
    if (segmented != null) {
      if (sent == 0) {
        segmented.line(answers);
      }
      int result = segmented.send(sent, answers, MSG_DONTWAIT);
      sent += Math.max(result, 0);
      return result;
    }
    long headers = memory.address() + sendHeaders + (long) sent * HEADER_SIZE;
    int result = calls.sendmmsg(socket.fd(), headers, answers - sent, MSG_DONTWAIT);
    if (result > 0) {
      sent += result;
    }
    return result;
  }

  /** Gives up the first answer in line. */
  public void skipOne() {
    sent++;
  }

  /** Octets that {@link #saveReturnPath} writes, at most. */
  public static final int RETURN_PATH_OCTETS = NAME_STRIDE + CONTROL_STRIDE;

  /** Copies where an answer to the datagram in a slot has to go to and to come from. */
  public void saveReturnPath(int slot, byte[] into) {
    MemorySegment.copy(memory, JAVA_BYTE, names + (long) slot * NAME_STRIDE, into, 0, NAME_STRIDE);
    MemorySegment.copy(memory, JAVA_BYTE, control(slot), into, NAME_STRIDE, CONTROL_STRIDE);
  }

  /** Puts back what {@link #saveReturnPath} copied, so that an answer of this slot goes there. */
  public void restoreReturnPath(int slot, byte[] from) {
    MemorySegment.copy(from, 0, memory, JAVA_BYTE, names + (long) slot * NAME_STRIDE, NAME_STRIDE);
    MemorySegment.copy(from, NAME_STRIDE, memory, JAVA_BYTE, control(slot), CONTROL_STRIDE);
  }

  /** Forgets all answers in line, so that a batch of later answers can be put together. */
  public void clear() {
    answers = 0;
    sent = 0;
  }

  /**
   * Leaves the choice of the interface to the routing table, as a reply may go another way than its
   * request came; only a link-local address means nothing without its interface.
   */
  private void clearInterface(int slot) {
    long at = control(slot);
    if (socket.isIpv6()) {
      int firstTen =
          memory.get(JAVA_BYTE, at + CMSG_DATA) << 8
              | Byte.toUnsignedInt(memory.get(JAVA_BYTE, at + CMSG_DATA + 1));
      if ((firstTen & 0xffc0) != 0xfe80) {
        memory.set(JAVA_INT, at + IPV6_INTERFACE, 0);
      }
    } else {
      memory.set(JAVA_INT, at + CMSG_DATA, 0);
    }
  }

  private int controlOctets() {
    return socket.isIpv6() ? IPV6_CONTROL_OCTETS : IPV4_CONTROL_OCTETS;
  }

  private long slot(int i) {
    return slots + (long) i * SLOT_STRIDE;
  }

  private long control(int i) {
    return controls + (long) i * CONTROL_STRIDE;
  }

  @Override
  public void close() {
    if (segmented != null) {
      segmented.close();
    }
    mapping.close();
  }

  /** Whether answers to one client may still go as segments of one message. */
  boolean sendsSegments() {
    return segmented != null && !segmented.isRefused();
  }

  /** The octets of an answer in line. */
  int answerLength(int answer) {
    return (int) memory.get(JAVA_LONG, sendVectors + (long) answer * IOVEC_SIZE + IOV_LEN);
  }

  /** Whether two answers in line go to the same address and port. */
  boolean isSameClient(int answer, int other) {
    return SocketAddressLayout.isSame(memory, name(answer), name(other), socket.isIpv6());
  }

  /** Where the address lies that an answer in line goes to. */
  long nameAddress(int answer) {
    return memory.address() + name(answer);
  }

  /** Copies the iovec of an answer in line. */
  void copyVector(int answer, MemorySegment to, long at) {
    long iovec = sendVectors + (long) answer * IOVEC_SIZE;
    to.set(JAVA_LONG, at + IOV_BASE, memory.get(JAVA_LONG, iovec + IOV_BASE));
    to.set(JAVA_LONG, at + IOV_LEN, memory.get(JAVA_LONG, iovec + IOV_LEN));
  }

  /** A number that is the same for all answers to one client. */
  long clientHash(int answer) {
    return SocketAddressLayout.hash(memory, name(answer), socket.isIpv6());
  }

  private long name(int answer) {
    return names + (long) slotOfAnswer[answer] * NAME_STRIDE;
  }
}
