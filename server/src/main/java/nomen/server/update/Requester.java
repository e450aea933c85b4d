package nomen.server.update;

import io.netty.util.NetUtil;
import java.nio.ByteBuffer;
import nomen.codec.name.Name;
import nomen.server.transport.ClientAddress;
import nomen.server.transport.Transport;
import org.jspecify.annotations.Nullable;

/**
 * Who asks for an update, as the policy sees it.
 *
 * @param key the name of the key whose signature was verified, null if the request has none
 * @param v4 whether the address is an IPv4 address
 * @param high the first 64 bits of the address; 0 for IPv4
 * @param low the last 64 bits of the address; for IPv4 those of its mapped form
 * @param transport how the request came
 */
public record Requester(@Nullable Name key, boolean v4, long high, long low, Transport transport) {
  private static final Name IN_ADDR_ARPA = Name.parse("in-addr.arpa.");
  private static final Name IP6_ARPA = Name.parse("ip6.arpa.");
  private static final int IPV6_NIBBLES = 32;
  private static final int NIBBLES_PER_LONG = 16;

  /** Who asks from an address. */
  public static Requester of(@Nullable Name key, ClientAddress client, Transport transport) {
    boolean v4 = client.length() == ClientAddress.IPV4_OCTETS;
    return new Requester(key, v4, client.high(), client.low(), transport);
  }

  /** The address as it is usually written. */
  String addressText() {
    ByteBuffer octets = ByteBuffer.allocate(ClientAddress.IPV6_OCTETS).putLong(high).putLong(low);
    int from = v4 ? ClientAddress.IPV6_OCTETS - ClientAddress.IPV4_OCTETS : 0;
    return NetUtil.bytesToIpAddress(octets.array(), from, ClientAddress.IPV6_OCTETS - from);
  }

  /** The name that the address has below in-addr.arpa (RFC 1035 3.5) or ip6.arpa (RFC 3596 2.5). */
  public Name reverseName() {
    Name name = v4 ? IN_ADDR_ARPA : IP6_ARPA;
    if (v4) {
      for (int shift = Integer.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
        name = name.child(Long.toString(low >>> shift & 0xff));
      }
      return name;
    }
    for (int i = 0; i < IPV6_NIBBLES; i++) {
      long half = i < NIBBLES_PER_LONG ? high : low;
      int shift = Long.SIZE - 4 * (i % NIBBLES_PER_LONG + 1);
      name = name.child(Long.toHexString(half >>> shift & 0xf));
    }
    return name;
  }
}
