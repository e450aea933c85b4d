package nomen.server.authority;

import nomen.codec.name.Labels;
import nomen.store.zone.Denial;
import nomen.store.zone.NodeView;
import nomen.store.zone.OwnerName;
import nomen.store.zone.RRsetView;

/**
 * The proofs that an answer needs in its authority section (RFC 4035 section 3.1.3): NSEC RRsets
 * and their signatures, each once. They are collected along a chain of aliases, as each link that a
 * wildcard stood for needs a proof of its own (section 3.1.3.3), and written at its end.
 */
final class DenialOfExistence {
  /** The most owner names with proofs in one answer: a longer chain of wildcards gets no more. */
  static final int MAX_PROOFS = 16;

  private final byte[][] owners = new byte[MAX_PROOFS][Labels.MAX_NAME_OCTETS];
  private final int[] ownerLengths = new int[MAX_PROOFS];
  private final NodeView[] nodes = new NodeView[MAX_PROOFS];
  private final RRsetView rrset = new RRsetView();
  private int count;

  DenialOfExistence() {
    for (int i = 0; i < MAX_PROOFS; i++) {
      nodes[i] = new NodeView();
    }
  }

  void clear() {
    count = 0;
  }

  /** Takes over what proves an outcome. */
  void add(Denial denial) {
    for (int i = 0; i < denial.count() && count < MAX_PROOFS; i++) {
      OwnerName owner = denial.owner(i);
      if (!contains(owner)) {
        System.arraycopy(owner.octets(), 0, owners[count], 0, owner.length());
        ownerLengths[count] = owner.length();
        nodes[count].set(denial.node(i));
        count++;
      }
    }
  }

  private boolean contains(OwnerName owner) {
    int length = owner.length();
    for (int i = 0; i < count; i++) {
      if (ownerLengths[i] == length
          && Labels.equalIgnoringCase(owners[i], 0, owner.octets(), 0, length)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Writes all proofs.
   *
   * @return false if one did not fit
   */
  boolean write(RRsetWriter rrsets) {
    for (int i = 0; i < count; i++) {
      if (nodes[i].find(TypeCodes.NSEC, rrset) && !rrsets.write(owners[i], 0, rrset)) {
        return false;
      }
      if (nodes[i].findSignatures(TypeCodes.NSEC, rrset) && !rrsets.write(owners[i], 0, rrset)) {
        return false;
      }
    }
    return true;
  }
}
