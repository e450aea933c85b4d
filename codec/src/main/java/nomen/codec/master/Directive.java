package nomen.codec.master;

import nomen.codec.name.Name;
import nomen.codec.text.SyntaxException;
import nomen.codec.text.TokenScanner;
import nomen.codec.text.Tokenizer;

/** Directives that say what the entries behind them take over, and fields of all directives. */
public final class Directive {
  private Directive() {}

  /** {@code $ORIGIN name}: of relative names behind it (RFC 1035 section 5.1). */
  public static void origin(Tokenizer tokenizer, RecordScanner records) throws SyntaxException {
    need(tokenizer, "name", "$ORIGIN");
    Name origin = records.name(tokenizer, "name", "$ORIGIN");
    needEnd(tokenizer, "$ORIGIN");
    records.origin(origin);
  }

  /** {@code $TTL TTL}: of records behind it that do not give one (RFC 2308 section 4). */
  public static void ttl(Tokenizer tokenizer, RecordScanner records) throws SyntaxException {
    need(tokenizer, "TTL", "$TTL");
    int ttl = TokenScanner.ttl(tokenizer, "TTL", "$TTL");
    needEnd(tokenizer, "$TTL");
    records.defaultTtl(ttl);
  }

  /** An error at a directive that there is not. */
  public static SyntaxException unknown(Tokenizer tokenizer) {
    return tokenizer.error(
        null, null, "unknown directive " + tokenizer.text() + "; an owner name takes \\$");
  }

  /** Goes to a field, which must be there. */
  static void need(Tokenizer tokenizer, String field, String directive) throws SyntaxException {
    if (!tokenizer.next()) {
      throw tokenizer.error(field, directive, "missing");
    }
  }

  /** Refuses further fields. */
  static void needEnd(Tokenizer tokenizer, String directive) throws SyntaxException {
    if (tokenizer.next()) {
      throw tokenizer.error(null, directive, "text behind the last field");
    }
  }
}
