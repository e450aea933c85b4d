package nomen.codec.rr;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A resource record type: a row of {@link RRTypes}, or a type without a row, which is handled as
 * RFC 3597 says (mnemonic TYPEnnn, opaque rdata). Types are equal if their codes are.
 */
public final class RRType {
  /** What is to be thought of a type. */
  public enum Status {
    /** In use. */
    CURRENT,
    /** Never left the stage of an experiment. */
    EXPERIMENTAL,
    /** Withdrawn; still read, printed and served. */
    OBSOLETE,
    /** Means something in messages only, and never stands in a zone (OPT, TSIG, TKEY). */
    META,
    /** A QTYPE: stands in questions only (RFC 1035 section 3.2.3). */
    QUESTION,
    /** Has no row in the table. */
    UNKNOWN
  }

  /**
   * Types without a name among their fields whose RDATA this server looks into: A, TXT, AAAA, NSEC3
   * and NSEC3PARAM. Theirs has to be what it says it is.
   */
  private static final Set<Integer> INTERPRETED = Set.of(1, 16, 28, 50, 51);

  private final int code;
  private final String mnemonic;
  private final String source;
  private final Status status;
  private final RdataField[] fields;
  private final boolean foldsCase;
  private final boolean carriesAnyRdata;
  private final int decompressedNames;
  private final int compressedNamesOffset;
  private final int compressedNames;
  private final int additionalNameOffset;

  RRType(int code, String mnemonic, String source, Status status, RdataField... fields) {
    this.code = code;
    this.mnemonic = mnemonic;
    this.source = source;
    this.status = status;
    this.fields = fields;
    boolean folds = false;
    boolean carries = !INTERPRETED.contains(code);
    int decompressed = 0;
    int compressedAt = -1;
    int compressed = 0;
    int additionalAt = -1;
    int offset = 0;
    for (RdataField field : fields) {
      if (field instanceof NameField name) {
        carries = false;
        folds |= name.isCaseFolded();
        decompressed += name.isDecompressible() ? 1 : 0;
        if (name.isCompressible()) {
          compressedAt = compressed == 0 ? offset : compressedAt;
          compressed++;
        }
        if (name.isAdditional()) {
          additionalAt = offset;
        }
      }
      // Behind a field of varying length no offset is fixed, and no row needs one.
      offset += field instanceof IntegerField integer ? integer.octets() : 0;
    }
    this.foldsCase = folds;
    this.carriesAnyRdata = carries;
    this.decompressedNames = decompressed;
    this.compressedNamesOffset = compressedAt;
    this.compressedNames = compressed;
    this.additionalNameOffset = additionalAt;
  }

  /** The code, 0 to 65,535. */
  public int code() {
    return code;
  }

  /** The mnemonic in upper case, or TYPEnnn. */
  public String mnemonic() {
    return mnemonic;
  }

  /** Where the type is defined, as "RFC 1035 3.3.9". */
  public String source() {
    return source;
  }

  /** What is to be thought of the type. */
  public Status status() {
    return status;
  }

  /** Whether records of this type stand in no zone: OPT, TSIG, TKEY and the QTYPEs. */
  public boolean isMeta() {
    return status == Status.META || status == Status.QUESTION;
  }

  /** Whether this is a QTYPE that no record has: ANY, AXFR, IXFR, MAILA, MAILB. */
  public boolean isQuestionOnly() {
    return status == Status.QUESTION;
  }

  /** Whether the table knows the type. */
  public boolean isKnown() {
    return status != Status.UNKNOWN;
  }

  /** The fields of the rdata, in the order of the wire format. */
  public List<RdataField> fields() {
    return List.of(fields);
  }

  /** The fields themselves, for code that walks them; not to be changed. */
  RdataField[] fieldArray() {
    return fields;
  }

  /** Whether the canonical form folds the case of a name (RFC 4034 section 6.2, RFC 6840 5.1). */
  public boolean foldsCase() {
    return foldsCase;
  }

  /**
   * Whether RDATA that breaks the rules of its type is carried all the same, octet by octet as that
   * of an unknown type (RFC 3597): nothing in it is compressed, compared without case or looked
   * into by this server. It is printed as \\#.
   */
  public boolean carriesAnyRdata() {
    return carriesAnyRdata;
  }

  /**
   * How many names of the rdata may be compressed in a message that is read: 0 to 2. With none, the
   * rdata is what stands in the message.
   */
  int decompressedNames() {
    return decompressedNames;
  }

  /**
   * How many names of the rdata may be compressed on output: 0 to 2. They stand side by side from
   * {@link #compressedNamesOffset()}; only types of RFC 1035 have any (RFC 3597 section 4).
   */
  public int compressedNames() {
    return compressedNames;
  }

  /** The offset in the rdata of the first name that may be compressed on output, or -1. */
  public int compressedNamesOffset() {
    return compressedNamesOffset;
  }

  /** The offset in the rdata of the name whose addresses are additional data, or -1. */
  public int additionalNameOffset() {
    return additionalNameOffset;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof RRType type && type.code == code;
  }

  @Override
  public int hashCode() {
    return code;
  }

  /** The mnemonic. */
  @Override
  public String toString() {
    return mnemonic;
  }
}
