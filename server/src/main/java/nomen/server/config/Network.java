package nomen.server.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;

/**
 * A range of IP addresses that share a prefix, written {@code 192.0.2.0/24}, {@code 2001:db8::/32},
 * or as one address.
 *
 * <p>Addresses are 128 bits in two halves. An IPv4 address stands there as {@code ::ffff:a.b.c.d}
 * (RFC 4291 section 2.5.5.2), which is also how a socket for both families shows it; an IPv6
 * network never holds one, so {@code ::/0} is every IPv6 address and no other.
 *
 * @param high the first 64 bits of the network's address
 * @param low the last 64 bits of the network's address
 * @param prefixLength how many of the 128 bits are the prefix; 96 more than written for IPv4
 * @param v4 whether it is an IPv4 network
 */
public record Network(long high, long low, int prefixLength, boolean v4) {
  private static final int MAPPED_BITS = 96;
  private static final long MAPPED_PREFIX = 0xFFFFL;

  /** Checks that no bit is set behind the prefix. */
  public Network {
    if (prefixLength < (v4 ? MAPPED_BITS : 0) || prefixLength > 128) {
      throw new IllegalArgumentException("prefix length " + prefixLength);
    }
    if ((high & ~highMask(prefixLength)) != 0 || (low & ~lowMask(prefixLength)) != 0) {
      throw new IllegalArgumentException("host bits are set");
    }
  }

  /**
   * Whether an address is in this network.
   *
   * @param addressHigh its first 64 bits; 0 for IPv4
   * @param addressLow its last 64 bits; {@link #mapped} for IPv4
   */
  public boolean contains(long addressHigh, long addressLow) {
    return isMapped(addressHigh, addressLow) == v4
        && ((addressHigh ^ high) & highMask(prefixLength)) == 0
        && ((addressLow ^ low) & lowMask(prefixLength)) == 0;
  }

  /**
   * The network that an address is in.
   *
   * @param addressHigh the address's first 64 bits; 0 for IPv4
   * @param addressLow its last 64 bits; {@link #mapped} for IPv4
   * @param prefixLength of 128 bits
   */
  public static Network around(long addressHigh, long addressLow, int prefixLength, boolean v4) {
    return new Network(
        addressHigh & highMask(prefixLength), addressLow & lowMask(prefixLength), prefixLength, v4);
  }

  /** The last 64 bits of an IPv4 address given as 32 bits; its first 64 are 0. */
  public static long mapped(int ipv4) {
    return MAPPED_PREFIX << 32 | (ipv4 & 0xFFFF_FFFFL);
  }

  private static boolean isMapped(long high, long low) {
    return high == 0 && low >>> 32 == MAPPED_PREFIX;
  }

  private static long highMask(int prefixLength) {
    return prefixLength >= 64 ? -1L : prefixLength == 0 ? 0 : -1L << (64 - prefixLength);
  }

  private static long lowMask(int prefixLength) {
    return prefixLength <= 64 ? 0 : -1L << (128 - prefixLength);
  }

  /** Scans the written form; an address with bits set behind the prefix is refused. */
  static Network scan(String text) throws SettingException {
    int slash = text.indexOf('/');
    InetAddress address = AddressText.scanAddress(slash < 0 ? text : text.substring(0, slash));
    byte[] octets = address.getAddress();
    boolean v4 = octets.length == 4;
    int bits = octets.length * 8;
    int written = slash < 0 ? bits : scanPrefixLength(text, slash, bits);
    ByteBuffer buffer = ByteBuffer.wrap(octets);
    long high = v4 ? 0 : buffer.getLong();
    long low = v4 ? mapped(buffer.getInt()) : buffer.getLong();
    int prefixLength = v4 ? written + MAPPED_BITS : written;
    long networkHigh = high & highMask(prefixLength);
    long networkLow = low & lowMask(prefixLength);
    Network network = new Network(networkHigh, networkLow, prefixLength, v4);
    if (networkHigh != high || networkLow != low) {
      throw new SettingException(
          "\"%s\" has bits set behind its prefix; the network is \"%s\", the address alone \"%s/%d\""
              .formatted(text, network, AddressText.print(address), bits));
    }
    return network;
  }

  private static int scanPrefixLength(String text, int slash, int bits) throws SettingException {
    String digits = text.substring(slash + 1);
    if (digits.matches("[0-9]{1,3}") && Integer.parseInt(digits) <= bits) {
      return Integer.parseInt(digits);
    }
    throw new SettingException(
        "\"%s\": the prefix length is \"%s\", but must be from 0 to %d"
            .formatted(text, digits, bits));
  }

  /** The written form. */
  @Override
  public String toString() {
    ByteBuffer octets = ByteBuffer.allocate(16).putLong(high).putLong(low);
    byte[] address = new byte[v4 ? 4 : 16];
    octets.get(16 - address.length, address);
    try {
      return AddressText.print(InetAddress.getByAddress(address))
          + "/"
          + (v4 ? prefixLength - MAPPED_BITS : prefixLength);
    } catch (UnknownHostException e) {
      throw new AssertionError("4 and 16 octets are an address", e);
    }
  }
}
