package nomen.server.config;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import nomen.codec.name.Name;
import org.jspecify.annotations.Nullable;

/**
 * Another name server, with which zones are exchanged. Written {@code 192.0.2.1}, {@code
 * 192.0.2.1:53} or {@code [2001:db8::1]:53}, and behind that, if what is sent to it is to be
 * signed, a blank and {@code key:NAME}.
 *
 * @param address where it listens, UDP and TCP
 * @param key the name of the TSIG key that is shared with it, null if nothing is signed
 */
public record RemoteServer(InetSocketAddress address, @Nullable Name key) {
  /** Where name servers listen (RFC 1035 section 4.2). */
  private static final int DNS_PORT = 53;

  /** Scans the written form. Whether the key exists is checked when all keys are known. */
  static RemoteServer scan(String text) throws SettingException {
    String[] parts = text.trim().split(" +", 2);
    Name key = null;
    if (parts.length == 2) {
      if (!(AclElement.scan(parts[1]) instanceof AclElement.Key(Name name))) {
        throw new SettingException(AddressText.quote(parts[1]) + " is not a key: key:NAME");
      }
      key = name;
    }
    InetSocketAddress address = scanAddress(parts[0]);
    if (address.getPort() == 0 || !isOneHost(address.getAddress())) {
      throw new SettingException(AddressText.quote(parts[0]) + " is not where a server can be");
    }
    return new RemoteServer(address, key);
  }

  private static boolean isOneHost(InetAddress address) {
    return !address.isAnyLocalAddress() && !address.isMulticastAddress();
  }

  private static InetSocketAddress scanAddress(String text) throws SettingException {
    boolean bare = text.indexOf(':') != text.lastIndexOf(':') && !text.startsWith("[");
    if (bare || text.indexOf(':') < 0) {
      return new InetSocketAddress(AddressText.scanAddress(text), DNS_PORT);
    }
    return AddressText.scanSocketAddress(text);
  }

  @Override
  public String toString() {
    InetAddress host = address.getAddress();
    String text = AddressText.print(host);
    String place = (text.indexOf(':') < 0 ? text : "[" + text + "]") + ":" + address.getPort();
    return key == null ? place : place + " " + AclElement.KEY_PREFIX + key;
  }
}
