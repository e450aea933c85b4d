package nomen.server.config;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.regex.Pattern;

/** Scans IP addresses, and addresses with a port; never asks a resolver. */
final class AddressText {
  private static final String OCTET = "(?:0|[1-9][0-9]{0,2})";
  private static final Pattern IPV4 =
      Pattern.compile(OCTET + "\\." + OCTET + "\\." + OCTET + "\\." + OCTET);
  private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*(?:%.+)?");
  private static final Pattern PORT = Pattern.compile("[0-9]{1,5}");

  private AddressText() {}

  /** An address written {@code 192.0.2.1} or {@code 2001:db8::1}. */
  static InetAddress scanAddress(String text) throws SettingException {
    if (IPV4.matcher(text).matches() || IPV6.matcher(text).matches()) {
      try {
        return InetAddress.ofLiteral(text);
      } catch (IllegalArgumentException notAnAddress) {
        // Said below.
      }
    }
    throw new SettingException(quote(text) + " is not an IP address");
  }

  /** An address with a port, written {@code 192.0.2.1:53} or {@code [2001:db8::1]:53}. */
  static InetSocketAddress scanSocketAddress(String text) throws SettingException {
    int colon = text.lastIndexOf(':');
    boolean bracketed = text.startsWith("[");
    int end = bracketed ? text.indexOf(']') : colon;
    if (bracketed && end < 0) {
      throw new SettingException(quote(text) + " lacks the closing ]");
    }
    if (colon < 0 || (bracketed && colon != end + 1)) {
      throw new SettingException(quote(text) + " has no port");
    }
    String host = text.substring(bracketed ? 1 : 0, end);
    if (!bracketed && host.indexOf(':') >= 0) {
      throw new SettingException(quote(text) + " is an IPv6 address without brackets or port");
    }
    InetAddress address = scanAddress(host);
    String port = text.substring(colon + 1);
    if (!PORT.matcher(port).matches() || Integer.parseInt(port) > 0xFFFF) {
      throw new SettingException(quote(port) + " is not a port from 0 to 65535");
    }
    return new InetSocketAddress(address, Integer.parseInt(port));
  }

  /** The usual short form (RFC 5952 for IPv6). */
  static String print(InetAddress address) {
    return NetUtil.toAddressString(address);
  }

  static String quote(String text) {
    return '"' + text + '"';
  }
}
