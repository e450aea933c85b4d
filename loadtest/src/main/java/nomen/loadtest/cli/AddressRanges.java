package nomen.loadtest.cli;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Lists of addresses as the command line has them: {@code 127.0.0.1,127.0.0.5-127.0.0.9}. */
final class AddressRanges {
  /** The most addresses of a list. */
  static final int MAX_ADDRESSES = 65_536;

  private AddressRanges() {}

  /**
   * Scans a list.
   *
   * @throws IllegalArgumentException if it is none, naming the part
   */
  static List<InetAddress> scan(String text) {
    List<InetAddress> all = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      int dash = part.indexOf('-');
      InetAddress first = address(dash < 0 ? part : part.substring(0, dash));
      InetAddress last = dash < 0 ? first : address(part.substring(dash + 1));
      addRange(first, last, part, all);
    }
    return all;
  }

  private static void addRange(
      InetAddress first, InetAddress last, String part, List<InetAddress> into) {
    byte[] octets = first.getAddress();
    if (octets.length != last.getAddress().length) {
      throw new IllegalArgumentException("both ends must be of one family: " + part);
    }
    BigInteger from = new BigInteger(1, octets);
    BigInteger count = new BigInteger(1, last.getAddress()).subtract(from).add(BigInteger.ONE);
    if (count.signum() <= 0) {
      throw new IllegalArgumentException("the second address is below the first: " + part);
    }
    if (count.add(BigInteger.valueOf(into.size())).bitLength() > 31
        || into.size() + count.intValue() > MAX_ADDRESSES) {
      throw new IllegalArgumentException("more than " + MAX_ADDRESSES + " addresses: " + part);
    }
    for (int i = 0; i < count.intValue(); i++) {
      byte[] sum = from.add(BigInteger.valueOf(i)).toByteArray();
      byte[] padded = new byte[octets.length];
      int length = Math.min(sum.length, padded.length);
      System.arraycopy(sum, sum.length - length, padded, padded.length - length, length);
      into.add(ofOctets(padded));
    }
  }

  /** Scans an address, and looks up no names. */
  private static InetAddress address(String text) {
    try {
      return InetAddress.ofLiteral(text.strip());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("not an address: \"" + text + "\"", e);
    }
  }

  private static InetAddress ofOctets(byte[] octets) {
    try {
      return InetAddress.getByAddress(octets);
    } catch (UnknownHostException e) {
      throw new AssertionError("the length is right: " + Arrays.toString(octets), e);
    }
  }
}
