package nomen.codec.rr;

/** IPv4 and IPv6 addresses in text (RFC 4291 section 2.2, RFC 5952). */
final class Addresses {
  private Addresses() {}

  static void printIpv4(StringBuilder to, byte[] octets, int at) {
    for (int i = 0; i < Ipv4Field.OCTETS; i++) {
      if (i > 0) {
        to.append('.');
      }
      to.append(octets[at + i] & 0xff);
    }
  }

  static void printIpv6(StringBuilder to, byte[] octets, int at) {
    int run = -1;
    int runLength = 1;
    for (int i = 0; i < 8; i++) {
      int zeros = 0;
      while (i + zeros < 8 && Octets.u16(octets, at + 2 * (i + zeros)) == 0) {
        zeros++;
      }
      if (zeros > runLength) {
        run = i;
        runLength = zeros;
      }
      i += zeros;
    }
    boolean mapped = run == 0 && runLength == 5 && Octets.u16(octets, at + 10) == 0xffff;
    int groups = mapped ? 6 : 8;
    for (int i = 0; i < groups; i++) {
      if (i == run) {
        to.append("::");
        i += runLength - 1;
        continue;
      }
      if (i > 0 && i != run + runLength) {
        to.append(':');
      }
      to.append(Integer.toHexString(Octets.u16(octets, at + 2 * i)));
    }
    if (mapped) {
      to.append(':');
      printIpv4(to, octets, at + 12);
    }
  }

  /**
   * Scans an IPv4 address: four decimal numbers without leading zeros.
   *
   * @return whether the text is one
   */
  static boolean scanIpv4(byte[] text, int start, int end, byte[] to, int at) {
    int i = start;
    for (int part = 0; part < Ipv4Field.OCTETS; part++) {
      if (part > 0 && (i >= end || text[i++] != '.')) {
        return false;
      }
      int first = i;
      int value = 0;
      while (i < end && i - first < 3 && text[i] >= '0' && text[i] <= '9') {
        value = value * 10 + text[i++] - '0';
      }
      if (i == first || value > 255 || i - first > 1 && text[first] == '0') {
        return false;
      }
      to[at + part] = (byte) value;
    }
    return i == end;
  }

  /**
   * Scans an IPv6 address in any of the forms of RFC 4291 section 2.2.
   *
   * @return whether the text is one
   */
  static boolean scanIpv6(byte[] text, int start, int end, byte[] to, int at) {
    int written = 0;
    int gap = -1;
    int i = start;
    if (end - start >= 2 && text[i] == ':' && text[i + 1] == ':') {
      gap = 0;
      i += 2;
    }
    while (i < end) {
      int first = i;
      int value = 0;
      int digit;
      while (i < end && i - first < 4 && (digit = Octets.hexDigit(text[i])) >= 0) {
        value = value << 4 | digit;
        i++;
      }
      if (i < end && text[i] == '.' && written <= 12) {
        if (!scanIpv4(text, first, end, to, at + written)) {
          return false;
        }
        written += 4;
        i = end;
        break;
      }
      if (i == first || written == 16) {
        return false;
      }
      to[at + written] = (byte) (value >> 8);
      to[at + written + 1] = (byte) value;
      written += 2;
      if (i == end) {
        break;
      }
      if (text[i++] != ':' || i == end) {
        return false;
      }
      if (text[i] == ':') {
        if (gap >= 0) {
          return false;
        }
        gap = written;
        i++;
      }
    }
    if (gap < 0) {
      return written == 16;
    }
    if (written == 16) {
      return false;
    }
    int moved = written - gap;
    System.arraycopy(to, at + gap, to, at + 16 - moved, moved);
    java.util.Arrays.fill(to, at + gap, at + 16 - moved, (byte) 0);
    return true;
  }
}
