package nomen.linux;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteOrder;

/**
 * Socket addresses as the kernel has them.
 *
 * <pre>
 * struct sockaddr_in                     struct sockaddr_in6
 *  0  family     2  machine order         0  family     2  machine order
 *  2  port       2  network order         2  port       2  network order
 *  4  address    4  network order         4  flow       4
 *  8  zero       8                        8  address   16  network order
 * 16                                     24  scope      4  machine order (interface index)
 *                                        28
 * </pre>
 */
public final class SocketAddressLayout {
  /** The family of IPv4. */
  public static final int AF_INET = 2;

  /** The family of IPv6. */
  public static final int AF_INET6 = 10;

  /** Octets of a socket address of IPv4. */
  public static final int IPV4_SIZE_OCTETS = 16;

  /** Octets of a socket address of IPv6. */
  public static final int IPV6_SIZE_OCTETS = 28;

  private static final int IPV4_OCTETS = 4;
  private static final int IPV6_OCTETS = 16;

  private static final long HASH_FACTOR = 0x9e37_79b9_7f4a_7c15L;
  private static final long FAMILY = 0;
  private static final long PORT = 2;
  private static final long IPV4_ADDRESS = 4;
  private static final long IPV6_ADDRESS = 8;
  private static final long IPV6_SCOPE = 24;
  private static final ValueLayout.OfShort NETWORK_SHORT =
      JAVA_SHORT.withOrder(ByteOrder.BIG_ENDIAN);
  private static final ValueLayout.OfInt NETWORK_INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
  private static final ValueLayout.OfLong NETWORK_LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

  private SocketAddressLayout() {}

  /** A number that is the same for the same address and port, and mostly not for others. */
  public static long hash(MemorySegment memory, long at, boolean ipv6) {
    long value = memory.get(JAVA_LONG, at);
    if (ipv6) {
      value = value * HASH_FACTOR + memory.get(JAVA_LONG, at + IPV6_ADDRESS);
      value = value * HASH_FACTOR + memory.get(JAVA_LONG, at + IPV6_ADDRESS + 8);
    }
    return value * HASH_FACTOR >>> Short.SIZE;
  }

  /** Whether two addresses and ports of one family, as the kernel wrote them, are the same. */
  public static boolean isSame(MemorySegment memory, long a, long b, boolean ipv6) {
    if (memory.get(JAVA_LONG, a) != memory.get(JAVA_LONG, b)) {
      return false;
    }
    return !ipv6
        || (memory.get(JAVA_LONG, a + IPV6_ADDRESS) == memory.get(JAVA_LONG, b + IPV6_ADDRESS)
            && memory.get(JAVA_LONG, a + IPV6_ADDRESS + 8)
                == memory.get(JAVA_LONG, b + IPV6_ADDRESS + 8)
            && memory.get(JAVA_INT, a + IPV6_SCOPE) == memory.get(JAVA_INT, b + IPV6_SCOPE));
  }

  /** Writes an address and returns its size in octets. */
  public static int write(MemorySegment memory, long at, InetSocketAddress address) {
    byte[] octets = address.getAddress().getAddress();
    boolean ipv6 = octets.length == IPV6_OCTETS;
    int size = ipv6 ? IPV6_SIZE_OCTETS : IPV4_SIZE_OCTETS;
    memory.asSlice(at, size).fill((byte) 0);
    memory.set(JAVA_SHORT, at + FAMILY, (short) (ipv6 ? AF_INET6 : AF_INET));
    memory.set(NETWORK_SHORT, at + PORT, (short) address.getPort());
    long addressAt = at + (ipv6 ? IPV6_ADDRESS : IPV4_ADDRESS);
    MemorySegment.copy(octets, 0, memory, JAVA_BYTE, addressAt, octets.length);
    if (address.getAddress() instanceof Inet6Address inet6) {
      memory.set(JAVA_INT, at + IPV6_SCOPE, inet6.getScopeId());
    }
    return size;
  }

  /** Whether the address is one of IPv6. */
  public static boolean isIpv6(MemorySegment memory, long at) {
    return memory.get(JAVA_SHORT, at + FAMILY) == AF_INET6;
  }

  /** The port, 0 to 65,535. */
  public static int port(MemorySegment memory, long at) {
    return Short.toUnsignedInt(memory.get(NETWORK_SHORT, at + PORT));
  }

  /** The number that the four octets of an IPv4 address make in network order. */
  public static int ipv4(MemorySegment memory, long at) {
    return memory.get(NETWORK_INT, at + IPV4_ADDRESS);
  }

  /** The number that the upper half of an IPv6 address makes in network order. */
  public static long ipv6High(MemorySegment memory, long at) {
    return memory.get(NETWORK_LONG, at + IPV6_ADDRESS);
  }

  /** The number that the lower half of an IPv6 address makes in network order. */
  public static long ipv6Low(MemorySegment memory, long at) {
    return memory.get(NETWORK_LONG, at + IPV6_ADDRESS + Long.BYTES);
  }

  /** Reads an address into a new JDK object, with its scope if it has one. */
  public static InetSocketAddress read(MemorySegment memory, long at) {
    boolean ipv6 = isIpv6(memory, at);
    byte[] octets = new byte[ipv6 ? IPV6_OCTETS : IPV4_OCTETS];
    long addressAt = at + (ipv6 ? IPV6_ADDRESS : IPV4_ADDRESS);
    MemorySegment.copy(memory, JAVA_BYTE, addressAt, octets, 0, octets.length);
    int scope = ipv6 ? memory.get(JAVA_INT, at + IPV6_SCOPE) : 0;
    try {
      InetAddress address =
          scope == 0
              ? InetAddress.getByAddress(octets)
              : Inet6Address.getByAddress(null, octets, scope);
      return new InetSocketAddress(address, port(memory, at));
    } catch (UnknownHostException e) {
      throw new AssertionError("the length is 4 or 16", e);
    }
  }
}
