package nomen.store.tree;

import nomen.codec.name.Labels;

/**
 * The key of a name: octets whose order as unsigned octets is the canonical order of names (RFC
 * 4034 section 6.1), relative to an apex whose key is empty.
 *
 * <p>Labels stand from the one next to the apex to the first. Upper case is folded, each label ends
 * with a zero octet, and the octets 0 and 1 inside a label become 1 1 and 1 2. So
 *
 * <ul>
 *   <li>a name comes before all names below it, and those are the keys that begin with its key;
 *   <li>the labels that two names share are the zeros in what their keys share.
 * </ul>
 *
 * <p>{@code www.A\000.example.} below {@code example.} is {@code a 1 1 0 w w w 0}.
 *
 * <p>Made once and used again and again, so that making a key allocates nothing. Not thread-safe.
 */
public final class NameKey {
  /**
   * The most octets of a key: a name's 254 octets of labels, each octet taking two at most. (Four
   * length octets at least become one each, so the true bound is a little less.)
   */
  public static final int MAX_OCTETS = 2 * (Labels.MAX_NAME_OCTETS - 1);

  private final byte[] octets = new byte[MAX_OCTETS];
  private int length;
  private int depth;

  /** Where the label of each depth begins in the name. */
  private final int[] labelAt = new int[Labels.MAX_LABELS + 1];

  /** The length of the key of the ancestor at each depth. */
  private final int[] lengthAt = new int[Labels.MAX_LABELS + 2];

  /** The key of the apex. */
  public NameKey() {}

  /** The array in which the key stands, from its start. */
  public byte[] octets() {
    return octets;
  }

  /** The octets of the key. */
  public int length() {
    return length;
  }

  /** The labels of the name below the apex. */
  public int depth() {
    return depth;
  }

  /** The length of the key of the ancestor that is {@code depth} labels below the apex. */
  public int length(int ancestorDepth) {
    return lengthAt[ancestorDepth];
  }

  /** Where the ancestor at a depth begins, in the array that the name was given in. */
  public int nameOffset(int ancestorDepth) {
    return labelAt[ancestorDepth];
  }

  /**
   * Makes the key of a name that is at or below the apex.
   *
   * @param name the array in which it stands in uncompressed wire format
   * @param offset where it begins
   * @param apexLabels the labels of the apex
   */
  public void set(byte[] name, int offset, int apexLabels) {
    int labels = 0;
    int at = offset;
    // First in the order of the name; turned around below.
    while (name[at] != 0) {
      lengthAt[labels] = at;
      labels++;
      at += name[at] + 1;
    }
    lengthAt[labels] = at;
    depth = labels - apexLabels;
    for (int d = 0; d <= depth; d++) {
      labelAt[d] = lengthAt[depth - d];
    }
    lengthAt[0] = 0;
    int to = 0;
    for (int d = 1; d <= depth; d++) {
      to = putLabel(name, labelAt[d], to);
      lengthAt[d] = to;
    }
    length = to;
  }

  private int putLabel(byte[] name, int labelAt, int keyAt) {
    int to = keyAt;
    int end = labelAt + 1 + name[labelAt];
    for (int i = labelAt + 1; i < end; i++) {
      byte octet = Labels.lower(name[i]);
      if ((octet & 0xfe) == 0) {
        octets[to++] = 1;
        octet++;
      }
      octets[to++] = octet;
    }
    octets[to++] = 0;
    return to;
  }

  /**
   * Makes this the key of the wildcard below the ancestor at a depth; the ancestors above stay.
   *
   * @return its length
   */
  public int toWildcard(int encloserDepth) {
    int at = lengthAt[encloserDepth];
    octets[at] = '*';
    octets[at + 1] = 0;
    length = at + 2;
    depth = encloserDepth + 1;
    lengthAt[depth] = length;
    return length;
  }

  /** The labels of a key, or of what keys share. */
  public static int countLabels(byte[] key, int length) {
    int labels = 0;
    for (int i = 0; i < length; i++) {
      if (key[i] == 0) {
        labels++;
      }
    }
    return labels;
  }

  /**
   * Turns a key back into labels in wire format, first label first, without the apex.
   *
   * @return their octets
   */
  public static int copyLabels(byte[] key, int length, byte[] to) {
    int end = 0;
    for (int i = 0; i < length; i += key[i] == 1 ? 2 : 1) {
      end++;
    }
    int at = end;
    int label = 0;
    while (label < length) {
      int next = label;
      int size = 0;
      while (key[next] != 0) {
        next += key[next] == 1 ? 2 : 1;
        size++;
      }
      at -= size + 1;
      to[at] = (byte) size;
      int out = at + 1;
      for (int i = label; i < next; i++) {
        to[out++] = key[i] == 1 ? (byte) (key[++i] - 1) : key[i];
      }
      label = next + 1;
    }
    return end;
  }
}
