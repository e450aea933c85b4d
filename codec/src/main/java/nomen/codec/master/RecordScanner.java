package nomen.codec.master;

import nomen.codec.name.Labels;
import nomen.codec.name.Name;
import nomen.codec.rr.RRClass;
import nomen.codec.rr.RRType;
import nomen.codec.rr.RRTypes;
import nomen.codec.rr.RdataScanner;
import nomen.codec.text.SyntaxException;
import nomen.codec.text.TokenScanner;
import nomen.codec.text.Tokenizer;
import nomen.codec.wire.WireWriter;
import org.jspecify.annotations.Nullable;

/**
 * Scans the entries that are records (RFC 1035 section 5.1):
 *
 * <pre>
 *   [owner] [TTL] [class] type rdata      or      [owner] [class] [TTL] type rdata
 * </pre>
 *
 * <p>It keeps what one entry takes over from those before it: the origin, the owner name and the
 * TTL. A TTL that is not given is that of $TTL (RFC 2308 section 4); without one, the last one
 * given (RFC 1035), with a warning; without one either, a SOA takes its own MINIMUM, which then is
 * as if set by $TTL, with a warning; any other record is refused.
 */
public final class RecordScanner {
  /** Room to append one more name to the longest RDATA before it is found too long. */
  private static final int RDATA_ROOM = RdataScanner.MAX_RDATA_OCTETS + Labels.MAX_NAME_OCTETS;

  private final RdataScanner rdataScanner = new RdataScanner();
  private final byte[] origin = new byte[Labels.MAX_NAME_OCTETS];
  private int originLength;

  private final byte[] owner = new byte[Labels.MAX_NAME_OCTETS];

  /** 0 if there is none, as at the start of a file. */
  private int ownerLength;

  /** Whether the owner name was given but was wrong: what follows it belongs nowhere. */
  private boolean ownerLost;

  private boolean hasDefaultTtl;
  private int defaultTtl;
  private boolean hasLastTtl;
  private int lastTtl;
  private boolean lastTtlUsed;

  private RRType type = RRTypes.A;
  private int ttl;
  private final WireWriter rdata = new WireWriter(RDATA_ROOM);

  private int line;
  private int column;
  private @Nullable String warning;

  /** No entry was scanned yet, and there is no origin. */
  public RecordScanner() {}

  /**
   * What an included file does not change for the file that includes it (RFC 1035 section 5.1).
   *
   * @param origin what relative names are relative to, or null
   * @param owner the owner name that the next entry may take over, or null
   * @param ownerLost whether there is none because it was wrong
   */
  public record Context(@Nullable Name origin, @Nullable Name owner, boolean ownerLost) {}

  /** The owner name of the record scanned last, in uncompressed wire format, from index 0. */
  public byte[] owner() {
    return owner;
  }

  /** The octets of the owner name. */
  public int ownerLength() {
    return ownerLength;
  }

  /** The type of the record scanned last. */
  public RRType type() {
    return type;
  }

  /** The TTL of the record scanned last, in seconds. */
  public int ttl() {
    return ttl;
  }

  /** The RDATA of the record scanned last: what was written to this, its names uncompressed. */
  public WireWriter rdata() {
    return rdata;
  }

  /** The line on which the type of the record scanned last stands. */
  public int line() {
    return line;
  }

  /** The column in which the type of the record scanned last stands. */
  public int column() {
    return column;
  }

  /** What is doubtful about the record scanned last, or null. */
  public @Nullable String warning() {
    return warning;
  }

  /** What is to be restored when an included file is over. */
  public Context save() {
    return new Context(
        originLength == 0 ? null : Name.ofWire(origin, 0),
        ownerLength == 0 ? null : Name.ofWire(owner, 0),
        ownerLost);
  }

  /** Goes back to what was saved. */
  public void restore(Context context) {
    origin(context.origin);
    ownerLength = context.owner == null ? 0 : context.owner.copyTo(owner, 0);
    ownerLost = context.ownerLost;
  }

  /** Forgets the owner name: a file begins. */
  public void forgetOwner() {
    ownerLength = 0;
    ownerLost = false;
  }

  /** Says what relative names are relative to; with null they are errors. */
  public void origin(@Nullable Name name) {
    originLength = name == null ? 0 : name.copyTo(origin, 0);
    rdataScanner.origin(name);
  }

  /** Says what the TTL is of records that do not give one. */
  public void defaultTtl(int seconds) {
    hasDefaultTtl = true;
    defaultTtl = seconds;
  }

  /** The name that the current token stands for. */
  public Name name(Tokenizer token, String field, String directive) throws SyntaxException {
    byte[] wire = new byte[Labels.MAX_NAME_OCTETS];
    TokenScanner.name(token, origin, 0, originLength, wire, 0, field, directive);
    return Name.ofWire(wire, 0);
  }

  /**
   * Scans an entry, none of whose tokens was taken yet.
   *
   * @return whether there is a record; not if its owner name is unknown because of an earlier error
   */
  public boolean scan(Tokenizer token) throws SyntaxException {
    warning = null;
    if (token.blankOwner()) {
      if (ownerLength == 0 && !ownerLost) {
        token.next();
        throw token.error("owner name", null, "none before this entry to take over");
      }
    } else {
      token.next();
      ownerLost = true;
      ownerLength = TokenScanner.owner(token, origin, 0, originLength, owner, 0);
      ownerLost = false;
    }
    boolean hasTtl = scanTtlClassAndType(token);
    rdataScanner.scan(token, type, rdata.reset(RDATA_ROOM));
    String broken = rdataScanner.brokenRule();
    if (broken != null) {
      warning = broken + ": served as it is, octet by octet";
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
      RRType found = scanType(token);
      if (found != null) {
        if (found.isMeta()) {
          throw token.error("type", null, "a zone cannot hold " + found);
        }
        type = found;
        line = token.line();
        column = token.column();
        return hasTtl;
      }
      if (!isIn(token)) {
        RRClass other = token.quoted() ? null : RRClass.parse(token.text());
        if (other == null) {
          throw token.error("type", null, "unknown type or class " + token.text());
        }
        if (!other.equals(RRClass.IN)) {
          throw token.error("class", null, "class other than IN");
        }
      }
      if (hasClass) {
        throw token.error("class", null, "second class");
      }
      hasClass = true;
    }
    throw token.error("type", null, "missing");
  }

  /** The type that the current token names, or null. */
  static @Nullable RRType scanType(Tokenizer token) {
    return token.quoted() ? null : RRTypes.scan(token.octets(), token.start(), token.end());
  }

  /** Whether the current token is the class of the Internet, in any case. */
  static boolean isIn(Tokenizer token) {
    byte[] octets = token.octets();
    int at = token.start();
    return token.length() == 2
        && !token.quoted()
        && (octets[at] | 0x20) == 'i'
        && (octets[at + 1] | 0x20) == 'n';
  }

  private void takeOverTtl(Tokenizer token) throws SyntaxException {
    if (hasDefaultTtl) {
      ttl = defaultTtl;
    } else if (hasLastTtl) {
      ttl = lastTtl;
      if (!lastTtlUsed) {
        lastTtlUsed = true;
        warn("no TTL and no $TTL before: the last TTL given is used from here on");
      }
    } else if (type.equals(RRTypes.SOA)) {
      ttl = Math.max(soaMinimum(), 0);
      defaultTtl(ttl);
      warn("no TTL and no $TTL before: the SOA's MINIMUM is used from here on");
    } else {
      throw new SyntaxException(
          token.name(), line, column, "TTL", null, "missing, and no $TTL before");
    }
  }

  private void warn(String what) {
    warning = warning == null ? what : warning + "; " + what;
  }

  /** The last of the five 32-bit fields. */
  private int soaMinimum() {
    int at = rdata.position() - Integer.BYTES;
    return rdata.peekU16(at) << 16 | rdata.peekU16(at + 2);
  }
}
