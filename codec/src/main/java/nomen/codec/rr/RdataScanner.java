package nomen.codec.rr;

import java.util.Arrays;
import nomen.codec.name.Labels;
import nomen.codec.name.Name;
import nomen.codec.text.SyntaxException;
import nomen.codec.text.TokenScanner;
import nomen.codec.text.Tokenizer;
import nomen.codec.wire.WireWriter;
import org.jspecify.annotations.Nullable;

/**
 * Scans rdata from the tokens of an entry, in the presentation format of its type or as \# of RFC
 * 3597 section 5, into uncompressed wire format. It goes from token octets to wire octets: for the
 * common types nothing is allocated.
 *
 * <p>It can be used again and again. Not thread-safe.
 */
public final class RdataScanner {
  /** The most octets of an rdata (RFC 1035 section 3.2.1). */
  public static final int MAX_RDATA_OCTETS = 65_535;

  private final byte[] origin = new byte[Labels.MAX_NAME_OCTETS];
  private int originLength;
  private final BitDecoder decoder = new BitDecoder();
  private byte @Nullable [] typeBits;
  private @Nullable Tokenizer tokenizer;
  private String type = "";
  private @Nullable String brokenRule;

  /**
   * Sets the name that relative names end with.
   *
   * @param newOrigin null if relative names are errors
   */
  public RdataScanner origin(@Nullable Name newOrigin) {
    originLength = newOrigin == null ? 0 : newOrigin.copyTo(origin, 0);
    return this;
  }

  /**
   * Sets the name that relative names end with, in uncompressed wire format.
   *
   * @param length 0 if relative names are errors
   */
  public RdataScanner origin(byte[] octets, int offset, int length) {
    System.arraycopy(octets, offset, origin, 0, length);
    originLength = length;
    return this;
  }

  /**
   * Scans all tokens that are left of the entry as one rdata, and appends that to a writer.
   *
   * @throws SyntaxException naming place, field and type; then what was appended is to be rolled
   *     back
   */
  public void scan(Tokenizer tokens, RRType rdataType, WireWriter to) throws SyntaxException {
    brokenRule = null;
    tokenizer = tokens;
    type = rdataType.mnemonic();
    int start = to.position();
    if (tokens.next() && tokens.is("\\#")) {
      scanGeneric(rdataType, to);
    } else {
      tokens.pushBack();
      for (RdataField field : rdataType.fieldArray()) {
        field.scan(this, to);
      }
    }
    if (tokens.next()) {
      throw tokens.error(null, type, "more than the type has: " + tokens.text());
    }
    if (to.overflowed() || to.position() - start > MAX_RDATA_OCTETS) {
      throw tokens.error(null, type, "rdata of over 65535 octets");
    }
  }

  private void scanGeneric(RRType rdataType, WireWriter to) throws SyntaxException {
    need("rdata length");
    int length = (int) number("rdata length", MAX_RDATA_OCTETS);
    int start = to.position();
    decodeRest(Encoding.HEX, "rdata", to);
    if (to.overflowed()) {
      throw error("rdata", "over 65535 octets");
    }
    if (to.position() - start != length) {
      throw error("rdata", (to.position() - start) + " octets instead of " + length);
    }
    brokenRule = RdataReader.brokenRule(rdataType, to.octets(), start, length);
    if (brokenRule != null && (!rdataType.carriesAnyRdata() || length == 0)) {
      throw tokens().error(null, type, brokenRule);
    }
  }

  /**
   * The rule that the rdata scanned last breaks, with field and type, although it is taken; null if
   * it breaks none. See {@link RRType#carriesAnyRdata()}.
   */
  public @Nullable String brokenRule() {
    return brokenRule;
  }

  /** The tokens of the entry. */
  Tokenizer tokens() {
    if (tokenizer == null) {
      throw new IllegalStateException("no entry is being scanned");
    }
    return tokenizer;
  }

  /** Goes to the next token, if there is one. */
  boolean more() throws SyntaxException {
    return tokens().next();
  }

  /** Goes to the next token, which must be there. */
  void need(String field) throws SyntaxException {
    if (!tokens().next()) {
      throw error(field, "missing");
    }
  }

  void need(RdataField field) throws SyntaxException {
    need(field.name());
  }

  SyntaxException error(String field, String what) {
    return tokens().error(field, type, what);
  }

  /** The current token as a decimal number. */
  long number(String field, long max) throws SyntaxException {
    return TokenScanner.number(tokens(), max, field, type);
  }

  /** The current token as a decimal number or one of some mnemonics. */
  int integer(String field, long max, Mnemonics mnemonics) throws SyntaxException {
    if (!mnemonics.isEmpty()) {
      Tokenizer token = tokens();
      int known = mnemonics.number(token.octets(), token.start(), token.end());
      if (known >= 0) {
        return known;
      }
    }
    return (int) number(field, max);
  }

  /** The current token as a time of up to 2^32-1 seconds, perhaps with units. */
  long seconds(String field) throws SyntaxException {
    return TokenScanner.seconds(tokens(), TokenScanner.MAX_U32, field, type);
  }

  /** The current token as a decimal fraction, times ten to the power of {@code places}. */
  long decimal(String field, int places, long max) throws SyntaxException {
    Tokenizer token = tokens();
    return decimal(field, token.octets(), token.start(), token.end(), places, max);
  }

  /** A range as a decimal fraction, times ten to the power of {@code places}. */
  long decimal(String field, byte[] text, int start, int end, int places, long max)
      throws SyntaxException {
    long value = 0;
    int point = -1;
    int digits = 0;
    for (int i = start; i < end; i++) {
      if (text[i] == '.' && point < 0 && places > 0) {
        point = i;
        continue;
      }
      int digit = text[i] - '0';
      if (digit < 0 || digit > 9) {
        throw error(field, "not a number");
      }
      if (point >= 0 && i - point > places) {
        throw error(field, "more than " + places + " decimals");
      }
      digits++;
      value = value * 10 + digit;
      if (value > max) {
        throw error(field, "number too high");
      }
    }
    if (digits == 0) {
      throw error(field, "not a number");
    }
    for (int i = point < 0 ? 0 : end - point - 1; i < places; i++) {
      value *= 10;
    }
    if (value > max) {
      throw error(field, "number too high");
    }
    return value;
  }

  /** Writes the current token as a name. */
  void name(String field, WireWriter to) throws SyntaxException {
    int at = to.claim(Labels.MAX_NAME_OCTETS);
    if (at < 0) {
      throw error(field, "rdata of over 65535 octets");
    }
    int length = TokenScanner.name(tokens(), origin, 0, originLength, to.octets(), at, field, type);
    to.rollback(at + length);
  }

  /** Writes the current token as an IPv4 address. */
  void ipv4(String field, WireWriter to) throws SyntaxException {
    Tokenizer token = tokens();
    int at = to.claim(Ipv4Field.OCTETS);
    if (at >= 0
        && !Addresses.scanIpv4(token.octets(), token.start(), token.end(), to.octets(), at)) {
      throw error(field, "no IPv4 address: " + token.text());
    }
  }

  /** Writes the current token as an IPv6 address. */
  void ipv6(String field, WireWriter to) throws SyntaxException {
    Tokenizer token = tokens();
    int at = to.claim(Ipv6Field.OCTETS);
    if (at >= 0
        && !Addresses.scanIpv6(token.octets(), token.start(), token.end(), to.octets(), at)) {
      throw error(field, "no IPv6 address: " + token.text());
    }
  }

  /** Writes the current token, its escapes resolved, as a character-string. */
  void string(String field, WireWriter to) throws SyntaxException {
    int at = to.position();
    to.writeU8(0);
    text(field, to);
    int length = to.position() - at - 1;
    if (length > 255) {
      throw error(field, "character-string of over 255 octets");
    }
    if (!to.overflowed()) {
      to.octets()[at] = (byte) length;
    }
  }

  /** Writes the octets of the current token, its escapes resolved. */
  void text(String field, WireWriter to) throws SyntaxException {
    text(field, tokens().start(), to);
  }

  /** Writes the octets of the current token from an index on, its escapes resolved. */
  void text(String field, int start, WireWriter to) throws SyntaxException {
    Tokenizer token = tokens();
    if (!token.hasEscapes()) {
      to.writeOctets(token.octets(), start, token.end() - start);
      return;
    }
    byte[] octets = token.octets();
    int at = start;
    while (at < token.end()) {
      int octet = octets[at++];
      if (octet == '\\') {
        octet = TokenScanner.escaped(token, at, field, type);
        at += octets[at] >= '0' && octets[at] <= '9' ? 3 : 1;
      }
      to.writeU8(octet);
    }
  }

  /** Writes the octets that the current token stands for; there must be some. */
  void decode(Encoding encoding, String field, WireWriter to) throws SyntaxException {
    decoder.start(encoding);
    feed(field, to);
    finish(field);
    if (tokens().length() == 0) {
      throw error(field, "empty");
    }
  }

  /** Writes the octets that the rest of the entry stands for, perhaps none. */
  void decodeRest(Encoding encoding, String field, WireWriter to) throws SyntaxException {
    decoder.start(encoding);
    while (more()) {
      feed(field, to);
    }
    finish(field);
  }

  private void feed(String field, WireWriter to) throws SyntaxException {
    Tokenizer token = tokens();
    String broken = decoder.feed(token.octets(), token.start(), token.end(), to);
    if (broken != null) {
      throw error(field, broken);
    }
  }

  private void finish(String field) throws SyntaxException {
    String broken = decoder.finish();
    if (broken != null) {
      throw error(field, broken);
    }
  }

  /** One bit for each type, all clear; bit 0 is the highest of the first octet. */
  byte[] typeBits() {
    byte[] bits = typeBits;
    if (bits == null) {
      bits = new byte[65_536 / 8];
      typeBits = bits;
    } else {
      Arrays.fill(bits, (byte) 0);
    }
    return bits;
  }
}
