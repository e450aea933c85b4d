package nomen.codec.rr;

import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import nomen.codec.text.SyntaxException;
import nomen.codec.text.Tokenizer;
import nomen.codec.wire.WireWriter;
import org.jspecify.annotations.Nullable;

/** The parameters of SVCB and HTTPS in presentation format (RFC 9460 section 2.1). */
final class SvcParamsText {
  private SvcParamsText() {}

  static void print(StringBuilder to, byte[] rdata, int start, int end) {
    int next;
    for (int at = start; at < end; at = next) {
      int code = Octets.u16(rdata, at);
      int value = at + 4;
      next = value + Octets.u16(rdata, at + 2);
      if (at > start) {
        to.append(' ');
      }
      to.append(SvcParamKey.nameOf(code));
      if (next > value) {
        to.append('=');
        printValue(to, SvcParamKey.of(code), rdata, value, next);
      }
    }
  }

  private static void printValue(
      StringBuilder to, @Nullable SvcParamKey key, byte[] rdata, int start, int end) {
    switch (key) {
      case MANDATORY -> {
        for (int i = start; i < end; i += 2) {
          separate(to, i, start);
          to.append(SvcParamKey.nameOf(Octets.u16(rdata, i)));
        }
      }
      case PORT -> to.append(Octets.u16(rdata, start));
      case IPV4HINT -> {
        for (int i = start; i < end; i += Ipv4Field.OCTETS) {
          separate(to, i, start);
          Addresses.printIpv4(to, rdata, i);
        }
      }
      case IPV6HINT -> {
        for (int i = start; i < end; i += Ipv6Field.OCTETS) {
          separate(to, i, start);
          Addresses.printIpv6(to, rdata, i);
        }
      }
      case ECH -> BinaryField.print(to, Encoding.BASE64, rdata, start, end);
      case ALPN -> {
        byte[] list = listOf(rdata, start, end);
        Octets.printQuoted(to, list, 0, list.length);
      }
      case NO_DEFAULT_ALPN, DOHPATH, OHTTP -> Octets.printQuoted(to, rdata, start, end);
      case null -> Octets.printQuoted(to, rdata, start, end);
    }
  }

  private static void separate(StringBuilder to, int at, int start) {
    if (at > start) {
      to.append(',');
    }
  }

  /** Protocol IDs with commas between, commas and backslashes in them escaped (appendix A.1). */
  private static byte[] listOf(byte[] rdata, int start, int end) {
    WireWriter list = new WireWriter(2 * (end - start));
    for (int at = start; at < end; at += 1 + (rdata[at] & 0xff)) {
      if (at > start) {
        list.writeU8(',');
      }
      for (int i = 1; i <= (rdata[at] & 0xff); i++) {
        byte octet = rdata[at + i];
        if (octet == ',' || octet == '\\') {
          list.writeU8('\\');
        }
        list.writeU8(octet);
      }
    }
    return list.toOctets();
  }

  /** Scans the rest of the entry and writes the parameters in the order of their keys. */
  static void scan(RdataScanner in, String field, WireWriter to) throws SyntaxException {
    Map<Integer, byte[]> parameters = new TreeMap<>();
    while (in.more()) {
      scanParameter(in, field, parameters);
    }
    parameters.forEach(
        (code, value) -> {
          to.writeU16(code);
          to.writeU16(value.length);
          to.writeOctets(value);
        });
  }

  private static void scanParameter(RdataScanner in, String field, Map<Integer, byte[]> parameters)
      throws SyntaxException {
    Tokenizer token = in.tokens();
    int equals = token.start();
    while (equals < token.end() && token.octets()[equals] != '=') {
      equals++;
    }
    int code = SvcParamKey.scan(token, equals);
    if (code < 0 || token.adjacent()) {
      throw in.error(field, "no key: " + token.text());
    }
    boolean numbered = token.octets()[token.start()] == 'k';
    byte[] text = new byte[0];
    if (equals < token.end()) {
      text = textFrom(in, field, equals + 1);
      // key="value" is a word and a quoted string that touches it.
      if (equals + 1 == token.end() && in.more()) {
        if (token.quoted() && token.adjacent()) {
          text = textFrom(in, field, token.start());
        } else {
          token.pushBack();
        }
      }
    }
    // keyNNNNN takes the octets of the value as they are, even if the key has a name.
    byte[] value = numbered ? text : valueOf(in, field, SvcParamKey.of(code), text);
    if (value.length > RdataScanner.MAX_RDATA_OCTETS) {
      throw in.error(field, "value of over 65535 octets");
    }
    if (parameters.putIfAbsent(code, value) != null) {
      throw in.error(field, "key " + SvcParamKey.nameOf(code) + " is there twice");
    }
  }

  private static byte[] textFrom(RdataScanner in, String field, int start) throws SyntaxException {
    WireWriter text = new WireWriter(in.tokens().end() - start);
    in.text(field, start, text);
    return text.toOctets();
  }

  /** Turns a value's text, its escapes resolved, into wire format. */
  private static byte[] valueOf(
      RdataScanner in, String field, @Nullable SvcParamKey key, byte[] text)
      throws SyntaxException {
    // What grows most is an IPv6 address: 16 octets from "::".
    WireWriter to = new WireWriter(8 * text.length + 16);
    switch (key) {
      case MANDATORY -> {
        NavigableSet<Integer> keys = new TreeSet<>();
        for (int start = 0; start <= text.length; ) {
          int end = comma(text, start);
          int code = SvcParamKey.scan(text, start, end);
          if (code < 0) {
            throw in.error(field, "mandatory: no key");
          }
          if (!keys.add(code)) {
            throw in.error(field, "mandatory: names a key twice");
          }
          start = end + 1;
        }
        keys.forEach(to::writeU16);
      }
      case ALPN -> writeList(in, field, text, to);
      case PORT -> to.writeU16((int) in.decimal(field, text, 0, text.length, 0, 65_535));
      case IPV4HINT, IPV6HINT -> {
        byte[] address = new byte[Ipv6Field.OCTETS];
        for (int start = 0; start <= text.length; ) {
          int end = comma(text, start);
          boolean known =
              key == SvcParamKey.IPV4HINT
                  ? Addresses.scanIpv4(text, start, end, address, 0)
                  : Addresses.scanIpv6(text, start, end, address, 0);
          if (!known) {
            throw in.error(field, key.text + ": no address");
          }
          to.writeOctets(
              address, 0, key == SvcParamKey.IPV4HINT ? Ipv4Field.OCTETS : Ipv6Field.OCTETS);
          start = end + 1;
        }
      }
      case ECH -> {
        BitDecoder decoder = new BitDecoder();
        decoder.start(Encoding.BASE64);
        String broken = decoder.feed(text, 0, text.length, to);
        broken = broken == null ? decoder.finish() : broken;
        if (broken != null) {
          throw in.error(field, "ech: " + broken);
        }
      }
      case NO_DEFAULT_ALPN, DOHPATH, OHTTP -> to.writeOctets(text);
      case null -> to.writeOctets(text);
    }
    return to.toOctets();
  }

  private static int comma(byte[] text, int start) {
    int at = start;
    while (at < text.length && text[at] != ',') {
      at++;
    }
    return at;
  }

  /** Protocol IDs, each behind its length (appendix A.1). */
  private static void writeList(RdataScanner in, String field, byte[] text, WireWriter to)
      throws SyntaxException {
    int lengthAt = to.position();
    to.writeU8(0);
    for (int i = 0; i <= text.length; i++) {
      if (i == text.length || text[i] == ',') {
        int length = to.position() - lengthAt - 1;
        if (length == 0 || length > 255) {
          throw in.error(field, "alpn: protocol ID of other than 1 to 255 octets");
        }
        to.octets()[lengthAt] = (byte) length;
        lengthAt = to.position();
        if (i < text.length) {
          to.writeU8(0);
        }
        continue;
      }
      if (text[i] == '\\') {
        i++;
        if (i == text.length || text[i] != ',' && text[i] != '\\') {
          throw in.error(field, "alpn: backslash before other than comma and backslash");
        }
      }
      to.writeU8(text[i]);
    }
  }
}
