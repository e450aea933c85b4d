package nomen.loadtest.traffic.file;

import java.io.InputStream;
import java.nio.file.Path;
import nomen.codec.name.Name;
import nomen.codec.rr.RRClass;
import nomen.codec.rr.RRType;
import nomen.codec.rr.RRTypes;
import nomen.codec.rr.RdataScanner;
import nomen.codec.text.SyntaxException;
import nomen.codec.text.TokenScanner;
import nomen.codec.text.Tokenizer;
import nomen.codec.wire.WireWriter;
import nomen.loadtest.traffic.TrafficException;
import org.jspecify.annotations.Nullable;

/**
 * Reads the records of a master file (RFC 1035 section 5.1) with $ORIGIN and $TTL (RFC 2308 section
 * 4). TTLs count for nothing here, so a record without one is no error. $INCLUDE and $GENERATE are
 * refused: {@code bin/nomen zone print} writes a file without them.
 */
public final class ZoneFileRecords {
  private static final int RDATA_ROOM = 1 << 18;

  /** Takes records. */
  @FunctionalInterface
  public interface Sink {
    /**
     * Takes a record; nothing of it may be kept.
     *
     * @param owner in uncompressed wire format, from index 0
     * @param rdata what was written to it is the record's data
     * @param line where it stands
     */
    void record(byte[] owner, int ownerLength, RRType type, WireWriter rdata, long line)
        throws TrafficException;
  }

  private final String file;
  private final Tokenizer token;
  private final Sink sink;
  private final RdataScanner scanner = new RdataScanner();
  private final WireWriter rdata = new WireWriter(RDATA_ROOM);
  private final byte[] origin = new byte[255];
  private final byte[] owner = new byte[255];
  private int originLength;
  private int ownerLength;

  private ZoneFileRecords(String file, InputStream in, @Nullable Name origin, Sink sink) {
    this.file = file;
    this.token = new Tokenizer(file, in::read);
    this.sink = sink;
    origin(origin);
  }

  /**
   * Reads a file.
   *
   * @param origin of relative names before $ORIGIN; null if they are errors until then
   * @throws TrafficException if it cannot be read, or has an entry that is wrong
   */
  public static void read(Path file, @Nullable Name origin, Sink sink) throws TrafficException {
    InputFile.read(
        file,
        in -> {
          new ZoneFileRecords(file.toString(), in, origin, sink).read();
          return file;
        });
  }

  private void read() throws TrafficException {
    try {
      while (token.nextEntry()) {
        readEntry();
      }
    } catch (SyntaxException e) {
      throw new TrafficException(file, e.line(), e.description());
    }
  }

  private void readEntry() throws SyntaxException, TrafficException {
    if (!token.blankOwner()) {
      token.next();
      if (!token.quoted() && token.length() > 0 && token.octets()[token.start()] == '$') {
        readDirective();
        return;
      }
      ownerLength = TokenScanner.name(token, origin, 0, originLength, owner, 0, "owner", null);
    } else if (ownerLength == 0) {
      throw token.error("owner", null, "none before this entry to take over");
    }
    RRType type = readType();
    int line = token.line();
    scanner.scan(token, type, rdata.reset(RDATA_ROOM));
    sink.record(owner, ownerLength, type, rdata, line);
  }

  /** Passes TTL and class. */
  private RRType readType() throws SyntaxException {
    while (token.next()) {
      int first = token.length() == 0 ? 0 : token.octets()[token.start()];
      if (first >= '0' && first <= '9' && !token.quoted()) {
        TokenScanner.ttl(token, "TTL", null);
        continue;
      }
      RRType type =
          token.quoted() ? null : RRTypes.scan(token.octets(), token.start(), token.end());
      if (type != null) {
        if (type.isMeta()) {
          throw token.error("type", null, "a zone cannot hold " + type);
        }
        return type;
      }
      if (!RRClass.IN.equals(RRClass.scan(token.octets(), token.start(), token.end()))) {
        throw token.error("type", null, "unknown type or class " + token.text());
      }
    }
    throw token.error("type", null, "missing");
  }

  private void readDirective() throws SyntaxException {
    if (token.is("$ORIGIN")) {
      if (!token.next()) {
        throw token.error("name", "$ORIGIN", "missing");
      }
      byte[] wire = new byte[255];
      TokenScanner.name(token, origin, 0, originLength, wire, 0, "name", "$ORIGIN");
      origin(Name.ofWire(wire, 0));
    } else if (token.is("$TTL")) {
      token.next();
    } else {
      throw token.error(
          null, null, token.text() + " is not read here; bin/nomen zone print writes it out");
    }
  }

  private void origin(@Nullable Name name) {
    originLength = name == null ? 0 : name.copyTo(origin, 0);
    scanner.origin(name);
  }
}
