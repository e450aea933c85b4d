package nomen.linux;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.Inet6Address;
import java.net.InetSocketAddress;

/**
 * One UDP socket of Linux. It belongs to one thread at a time.
 *
 * <p>Failures of set-up throw an {@link IOException} that says which call failed and why; the calls
 * on the path of a message return the negated error number instead.
 */
public final class UdpSocket {
  private static final int SOCK_DGRAM = 2;
  private static final int SOCK_NONBLOCK = 0x800;
  private static final int SOCK_CLOEXEC = 0x80000;

  private static final int SOL_SOCKET = 1;
  private static final int SO_ERROR = 4;
  private static final int SO_SNDBUF = 7;
  private static final int SO_RCVBUF = 8;
  private static final int SO_REUSEPORT = 15;
  private static final int SO_MEMINFO = 55;
  private static final int MEMINFO_VALUES = 9;
  private static final int MEMINFO_DROPS = 8;

  private static final int IPPROTO_IP = 0;
  private static final int IP_PKTINFO = 8;
  private static final int IP_MTU_DISCOVER = 10;
  private static final int IPPROTO_IPV6 = 41;
  private static final int IPV6_MTU_DISCOVER = 23;
  private static final int IPV6_V6ONLY = 26;
  private static final int IPV6_RECVPKTINFO = 49;
  private static final int PMTUDISC_OMIT = 5;

  private static final int ADDRESS_ROOM_OCTETS = 32;

  private final LinuxCalls calls = new LinuxCalls();
  private final int fd;
  private final boolean ipv6;
  private boolean open = true;

  private UdpSocket(boolean ipv6, boolean blocking) throws IOException {
    this.ipv6 = ipv6;
    int family = ipv6 ? SocketAddressLayout.AF_INET6 : SocketAddressLayout.AF_INET;
    int type = SOCK_DGRAM | SOCK_CLOEXEC | (blocking ? 0 : SOCK_NONBLOCK);
    this.fd = checked("socket", calls.socket(family, type, 0));
  }

  /** Whether this machine has what the class needs; if not, no other method may be called. */
  public static boolean isAvailable() {
    return LinuxCalls.isPlatformKnown();
  }

  /** Opens a socket whose calls return {@link Errno#EAGAIN} where they would wait. */
  public static UdpSocket open(boolean ipv6) throws IOException {
    return new UdpSocket(ipv6, false);
  }

  /** Opens a socket whose calls wait. */
  public static UdpSocket openBlocking(boolean ipv6) throws IOException {
    return new UdpSocket(ipv6, true);
  }

  /** The file descriptor. */
  public int fd() {
    return fd;
  }

  /** Whether it is a socket of the IPv6 family. */
  public boolean isIpv6() {
    return ipv6;
  }

  /**
   * Binds it. An IPv6 socket takes IPv6 only (RFC 3493 section 5.3), so that the wildcard addresses
   * of both families can be bound side by side.
   *
   * @param address of the socket's own family; port 0 lets the kernel choose
   * @param shared whether further sockets may be bound to the same address and port, each getting
   *     its share of the clients (SO_REUSEPORT)
   */
  public void bind(InetSocketAddress address, boolean shared) throws IOException {
    if (address.getAddress() instanceof Inet6Address != ipv6) {
      throw new IOException("the address is not of the socket's family: " + address);
    }
    if (shared) {
      setOption(SOL_SOCKET, SO_REUSEPORT, 1, "SO_REUSEPORT");
    }
    if (ipv6) {
      setOption(IPPROTO_IPV6, IPV6_V6ONLY, 1, "IPV6_V6ONLY");
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment memory = arena.allocate(ADDRESS_ROOM_OCTETS, Long.BYTES);
      int size = SocketAddressLayout.write(memory, 0, address);
      checked("bind", calls.bind(fd, memory.address(), size));
    }
  }

  /**
   * Connects it: it sends to this address only, takes datagrams from there only, and is told when
   * the other end refuses them.
   *
   * @param address of the socket's own family
   */
  public void connect(InetSocketAddress address) throws IOException {
    if (address.getAddress() instanceof Inet6Address != ipv6) {
      throw new IOException("the address is not of the socket's family: " + address);
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment memory = arena.allocate(ADDRESS_ROOM_OCTETS, Long.BYTES);
      int size = SocketAddressLayout.write(memory, 0, address);
      checked("connect", calls.connect(fd, memory.address(), size));
    }
  }

  /** The address and port that it is bound to. */
  public InetSocketAddress localAddress() throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment memory = arena.allocate(ADDRESS_ROOM_OCTETS, Long.BYTES);
      MemorySegment length = arena.allocateFrom(JAVA_INT, ADDRESS_ROOM_OCTETS);
      checked("getsockname", calls.getsockname(fd, memory.address(), length.address()));
      return SocketAddressLayout.read(memory, 0);
    }
  }

  /** Asks for the address that each datagram was sent to (RFC 3542 section 6.1). */
  public void requestLocalAddresses() throws IOException {
    if (ipv6) {
      setOption(IPPROTO_IPV6, IPV6_RECVPKTINFO, 1, "IPV6_RECVPKTINFO");
    } else {
      setOption(IPPROTO_IP, IP_PKTINFO, 1, "IP_PKTINFO");
    }
  }

  /**
   * Sends without heeding path MTU news, which anyone can forge to make a server fragment its
   * answers and so open them to replacement of fragments.
   */
  public void ignorePathMtu() throws IOException {
    if (ipv6) {
      setOption(IPPROTO_IPV6, IPV6_MTU_DISCOVER, PMTUDISC_OMIT, "IPV6_MTU_DISCOVER");
    } else {
      setOption(IPPROTO_IP, IP_MTU_DISCOVER, PMTUDISC_OMIT, "IP_MTU_DISCOVER");
    }
  }

  /** Sets the room for received datagrams; the kernel doubles it and bounds it by rmem_max. */
  public void setReceiveBuffer(int sizeOctets) throws IOException {
    setOption(SOL_SOCKET, SO_RCVBUF, sizeOctets, "SO_RCVBUF");
  }

  /** Sets the room for datagrams on their way out; the kernel bounds it by wmem_max. */
  public void setSendBuffer(int sizeOctets) throws IOException {
    setOption(SOL_SOCKET, SO_SNDBUF, sizeOctets, "SO_SNDBUF");
  }

  /** Takes the pending error off the socket: 0 if there is none, else the error number. */
  public int takeError() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment value = arena.allocate(JAVA_INT);
      MemorySegment length = arena.allocateFrom(JAVA_INT, Integer.BYTES);
      int result = calls.getsockopt(fd, SOL_SOCKET, SO_ERROR, value.address(), length.address());
      return result < 0 ? -result : value.get(JAVA_INT, 0);
    }
  }

  /**
   * How many datagrams the kernel has dropped because the receive buffer was full, modulo 2 to the
   * 32nd; 0 where the kernel does not tell (before Linux 4.12).
   */
  public long receiveDrops() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment values = arena.allocate(JAVA_INT, MEMINFO_VALUES);
      MemorySegment length = arena.allocateFrom(JAVA_INT, MEMINFO_VALUES * Integer.BYTES);
      int result = calls.getsockopt(fd, SOL_SOCKET, SO_MEMINFO, values.address(), length.address());
      boolean told = result >= 0 && length.get(JAVA_INT, 0) == MEMINFO_VALUES * Integer.BYTES;
      return told ? Integer.toUnsignedLong(values.getAtIndex(JAVA_INT, MEMINFO_DROPS)) : 0;
    }
  }

  /** Closes it; closing twice does nothing. */
  public void close() {
    if (open) {
      open = false;
      calls.close(fd);
    }
  }

  /** The system calls of the thread that it belongs to. */
  public LinuxCalls calls() {
    return calls;
  }

  private void setOption(int level, int option, int value, String name) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment memory = arena.allocateFrom(JAVA_INT, value);
      checked(
          "setsockopt " + name,
          calls.setsockopt(fd, level, option, memory.address(), Integer.BYTES));
    }
  }

  private static int checked(String call, int result) throws IOException {
    if (result < 0) {
      throw new IOException(call + ": " + Errno.describe(-result));
    }
    return result;
  }
}
