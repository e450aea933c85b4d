package nomen.codec.rr;

import nomen.codec.text.Tokenizer;
import org.jspecify.annotations.Nullable;

/** The keys of SvcParams that have names, and what their values must be (RFC 9460 section 14.3). */
enum SvcParamKey {
  MANDATORY(0, "mandatory"),
  ALPN(1, "alpn"),
  NO_DEFAULT_ALPN(2, "no-default-alpn"),
  PORT(3, "port"),
  IPV4HINT(4, "ipv4hint"),
  ECH(5, "ech"),
  IPV6HINT(6, "ipv6hint"),
  DOHPATH(7, "dohpath"),
  OHTTP(8, "ohttp");

  /** Reserved for invalid keys (RFC 9460 section 14.3.1). */
  static final int INVALID = 0xffff;

  private static final SvcParamKey[] ALL = values();

  final int code;
  final String text;

  SvcParamKey(int code, String text) {
    this.code = code;
    this.text = text;
  }

  /** The key of a code, null if it has no name. */
  static @Nullable SvcParamKey of(int code) {
    return code < ALL.length ? ALL[code] : null;
  }

  /**
   * What is printed for a code: its name, or keyNNNNN. The latter for OHTTP, too, whose name BIND
   * 9.18, NSD 4 and Knot 3.2 do not read.
   */
  static String nameOf(int code) {
    SvcParamKey known = of(code);
    return known != null && known != OHTTP ? known.text : "key" + code;
  }

  /** The code that a text stands for, -1 if none; keys are in lower case (RFC 9460 section 2.1). */
  static int scan(byte[] text, int start, int end) {
    for (SvcParamKey key : ALL) {
      if (is(key.text, text, start, end)) {
        return key.code;
      }
    }
    if (end - start < 4 || !is("key", text, start, start + 3)) {
      return -1;
    }
    // A number with leading zeros is another spelling of none.
    if (text[start + 3] == '0' && end - start > 4) {
      return -1;
    }
    return Octets.scanNumbered("KEY", text, start, end);
  }

  private static boolean is(String word, byte[] text, int start, int end) {
    if (end - start != word.length()) {
      return false;
    }
    for (int i = 0; i < word.length(); i++) {
      if (text[start + i] != word.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** The code that the word up to the equals sign stands for, -1 if none. */
  static int scan(Tokenizer token, int end) {
    return token.quoted() ? -1 : scan(token.octets(), token.start(), end);
  }

  /**
   * Checks a value on its own.
   *
   * @return the rule that it breaks, or null
   */
  @Nullable String broken(byte[] octets, int start, int end) {
    int length = end - start;
    return switch (this) {
      case MANDATORY -> brokenMandatory(octets, start, end);
      case ALPN -> brokenAlpn(octets, start, end);
      case NO_DEFAULT_ALPN, OHTTP -> length == 0 ? null : "has a value";
      case PORT -> length == 2 ? null : "other than 2 octets";
      case IPV4HINT ->
          length > 0 && length % Ipv4Field.OCTETS == 0 ? null : "no list of IPv4 addresses";
      case IPV6HINT ->
          length > 0 && length % Ipv6Field.OCTETS == 0 ? null : "no list of IPv6 addresses";
      case ECH -> length > 0 ? null : "empty";
      case DOHPATH -> brokenTemplate(octets, start, end);
    };
  }

  private static @Nullable String brokenMandatory(byte[] octets, int start, int end) {
    if (start == end || (end - start) % 2 != 0) {
      return "no list of keys";
    }
    int previous = 0;
    for (int i = start; i < end; i += 2) {
      int key = Octets.u16(octets, i);
      if (key == MANDATORY.code) {
        return "names itself";
      }
      if (key <= previous) {
        return key == previous ? "names a key twice" : "keys not in ascending order";
      }
      previous = key;
    }
    return null;
  }

  private static @Nullable String brokenAlpn(byte[] octets, int start, int end) {
    if (start == end) {
      return "empty";
    }
    int at = start;
    while (at < end) {
      int length = octets[at] & 0xff;
      if (length == 0) {
        return "empty protocol ID";
      }
      at += 1 + length;
    }
    return at == end ? null : "protocol ID runs past the end of the value";
  }

  /** A relative URI template with the variable "dns" (RFC 9461 section 5). */
  private static @Nullable String brokenTemplate(byte[] octets, int start, int end) {
    if (start == end || octets[start] != '/') {
      return "does not begin with a slash";
    }
    boolean inExpression = false;
    int variable = start;
    for (int i = start; i < end; i++) {
      byte octet = octets[i];
      if (octet == '{') {
        inExpression = true;
        boolean operator = i + 1 < end && "+#./;?&".indexOf((char) octets[i + 1]) >= 0;
        variable = operator ? i + 2 : i + 1;
      } else if (inExpression && (octet == ',' || octet == '}' || octet == ':' || octet == '*')) {
        if (is("dns", octets, Math.min(variable, i), i)) {
          return null;
        }
        inExpression = octet != '}';
        variable = i + 1;
      }
    }
    return "template without the variable dns";
  }
}
