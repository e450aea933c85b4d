package nomen.server.transport;

import io.netty.util.NetUtil;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The address and port of a client, reusable: setting it allocates nothing.
 *
 * <p>An IPv4 address that arrives in its IPv6-mapped form ({@code ::ffff:192.0.2.1}, RFC 4291
 * section 2.5.5.2) is kept as the IPv4 address that it is, so one client has one spelling. Not safe
 * for use by several threads.
 */
public final class ClientAddress {
  /** Octets in an IPv4 address. */
  public static final int IPV4_OCTETS = 4;

  /** Octets in an IPv6 address. */
  public static final int IPV6_OCTETS = 16;

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final long MAPPED_PREFIX = 0xffffL << 32;

  private final byte[] octets = new byte[IPV6_OCTETS];
  private int length = IPV4_OCTETS;
  private int port;

  /** Makes one that says 0.0.0.0 port 0 until it is set. */
  public ClientAddress() {}

  /**
   * Sets the address and port.
   *
   * @param source holds the address in network order
   * @param offset of its first octet
   * @param addressOctets 4 or 16
   * @param newPort 0 to 65,535
   */
  public void set(byte[] source, int offset, int addressOctets, int newPort) {
    if (addressOctets == IPV6_OCTETS) {
      setIpv6((long) LONG.get(source, offset), (long) LONG.get(source, offset + 8), newPort);
    } else if (addressOctets == IPV4_OCTETS) {
      setIpv4((int) INT.get(source, offset), newPort);
    } else {
      throw new IllegalArgumentException("an address has 4 or 16 octets, not " + addressOctets);
    }
  }

  /** Sets an IPv4 address, given as the number that its four octets make in network order. */
  public void setIpv4(int address, int newPort) {
    INT.set(octets, 0, address);
    length = IPV4_OCTETS;
    port = newPort;
  }

  /** Sets an IPv6 address, given as the two numbers that its halves make in network order. */
  public void setIpv6(long newHigh, long newLow, int newPort) {
    if (newHigh == 0 && (newLow & 0xffffffff_00000000L) == MAPPED_PREFIX) {
      setIpv4((int) newLow, newPort);
      return;
    }
    LONG.set(octets, 0, newHigh);
    LONG.set(octets, 8, newLow);
    length = IPV6_OCTETS;
    port = newPort;
  }

  /** Sets it to the same address and port as another. */
  public void set(ClientAddress other) {
    System.arraycopy(other.octets, 0, octets, 0, other.length);
    length = other.length;
    port = other.port;
  }

  /** Sets it from a resolved socket address. */
  public void set(InetSocketAddress address) {
    byte[] source = address.getAddress().getAddress();
    set(source, 0, source.length, address.getPort());
  }

  /** The array whose first {@link #length()} octets are the address, in network order. */
  public byte[] octets() {
    return octets;
  }

  /** 4 for IPv4, 16 for IPv6. */
  public int length() {
    return length;
  }

  /** The client's port, 0 to 65,535. */
  public int port() {
    return port;
  }

  /** The upper 64 bits of the address in its IPv6 form; 0 for IPv4. */
  public long high() {
    return length == IPV6_OCTETS ? (long) LONG.get(octets, 0) : 0;
  }

  /** The lower 64 bits of the address in its IPv6 form, which for IPv4 is the mapped one. */
  public long low() {
    return length == IPV6_OCTETS
        ? (long) LONG.get(octets, 8)
        : MAPPED_PREFIX | Integer.toUnsignedLong((int) INT.get(octets, 0));
  }

  /** The same as a new JDK object, for logs and other cold places. */
  public InetSocketAddress toInetSocketAddress() {
    try {
      return new InetSocketAddress(InetAddress.getByAddress(Arrays.copyOf(octets, length)), port);
    } catch (UnknownHostException e) {
      throw new AssertionError("the length is 4 or 16", e);
    }
  }

  /** As {@code 192.0.2.1:53} or {@code [2001:db8::1]:53}, in the form of RFC 5952. */
  @Override
  public String toString() {
    String host = NetUtil.toAddressString(toInetSocketAddress().getAddress());
    return (length == IPV6_OCTETS ? "[" + host + "]:" : host + ":") + port;
  }
}
