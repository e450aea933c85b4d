package nomen.server.authority;

import nomen.codec.name.Labels;
import nomen.store.zone.RRsetView;

/**
 * The names that aliases led to on the way from QNAME to the answer (RFC 1034 section 3.6.2). Each
 * stands here uncompressed: the next lookup wants it so. Not thread-safe.
 */
final class AliasChain {
  /**
   * The most aliases that one answer follows. Chains in use have one to five; BIND gives up after
   * 11, Knot after 5, NSD never. What was found up to there is a right answer: a resolver goes on
   * from its last name.
   */
  static final int MAX_LINKS = 16;

  private final byte[][] names = new byte[MAX_LINKS][Labels.MAX_NAME_OCTETS];
  private final int[] lengths = new int[MAX_LINKS];
  private byte[] first = names[0];
  private int firstAt;
  private int links;

  /** Where the zones keep the DNAME RRsets on the way. */
  private final byte[][] dnames = new byte[MAX_LINKS][];

  private final int[] dnameAt = new int[MAX_LINKS];
  private int dnameCount;

  /** Begins at QNAME. */
  void begin(byte[] qname, int at) {
    first = qname;
    firstAt = at;
    links = 0;
    dnameCount = 0;
  }

  /** Whether no further link has room. */
  boolean isFull() {
    return links == MAX_LINKS;
  }

  /** Adds the target of a CNAME; there must be room. */
  void add(byte[] target, int at) {
    int length = Labels.length(target, at);
    System.arraycopy(target, at, names[links], 0, length);
    lengths[links++] = length;
  }

  /** Notes the DNAME RRset of a link that is added next; false if an earlier link has it. */
  boolean noteDname(RRsetView dname) {
    byte[] octets = dname.octets();
    int at = dname.first();
    for (int i = 0; i < dnameCount; i++) {
      if (dnames[i] == octets && dnameAt[i] == at) {
        return false;
      }
    }
    dnames[dnameCount] = octets;
    dnameAt[dnameCount++] = at;
    return true;
  }

  /**
   * Adds what a DNAME makes of a name (RFC 6672 section 2.2): the labels before the DNAME's owner,
   * then the DNAME's target. There must be room.
   *
   * @param ownerAt where the DNAME's owner begins within the name at {@code nameAt}
   * @return false if that is over 255 octets; then nothing is added
   */
  boolean addSubstituted(byte[] name, int nameAt, int ownerAt, byte[] target, int targetAt) {
    int kept = ownerAt - nameAt;
    int length = Labels.length(target, targetAt);
    if (kept + length > Labels.MAX_NAME_OCTETS) {
      return false;
    }
    System.arraycopy(name, nameAt, names[links], 0, kept);
    System.arraycopy(target, targetAt, names[links], kept, length);
    lengths[links++] = kept + length;
    return true;
  }

  /** The array that begins with the name that was added last. */
  byte[] last() {
    return names[links - 1];
  }

  /** Whether the name that was added last was here before, so that the chain is a loop. */
  boolean isLoop() {
    byte[] last = last();
    int length = lengths[links - 1];
    if (Labels.length(first, firstAt) == length
        && Labels.equalIgnoringCase(first, firstAt, last, 0, length)) {
      return true;
    }
    for (int i = 0; i < links - 1; i++) {
      if (lengths[i] == length && Labels.equalIgnoringCase(names[i], 0, last, 0, length)) {
        return true;
      }
    }
    return false;
  }
}
