package nomen.codec.name;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import nomen.codec.wire.WireFormatException;
import nomen.codec.wire.WireReader;

/**
 * A domain name: up to 255 octets of labels, any octet allowed in a label (RFC 2181 section 11).
 *
 * <p>The case that it was made with is kept; comparison, hash and order ignore ASCII case (RFC
 * 4343). The natural order is the canonical order of RFC 4034 section 6.1, in which a name is
 * followed by all names below it.
 */
public final class Name implements Comparable<Name> {
  /** The root. */
  public static final Name ROOT = new Name(new byte[] {0}, 0, 0);

  /** Uncompressed wire format, the final zero included; never handed out, never changed. */
  private final byte[] octets;

  private final byte labelCount;

  /**
   * The offset of the last label, 0 to 253: names of different zones differ there. With an octet
   * each for these two a name is no larger than with an integer for the first.
   */
  private final byte lastLabel;

  /** Of folded octets; computed at first use, and a race computes the same. */
  private int hash;

  private Name(byte[] octets, int labelCount, int lastLabel) {
    this.octets = octets;
    this.labelCount = (byte) labelCount;
    this.lastLabel = (byte) lastLabel;
  }

  /**
   * The name at a place in an array, in uncompressed wire format.
   *
   * @throws IllegalArgumentException if there is no whole uncompressed name of at most 255 octets
   */
  public static Name ofWire(byte[] from, int offset) {
    int at = offset;
    int last = offset;
    int labels = 0;
    while (true) {
      if (at >= from.length || at - offset >= Labels.MAX_NAME_OCTETS) {
        throw new IllegalArgumentException("name runs past its end or past 255 octets");
      }
      int length = from[at] & 0xff;
      at++;
      if (length == 0) {
        break;
      }
      if (length > Labels.MAX_LABEL_OCTETS) {
        throw new IllegalArgumentException("label of over 63 octets, or a compression pointer");
      }
      last = at - 1;
      at += length;
      labels++;
    }
    return labels == 0
        ? ROOT
        : new Name(Arrays.copyOfRange(from, offset, at), labels, last - offset);
  }

  /**
   * The name that a reader stands at, decompressed; afterwards it stands behind it.
   *
   * @param field what it is, for an error
   * @throws WireFormatException naming place, field and rule
   */
  public static Name read(WireReader from, String field) throws WireFormatException {
    int length = from.nameLength(field);
    byte[] octets = new byte[length];
    from.readName(octets, 0, field);
    if (length == 1) {
      return ROOT;
    }
    int labels = 0;
    int last = 0;
    for (int at = 0; octets[at] != 0; at += octets[at] + 1) {
      labels++;
      last = at;
    }
    return new Name(octets, labels, last);
  }

  /**
   * The name that a text in presentation format stands for (RFC 1035 5.1, escapes \DDD and \X). A
   * text without final dot is taken as absolute too; {@code ""} is refused.
   *
   * @throws IllegalArgumentException if the text is no name; the message says which rule it breaks
   */
  public static Name parse(String text) {
    return parse(text, ROOT);
  }

  /**
   * As {@link #parse(String)}, but a text without final dot is relative to an origin, and {@code
   * "@"} is the origin.
   *
   * @throws IllegalArgumentException if the text is no name; the message says which rule it breaks
   */
  public static Name parse(String text, Name origin) {
    return NameText.parse(text, origin);
  }

  /** Trusts its arguments; the array is taken over, not copied. */
  static Name wrap(byte[] octets, int labelCount) {
    return new Name(octets, labelCount, Labels.skip(octets, 0, labelCount - 1));
  }

  /** The wire format itself, for this package's eyes. */
  byte[] octets() {
    return octets;
  }

  /** The number of octets in wire format, the final zero included: 1 to 255. */
  public int length() {
    return octets.length;
  }

  /** The number of labels, the root's not counted: 0 to 127. */
  public int labelCount() {
    return labelCount;
  }

  /** Whether this is the root. */
  public boolean isRoot() {
    return labelCount == 0;
  }

  /** Whether the first label is a lone asterisk (RFC 4592 section 2.1.1). */
  public boolean isWildcard() {
    return octets[0] == 1 && octets[1] == '*';
  }

  /** The octet at an index of the wire format. */
  public byte octet(int index) {
    return octets[index];
  }

  /** A copy of the wire format. */
  public byte[] toWire() {
    return octets.clone();
  }

  /**
   * Copies the wire format into an array.
   *
   * @return the number of octets copied, {@link #length()}
   */
  public int copyTo(byte[] to, int offset) {
    System.arraycopy(octets, 0, to, offset, octets.length);
    return octets.length;
  }

  /** Whether this is the given name or a name below it. */
  public boolean isAtOrBelow(Name ancestor) {
    int extra = labelCount - ancestor.labelCount;
    if (extra < 0) {
      return false;
    }
    int at = Labels.skip(octets, 0, extra);
    return octets.length - at == ancestor.octets.length
        && Labels.equalIgnoringCase(octets, at, ancestor.octets, 0, ancestor.octets.length);
  }

  /** Whether this is a name below the given one, and not that name itself. */
  public boolean isBelow(Name ancestor) {
    return labelCount > ancestor.labelCount && isAtOrBelow(ancestor);
  }

  /**
   * The name without its first labels.
   *
   * @throws IllegalArgumentException if there are fewer labels than that
   */
  public Name ancestor(int labels) {
    if (labels < 0 || labels > labelCount) {
      throw new IllegalArgumentException(this + " has no ancestor " + labels + " labels up");
    }
    if (labels == 0) {
      return this;
    }
    if (labels == labelCount) {
      return ROOT;
    }
    int at = Labels.skip(octets, 0, labels);
    byte[] rest = Arrays.copyOfRange(octets, at, octets.length);
    return new Name(rest, labelCount - labels, (lastLabel & 0xff) - at);
  }

  /**
   * The name without its first label.
   *
   * @throws IllegalArgumentException for the root
   */
  public Name parent() {
    return ancestor(1);
  }

  /** The number of labels, from the root down, that two names share. */
  public int commonLabels(Name other) {
    int depth = Math.min(labelCount, other.labelCount);
    int a = Labels.skip(octets, 0, labelCount - depth);
    int b = Labels.skip(other.octets, 0, other.labelCount - depth);
    // Going right, every label that differs starts the count again: what counts is the last run.
    int common = 0;
    for (int i = 0; i < depth; i++) {
      int length = octets[a];
      boolean same =
          length == other.octets[b]
              && Labels.equalIgnoringCase(octets, a + 1, other.octets, b + 1, length);
      common = same ? common + 1 : 0;
      a += octets[a] + 1;
      b += other.octets[b] + 1;
    }
    return common;
  }

  /**
   * This name's labels followed by another name's.
   *
   * @throws IllegalArgumentException if the result is over 255 octets
   */
  public Name concat(Name suffix) {
    int length = octets.length - 1 + suffix.octets.length;
    if (length > Labels.MAX_NAME_OCTETS) {
      throw new IllegalArgumentException("name of over 255 octets: " + this + suffix);
    }
    byte[] joined = Arrays.copyOf(octets, length);
    System.arraycopy(suffix.octets, 0, joined, octets.length - 1, suffix.octets.length);
    int last = suffix.isRoot() ? lastLabel & 0xff : octets.length - 1 + (suffix.lastLabel & 0xff);
    return new Name(joined, labelCount + suffix.labelCount, last);
  }

  /**
   * A child of this name.
   *
   * @param label the new first label's octets, one 8-bit character each, without escapes
   * @throws IllegalArgumentException if the label is empty or over 63 octets or not of 8-bit
   *     characters, or the result is over 255 octets
   */
  public Name child(String label) {
    byte[] text = label.getBytes(StandardCharsets.ISO_8859_1);
    if (!label.equals(new String(text, StandardCharsets.ISO_8859_1))) {
      throw new IllegalArgumentException("character outside 8 bits in label: " + label);
    }
    if (text.length == 0 || text.length > Labels.MAX_LABEL_OCTETS) {
      throw new IllegalArgumentException("label of " + text.length + " octets: " + label);
    }
    byte[] one = new byte[text.length + 2];
    one[0] = (byte) text.length;
    System.arraycopy(text, 0, one, 1, text.length);
    return new Name(one, 1, 0).concat(this);
  }

  /** This name with ASCII upper case folded to lower case (RFC 4034 section 6.2). */
  public Name toLowerCase() {
    byte[] folded = new byte[octets.length];
    Labels.copyLower(octets, 0, folded, 0, octets.length);
    return Arrays.equals(folded, octets) ? this : new Name(folded, labelCount, lastLabel);
  }

  /** Whether the other name has the same labels in the same case. */
  public boolean equalsExactly(Name other) {
    return Arrays.equals(octets, other.octets);
  }

  @Override
  public boolean equals(@org.jspecify.annotations.Nullable Object other) {
    return other == this
        || other instanceof Name name
            && name.octets.length == octets.length
            && Labels.equalIgnoringCase(octets, 0, name.octets, 0, octets.length);
  }

  @Override
  public int hashCode() {
    int h = hash;
    if (h == 0) {
      h = Labels.hashIgnoringCase(octets, 0, octets.length);
      hash = h;
    }
    return h;
  }

  /**
   * Canonical order: RFC 4034 section 6.1.
   *
   * <p>The label that decides is the last that differs, so the octets are compared from their end,
   * where names of one zone are the same. The first octet from there that differs stands in that
   * label, and only what is left of it has to be walked to find where the label begins. One case is
   * left: an octet of a label can look like the length of another, and then what is the same are
   * not the same labels. If they were, the two that differ would end at the same distance from the
   * end.
   */
  @Override
  public int compareTo(Name other) {
    byte[] a = octets;
    byte[] b = other.octets;
    int common = Labels.commonEnd(a, b);
    if (common == Math.min(a.length, b.length)) {
      if (a.length == b.length) {
        return 0;
      }
      int begin = Math.abs(a.length - b.length);
      boolean ancestor = (a.length < b.length ? other : this).labelWith(begin) == begin;
      return ancestor ? a.length - b.length : compareLabels(other);
    }
    int different = labelWith(a.length - common - 1);
    int differentInOther = other.labelWith(b.length - common - 1);
    int restOctets = a.length - different - a[different];
    int restOctetsInOther = b.length - differentInOther - b[differentInOther];
    return restOctets == restOctetsInOther
        ? Labels.compare(a, different, b, differentInOther)
        : compareLabels(other);
  }

  /** The offset of the label that an octet belongs to; its length octet does. */
  private int labelWith(int index) {
    int last = lastLabel & 0xff;
    if (index >= last) {
      return last;
    }
    int at = 0;
    for (int next = octets[0] + 1; next <= index; next = at + octets[at] + 1) {
      at = next;
    }
    return at;
  }

  /** The order, label by label. */
  private int compareLabels(Name other) {
    int depth = Math.min(labelCount, other.labelCount);
    int a = Labels.skip(octets, 0, labelCount - depth);
    int b = Labels.skip(other.octets, 0, other.labelCount - depth);
    int order = 0;
    for (int i = 0; i < depth; i++) {
      int ofLabel = Labels.compare(octets, a, other.octets, b);
      order = ofLabel == 0 ? order : ofLabel;
      a += octets[a] + 1;
      b += other.octets[b] + 1;
    }
    return order == 0 ? Integer.compare(labelCount, other.labelCount) : order;
  }

  /** Presentation format, absolute, with escapes where they are needed (RFC 1035 5.1). */
  @Override
  public String toString() {
    return NameText.print(octets, 0);
  }
}
