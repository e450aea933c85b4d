package nomen.codec.rr;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import nomen.codec.name.Labels;
import nomen.codec.name.Name;
import nomen.codec.text.SyntaxException;
import nomen.codec.text.Tokenizer;
import nomen.codec.wire.WireFormatException;
import nomen.codec.wire.WireReader;
import nomen.codec.wire.WireWriter;
import org.jspecify.annotations.Nullable;

/**
 * The data of one record: a type and octets in uncompressed wire format. Immutable.
 *
 * <p>Two are equal if their canonical forms are (RFC 4034 section 6.2), so the case of a name
 * counts only where that form keeps it. The natural order is by type, then that of RFC 4034 section
 * 6.3.
 */
public final class Rdata implements Comparable<Rdata> {
  /** Names of full length that an rdata has room for. */
  private static final int MAX_NAMES = RdataScanner.MAX_RDATA_OCTETS / Labels.MAX_NAME_OCTETS;

  private static final byte[] NOTHING = {};

  private final RRType type;
  private final byte[] octets;

  private Rdata(RRType type, byte[] octets) {
    this.type = type;
    this.octets = octets;
  }

  /**
   * The rdata that a reader stands at; afterwards it stands behind it.
   *
   * @param length the RDLENGTH; must be used up exactly
   * @throws WireFormatException naming field and type
   */
  public static Rdata read(WireReader from, RRType type, int length) throws WireFormatException {
    if (type.decompressedNames() == 0) {
      int at = from.position();
      RdataReader.check(from, type, length);
      return new Rdata(type, Arrays.copyOfRange(from.octets(), at, at + length));
    }
    return read(from, type, length, new WireWriter(scratchOctets(type, length)));
  }

  /**
   * As the other, for who reads many.
   *
   * @param scratch takes {@link #scratchOctets} or more; what stands in it is overwritten
   */
  public static Rdata read(WireReader from, RRType type, int length, WireWriter scratch)
      throws WireFormatException {
    if (type.decompressedNames() == 0) {
      return read(from, type, length);
    }
    scratch.rollback(0);
    RdataReader.read(from, type, length, scratch);
    return new Rdata(type, scratch.toOctets());
  }

  /**
   * The octets that reading an rdata may need as a scratch; none if its type is read from where it
   * stands, as all are in which no name is compressed.
   *
   * @param length the RDLENGTH
   */
  public static int scratchOctets(RRType type, int length) {
    int names = type.decompressedNames();
    // While a name is read, there must be room for one of full length.
    return names == 0
        ? 0
        : Math.min(length + names * Labels.MAX_NAME_OCTETS, WireWriter.MAX_MESSAGE_OCTETS);
  }

  /**
   * The rdata of some octets, which are copied.
   *
   * @param octets uncompressed
   * @throws WireFormatException if they are not valid for the type, naming the field
   */
  public static Rdata of(RRType type, byte[] octets) throws WireFormatException {
    RdataReader.validate(type, octets, 0, octets.length);
    return new Rdata(type, octets.clone());
  }

  /** No octets at all, as a record that stands for many has in an UPDATE (RFC 2136 section 2.5). */
  public static Rdata ofNothing(RRType type) {
    return new Rdata(type, NOTHING);
  }

  /** The rdata of octets that are known to be valid for the type, which are copied unchecked. */
  public static Rdata ofValid(RRType type, byte[] octets, int offset, int length) {
    return new Rdata(type, Arrays.copyOfRange(octets, offset, offset + length));
  }

  /**
   * The rdata that a text in presentation format stands for; names without final dot are errors.
   *
   * @throws IllegalArgumentException if it stands for none; the message names place and field
   */
  public static Rdata parse(RRType type, String text) {
    try {
      return scan(type, text, null);
    } catch (SyntaxException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  /**
   * The rdata that a text in presentation format stands for.
   *
   * @param origin of relative names; null if they are errors
   * @throws SyntaxException naming place, field and type
   */
  public static Rdata scan(RRType type, String text, @Nullable Name origin) throws SyntaxException {
    byte[] characters = text.getBytes(StandardCharsets.ISO_8859_1);
    Tokenizer tokens = new Tokenizer("text", characters, 0, characters.length);
    tokens.nextEntry();
    // A character of text can stand for a whole name: "@".
    int capacity = Math.min(characters.length, MAX_NAMES) * Labels.MAX_NAME_OCTETS;
    WireWriter to = new WireWriter(capacity + 2 * Labels.MAX_NAME_OCTETS);
    new RdataScanner().origin(origin).scan(tokens, type, to);
    if (tokens.nextEntry()) {
      throw tokens.error(null, type.mnemonic(), "more than one line");
    }
    return new Rdata(type, to.toOctets());
  }

  /** The type. */
  public RRType type() {
    return type;
  }

  /** The number of octets. */
  public int length() {
    return octets.length;
  }

  /** The octet at an index. */
  public byte octet(int index) {
    return octets[index];
  }

  /** A copy of the octets. */
  public byte[] toWire() {
    return octets.clone();
  }

  /**
   * Copies the octets into an array.
   *
   * @return how many, {@link #length()}
   */
  public int copyTo(byte[] to, int offset) {
    System.arraycopy(octets, 0, to, offset, octets.length);
    return octets.length;
  }

  /** Writes the octets as they are: no RDLENGTH, nothing compressed. */
  public void write(WireWriter to) {
    to.writeOctets(octets);
  }

  /** Writes RDLENGTH and the octets, names compressed where RFC 3597 section 4 allows it. */
  public void write(WireWriter to, nomen.codec.name.NameCompressor names) {
    RdataWriter.write(to, names, type, octets, 0, octets.length);
  }

  /**
   * The name that stands at an offset, as {@link RRType#additionalNameOffset()}.
   *
   * @throws IllegalArgumentException if none stands there
   */
  public Name name(int offset) {
    return Name.ofWire(octets, offset);
  }

  /** The canonical form (RFC 4034 section 6.2): names in lower case where the type says so. */
  public byte[] toCanonical() {
    byte[] canonical = octets.clone();
    canonicalize(type, canonical, 0, canonical.length);
    return canonical;
  }

  /** Brings a valid, uncompressed rdata into canonical form where it stands. */
  public static void canonicalize(RRType type, byte[] rdata, int start, int end) {
    if (!type.foldsCase() || start == end) {
      return;
    }
    int at = start;
    for (RdataField field : type.fieldArray()) {
      int next = at + field.length(rdata, at, end);
      field.fold(rdata, at, next);
      at = next;
    }
  }

  /**
   * Whether octets that are a valid rdata of this type are the same as this one, in the sense of
   * {@link #equals}; allocates only if the case of a name may make the difference.
   */
  public boolean matches(byte[] other, int offset, int length) {
    if (length != octets.length) {
      return false;
    }
    if (Arrays.equals(octets, 0, length, other, offset, offset + length)) {
      return true;
    }
    if (!type.foldsCase() || !Labels.equalIgnoringCase(octets, 0, other, offset, length)) {
      return false;
    }
    byte[] canonical = Arrays.copyOfRange(other, offset, offset + length);
    canonicalize(type, canonical, 0, length);
    return Arrays.equals(canonical, toCanonical());
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Rdata rdata
        && rdata.type.equals(type)
        && rdata.octets.length == octets.length
        && (Arrays.equals(rdata.octets, octets)
            || type.foldsCase() && Arrays.equals(rdata.toCanonical(), toCanonical()));
  }

  @Override
  public int hashCode() {
    return 31 * type.code() + Arrays.hashCode(type.foldsCase() ? toCanonical() : octets);
  }

  @Override
  public int compareTo(Rdata other) {
    int byType = Integer.compare(type.code(), other.type.code());
    if (byType != 0) {
      return byType;
    }
    return type.foldsCase()
        ? Arrays.compareUnsigned(toCanonical(), other.toCanonical())
        : Arrays.compareUnsigned(octets, other.octets);
  }

  /** Presentation format: one line, absolute names. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    RdataPrinter.print(text, type, octets, 0, octets.length);
    return text.toString();
  }

  /** The form of RFC 3597 section 5: {@code \# length hexadecimal}. */
  public String toGeneric() {
    StringBuilder text = new StringBuilder();
    RdataPrinter.printGeneric(text, octets, 0, octets.length);
    return text.toString();
  }
}
