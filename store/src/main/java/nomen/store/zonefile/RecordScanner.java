package nomen.store.zonefile;

import nomen.codec.name.Labels;
import nomen.codec.name.Name;
import nomen.codec.rr.RRClass;
import nomen.codec.rr.RRTypes;
import nomen.codec.text.RdataScanner;
import nomen.codec.text.SyntaxException;
import nomen.codec.text.TokenScanner;
import nomen.codec.text.Tokenizer;
import org.jspecify.annotations.Nullable;

/**
 * Scans the entries that are records (RFC 1035 section 5.1):
 *
 * <pre>
 *   [owner] [TTL] [class] type rdata      or      [owner] [class] [TTL] type rdata
 * </pre>
 *
 * <p>It keeps what one entry takes over from those before it: the origin, the owner name and the TTL.
 * A TTL that is not given is that of $TTL (RFC 2308 section 4); without one, the last one given (RFC
 * 1035), with a warning; without one either, a SOA takes its own MINIMUM, which then is as if set by
 * $TTL, with a warning; any other record is refused.
 */
final class RecordScanner {
  private static final int SOA = 6;

  private final FieldWords words = new FieldWords();
  private final byte[] origin = new byte[Labels.MAX_NAME_OCTETS];
  private int originLength;

  final byte[] owner = new byte[Labels.MAX_NAME_OCTETS];

  /** 0 if there is none, as at the start of a file. */
  int ownerLength;

  /** Whether the owner name was given but was wrong: what follows it belongs nowhere. */
  private boolean ownerLost;

  private boolean hasDefaultTtl;
  private int defaultTtl;
  private boolean hasLastTtl;
  private int lastTtl;
  private boolean lastTtlUsed;

  int type;
  int ttl;
  final byte[] rdata = new byte[RdataScanner.MAX_RDATA_OCTETS];
  int rdataLength;

  /** Where the type of the record stands. */
  int line;

  int column;

  /** What is doubtful about the record scanned last. */
  @Nullable String warning;

  /** What an included file does not change for the file that includes it (RFC 1035 5.1). */
  record Context(byte[] origin, byte[] owner, boolean ownerLost, boolean hasLastTtl, int lastTtl) {}

  Context save() {
    return new Context(origin(), java.util.Arrays.copyOf(owner, ownerLength), ownerLost, hasLastTtl, lastTtl);
  }

  void restore(Context context) {
    origin(context.origin);
    ownerLength = context.owner.length;
    System.arraycopy(context.owner, 0, owner, 0, ownerLength);
    ownerLost = context.ownerLost;
    hasLastTtl = context.hasLastTtl;
    lastTtl = context.lastTtl;
  }

  /** Forgets the owner name: a file begins. */
  void forgetOwner() {
    ownerLength = 0;
    ownerLost = false;
  }

  void origin(@Nullable Name name) {
    origin(name == null ? new byte[0] : name.toWire());
  }

  private void origin(byte[] wire) {
    originLength = wire.length;
    System.arraycopy(wire, 0, origin, 0, originLength);
  }

  private byte[] origin() {
    return java.util.Arrays.copyOf(origin, originLength);
  }

  void defaultTtl(int seconds) {
    hasDefaultTtl = true;
    defaultTtl = seconds;
  }

  /** The name that the current token stands for. */
  Name name(Tokenizer token, String field, String directive) throws SyntaxException {
    byte[] wire = new byte[Labels.MAX_NAME_OCTETS];
    TokenScanner.name(token, origin, 0, originLength, wire, 0, field, directive);
    return Name.ofWire(wire, 0);
  }

  /**
   * Scans an entry, none of whose tokens was taken yet.
   *
   * @return whether there is a record; not if its owner name is unknown because of an earlier error
   */
  boolean scan(Tokenizer token) throws SyntaxException {
    warning = null;
    if (token.blankOwner()) {
      if (ownerLength == 0 && !ownerLost) {
        token.next();
        throw token.error("owner", null, "no owner name before this one to take over");
      }
    } else {
      token.next();
      ownerLost = true;
      ownerLength =
          TokenScanner.name(token, origin, 0, originLength, owner, 0, "owner name", null);
      ownerLost = false;
    }
    boolean hasTtl = scanTtlClassAndType(token);
    rdataLength = RdataScanner.scan(token, type, origin, originLength, rdata);
    if (token.next()) {
      throw token.error(null, RRTypes.of(type).mnemonic(), "text behind the last field");
    }
    if (hasTtl) {
      hasLastTtl = true;
      lastTtl = ttl;
    } else {
      takeOverTtl(token);
    }
    return !ownerLost;
  }

  /** Whether a TTL was given. */
  private boolean scanTtlClassAndType(Tokenizer token) throws SyntaxException {
    boolean hasTtl = false;
    boolean hasClass = false;
    while (token.next()) {
      int first = token.length() == 0 ? 0 : token.octets()[token.start()];
      if (first >= '0' && first <= '9' && !token.quoted()) {
        if (hasTtl) {
          throw token.error("TTL", null, "second TTL");
        }
        ttl = TokenScanner.ttl(token, "TTL", null);
        hasTtl = true;
        continue;
      }
      int code = words.code(token);
      if (code == FieldWords.NEITHER) {
        throw token.error("type", null, "unknown type or class " + token.text());
      }
      if (!FieldWords.isClass(code)) {
        if (RRTypes.of(code).isMeta()) {
          throw token.error("type", null, "a zone cannot hold " + RRTypes.of(code));
        }
        type = code;
        line = token.line();
        column = token.column();
        return hasTtl;
      }
      if (hasClass) {
        throw token.error("class", null, "second class");
      }
      if (FieldWords.classCode(code) != RRClass.IN.code()) {
        throw token.error("class", null, "class other than IN");
      }
      hasClass = true;
    }
    throw token.error("type", null, "missing");
  }

  private void takeOverTtl(Tokenizer token) throws SyntaxException {
    if (hasDefaultTtl) {
      ttl = defaultTtl;
    } else if (hasLastTtl) {
      ttl = lastTtl;
      if (!lastTtlUsed) {
        lastTtlUsed = true;
        warning = "no TTL and no $TTL before: the last TTL given is used from here on";
      }
    } else if (type == SOA) {
      ttl = Math.max(soaMinimum(), 0);
      defaultTtl(ttl);
      warning = "no TTL and no $TTL before: the SOA's MINIMUM is used from here on";
    } else {
      throw new SyntaxException(
          token.name(), line, column, "TTL", null, "missing, and no $TTL before");
    }
  }

  /** The last of the five 32-bit fields. */
  private int soaMinimum() {
    int at = rdataLength - Integer.BYTES;
    return rdata[at] << 24
        | (rdata[at + 1] & 0xff) << 16
        | (rdata[at + 2] & 0xff) << 8
        | rdata[at + 3] & 0xff;
  }
}
