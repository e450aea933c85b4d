package nomen.server.transfer.out;

import java.util.Arrays;
import nomen.codec.name.Labels;

/**
 * Writes the names of one message of a transfer with compression (RFC 1035 section 4.1.4). Names
 * are the same here only if their octets are: a transfer brings them in the case that they have
 * (RFC 5936 section 3.4).
 *
 * <p>It lives on the canonical order in which a zone is walked. An owner name is compared with the
 * one before it, label by label from the right, and what they share is a pointer; that finds nearly
 * all there is without a search. Names in RDATA are compared with their owner. Those that share no
 * more with it than the apex are looked up among the last ones of their kind, whole and without
 * their first label: the name servers of many delegations are few. Not thread-safe.
 */
final class MessageNames {
  /** The largest offset that a pointer reaches. */
  static final int MAX_POINTER = 0x3fff;

  private static final int NOWHERE = -1;
  private static final int POINTER = 0xc000;
  private static final byte[] NOTHING = {};

  /** The names in RDATA that are remembered; a later one takes the place of an earlier one. */
  private static final int SLOTS = 512;

  /** The owner name at hand: its octets, and of each label where it is there and in the message. */
  private final byte[] owner = new byte[Labels.MAX_NAME_OCTETS];

  private final int[] ownerLabel = new int[Labels.MAX_LABELS + 1];
  private final int[] ownerPlace = new int[Labels.MAX_LABELS + 1];
  private int ownerLabels;

  private final int[] label = new int[Labels.MAX_LABELS + 1];

  /** The labels of the apex: what shares no more with its owner is looked up. */
  private int apexLabels;

  private final int[] slotPlace = new int[SLOTS];
  private final int[] slotHash = new int[SLOTS];
  private final byte[][] slotName = new byte[SLOTS][];
  private final int[] slotLength = new int[SLOTS];
  private byte[] message = NOTHING;
  private int targetOctets;

  MessageNames() {
    Arrays.fill(slotName, NOTHING);
  }

  /** Forgets everything: a new message begins. */
  void begin(byte[] newMessage, int newApexLabels) {
    message = newMessage;
    apexLabels = newApexLabels;
    ownerLabels = 0;
    ownerLabel[0] = 0;
    owner[0] = 0;
    Arrays.fill(slotPlace, NOWHERE);
  }

  /** Takes a name that stands uncompressed in the message for the owner before the first. */
  void startAt(int place) {
    int labels = split(message, place);
    int length = label[labels] + 1 - place;
    System.arraycopy(message, place, owner, 0, length);
    ownerLabels = labels;
    for (int i = 0; i <= labels; i++) {
      ownerLabel[i] = label[i] - place;
      ownerPlace[i] = label[i];
    }
  }

  private int split(byte[] octets, int at) {
    int labels = 0;
    int i = at;
    while (octets[i] != 0) {
      label[labels++] = i;
      i += octets[i] + 1;
    }
    label[labels] = i;
    return labels;
  }

  /** How many labels from the right the name that was split shares with the owner. */
  private int sharedWithOwner(byte[] from, int labels) {
    int most = Math.min(labels, ownerLabels);
    int shared = 0;
    while (shared < most) {
      int mine = label[labels - shared - 1];
      int its = ownerLabel[ownerLabels - shared - 1];
      int octets = from[mine] + 1;
      if (owner[its] != from[mine]
          || !Arrays.equals(from, mine, mine + octets, owner, its, its + octets)) {
        break;
      }
      shared++;
    }
    return shared;
  }

  /**
   * Writes an owner name other than the one at hand, which it becomes.
   *
   * @param from holds it in uncompressed wire format from index 0
   * @return the offset behind it
   */
  int writeOwner(byte[] from, int to) {
    int labels = split(from, 0);
    int shared = sharedWithOwner(from, labels);
    int fresh = labels - shared;
    // What both share has its places already; it only moves to other indexes.
    if (labels != ownerLabels) {
      System.arraycopy(ownerPlace, ownerLabels - shared, ownerPlace, fresh, shared);
    }
    for (int i = 0; i < fresh; i++) {
      int place = to + label[i];
      ownerPlace[i] = place <= MAX_POINTER ? place : NOWHERE;
    }
    System.arraycopy(from, 0, owner, 0, label[labels] + 1);
    System.arraycopy(label, 0, ownerLabel, 0, labels + 1);
    ownerLabels = labels;
    return writeShared(from, 0, labels, fresh, to);
  }

  /**
   * Writes a name that was split, from some label on as a pointer into the owner if one reaches.
   */
  private int writeShared(byte[] from, int at, int labels, int fresh, int to) {
    int ownerIndex = ownerLabels - (labels - fresh);
    int plain = fresh;
    while (plain < labels && ownerPlace[ownerIndex] == NOWHERE) {
      plain++;
      ownerIndex++;
    }
    int octets = label[plain] - at;
    System.arraycopy(from, at, message, to, octets);
    int end = to + octets;
    if (plain == labels) {
      message[end] = 0;
      return end + 1;
    }
    return writePointer(ownerPlace[ownerIndex], end);
  }

  private int writePointer(int place, int to) {
    message[to] = (byte) ((POINTER | place) >> 8);
    message[to + 1] = (byte) place;
    return to + 2;
  }

  /** Writes the owner name at hand once more. Returns the offset behind it. */
  int writeOwnerAgain(int to) {
    int place = ownerPlace[0];
    if (ownerLabels > 0 && place != NOWHERE) {
      return writePointer(place, to);
    }
    return writeShared(owner, 0, split(owner, 0), 0, to);
  }

  /**
   * Writes a name of RDATA that may be compressed.
   *
   * @return the offset behind it
   */
  int writeTarget(byte[] from, int at, int to) {
    int labels = split(from, at);
    int length = label[labels] + 1 - at;
    targetOctets = length;
    int shared = sharedWithOwner(from, labels);
    if (shared == labels || shared > apexLabels) {
      return writeShared(from, at, labels, labels - shared, to);
    }
    int hash = hash(from, at, length);
    int slot = slot(hash);
    if (isAt(slot, hash, from, at, length)) {
      return writePointer(slotPlace[slot], to);
    }
    if (labels - 1 > shared) {
      int parent = label[1];
      int parentLength = length - (parent - at);
      int parentHash = hash(from, parent, parentLength);
      int parentSlot = slot(parentHash);
      if (isAt(parentSlot, parentHash, from, parent, parentLength)) {
        System.arraycopy(from, at, message, to, parent - at);
        int end = writePointer(slotPlace[parentSlot], to + parent - at);
        put(slot, hash, from, at, length, to);
        return end;
      }
      put(parentSlot, parentHash, from, parent, parentLength, to + parent - at);
    }
    int end = writeShared(from, at, labels, labels - shared, to);
    put(slot, hash, from, at, length, to);
    return end;
  }

  /** The octets that the name of {@link #writeTarget} has where it came from. */
  int targetOctets() {
    return targetOctets;
  }

  private static int slot(int hash) {
    return (hash ^ hash >>> 16) & SLOTS - 1;
  }

  private static int hash(byte[] octets, int at, int length) {
    int hash = length;
    for (int i = at; i < at + length; i++) {
      hash = 31 * hash + octets[i];
    }
    return hash * 0x9e3779b9;
  }

  private boolean isAt(int slot, int hash, byte[] from, int at, int length) {
    if (slotPlace[slot] == NOWHERE || slotHash[slot] != hash || slotLength[slot] != length) {
      return false;
    }
    return Arrays.equals(slotName[slot], 0, length, from, at, at + length);
  }

  private void put(int slot, int hash, byte[] from, int at, int length, int place) {
    if (place > MAX_POINTER) {
      return;
    }
    if (slotName[slot].length == 0) {
      slotName[slot] = new byte[Labels.MAX_NAME_OCTETS];
    }
    System.arraycopy(from, at, slotName[slot], 0, length);
    slotLength[slot] = length;
    slotHash[slot] = hash;
    slotPlace[slot] = place;
  }
}
