package nomen.codec.edns;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import nomen.codec.wire.WireFormatException;
import nomen.codec.wire.WireReader;

/** Reads the options of an OPT record into objects, for what is not in a hurry. */
public final class EdnsReader {
  private static final int FAMILY_IPV4 = 1;
  private static final int FAMILY_IPV6 = 2;

  private EdnsReader() {}

  /**
   * Reads options up to the end of the rdata.
   *
   * @param response whether the message is a response. What a request puts into NSID, EXPIRE and
   *     ZONEVERSION is ignored (RFC 5001 section 2.1, RFC 7314 section 3, RFC 9660 section 3.2)
   * @throws WireFormatException if an option is not as its RFC says, naming the option
   */
  public static List<EdnsOption> readOptions(WireReader from, int rdataLength, boolean response)
      throws WireFormatException {
    List<EdnsOption> options = new ArrayList<>();
    if (rdataLength > from.remaining()) {
      throw new WireFormatException(from.position(), "OPT rdata: runs past the end");
    }
    int end = from.position() + rdataLength;
    while (from.position() < end) {
      if (end - from.position() < 4) {
        throw new WireFormatException(from.position(), "OPT option: cut short");
      }
      int code = from.readU16("option code");
      int length = from.readU16("option length");
      if (length > end - from.position()) {
        throw new WireFormatException(
            from.position(), "OPT option " + OptionCode.print(code) + ": runs past the rdata");
      }
      int at = from.position();
      options.add(read(from, code, length, response));
      from.position(at + length);
    }
    return options;
  }

  private static EdnsOption read(WireReader from, int code, int length, boolean response)
      throws WireFormatException {
    return switch (code) {
      case OptionCode.NSID ->
          response ? new EdnsOption.Nsid(data(from, length)) : new EdnsOption.Request(code);
      case OptionCode.EXPIRE -> {
        if (!response || length == 0) {
          yield new EdnsOption.Request(code);
        }
        need(length == 4, from, code, "has other than 0 or 4 octets");
        yield new EdnsOption.Expire(from.readU32("EXPIRE"));
      }
      case OptionCode.ZONEVERSION -> {
        if (!response || length == 0) {
          yield new EdnsOption.Request(code);
        }
        need(length >= 2, from, code, "has fewer than 2 octets");
        yield new EdnsOption.ZoneVersion(
            from.readU8("labels"), from.readU8("type"), data(from, length - 2));
      }
      case OptionCode.TCP_KEEPALIVE -> {
        if (length == 0) {
          yield new EdnsOption.Request(code);
        }
        need(length == 2, from, code, "has other than 0 or 2 octets");
        yield new EdnsOption.TcpKeepalive(from.readU16("timeout"));
      }
      case OptionCode.COOKIE -> {
        need(length == 8 || length >= 16 && length <= 40, from, code, "not of 8, 16 to 40 octets");
        yield new EdnsOption.Cookie(data(from, 8), data(from, length - 8));
      }
      case OptionCode.PADDING -> new EdnsOption.Padding(length);
      case OptionCode.EXTENDED_ERROR -> {
        need(length >= 2, from, code, "has fewer than 2 octets");
        yield new EdnsOption.ExtendedError(
            from.readU16("INFO-CODE"),
            new String(from.readOctets(length - 2, "EXTRA-TEXT"), StandardCharsets.UTF_8));
      }
      case OptionCode.CLIENT_SUBNET -> readClientSubnet(from, length);
      default -> new EdnsOption.Unknown(code, data(from, length));
    };
  }

  private static EdnsOption readClientSubnet(WireReader from, int length)
      throws WireFormatException {
    int code = OptionCode.CLIENT_SUBNET;
    need(length >= 4, from, code, "has fewer than 4 octets");
    int family = from.readU16("FAMILY");
    int source = from.readU8("SOURCE PREFIX-LENGTH");
    int scope = from.readU8("SCOPE PREFIX-LENGTH");
    int bits = family == FAMILY_IPV4 ? 32 : family == FAMILY_IPV6 ? 128 : 255;
    need(source <= bits && scope <= bits, from, code, "prefix longer than an address");
    OptionData address = data(from, length - 4);
    need(address.length() == (source + 7) / 8, from, code, "address not of the prefix's length");
    int unused = 8 * address.length() - source;
    need(
        unused == 0 || (address.octet(address.length() - 1) & (1 << unused) - 1) == 0,
        from,
        code,
        "bits set behind the prefix");
    return new EdnsOption.ClientSubnet(family, source, scope, address);
  }

  private static OptionData data(WireReader from, int length) throws WireFormatException {
    OptionData data = OptionData.of(from.octets(), from.position(), length);
    from.skip(length, "option data");
    return data;
  }

  private static void need(boolean condition, WireReader from, int code, String otherwise)
      throws WireFormatException {
    if (!condition) {
      throw new WireFormatException(
          from.position(), "OPT option " + OptionCode.print(code) + ": " + otherwise);
    }
  }
}
