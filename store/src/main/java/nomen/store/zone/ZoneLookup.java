package nomen.store.zone;

import java.util.Arrays;
import nomen.store.tree.NameKey;
import nomen.store.tree.TreeCursor;
import org.jspecify.annotations.Nullable;

/**
 * What a lookup needs while it works, and what it gives: made once for each event loop, so that a
 * lookup allocates nothing. Not thread-safe.
 *
 * <p>The algorithm, for a QNAME that is {@code n} labels below the apex:
 *
 * <ol>
 *   <li>From the apex down, at each depth less than {@code n} at which the zone has a zone cut or a
 *       DNAME anywhere, the ancestor there is searched for. The first that has NS or DNAME ends it.
 *   <li>The QNAME is searched for. If it has a node, that decides.
 *   <li>If the next key begins with the QNAME's, it is an empty non-terminal.
 *   <li>Else the closest encloser is what the QNAME shares with the keys on both sides of where it
 *       would be, and if there is a wildcard at the depth below, the wildcard there is searched
 *       for.
 * </ol>
 *
 * A flat zone takes one search, a zone of delegations one, and a missing name one.
 */
public final class ZoneLookup {
  private final Lookup.Answer answer = new Lookup.Answer();
  private final Lookup.Alias alias = new Lookup.Alias();
  private final Lookup.Dname dname = new Lookup.Dname();
  private final Lookup.Delegation delegation = new Lookup.Delegation();
  private final Lookup.NoData noData = new Lookup.NoData();
  private final Lookup.NameError nameError = new Lookup.NameError();
  private final Denial denial = new Denial();

  private final TreeCursor cursor = new TreeCursor();
  private final NameKey key = new NameKey();
  private final byte[] neighbour = new byte[NameKey.MAX_OCTETS];
  private final NodeView node = new NodeView();
  private final RRsetView rrset = new RRsetView();

  private @Nullable ZoneSnapshot zone;
  private byte[] octets = {};
  private int qnameOffset;
  private @Nullable Lookup outcome;

  /** Room for one lookup at a time. */
  public ZoneLookup() {}

  Lookup lookup(ZoneSnapshot inZone, byte[] qnameOctets, int offset, int qtype) {
    zone = inZone;
    octets = qnameOctets;
    qnameOffset = offset;
    Lookup found = search(inZone, qtype);
    outcome = found;
    return found;
  }

  private Lookup search(ZoneSnapshot in, int qtype) {
    key.set(octets, qnameOffset, in.apexLabels());
    int depth = key.depth();
    int deepest = Math.min(depth - 1, in.deepestBreak());
    for (int d = 0; d <= deepest; d++) {
      if (in.hasBreaks(d) && seek(in, key.length(d))) {
        if (d > 0 && node.find(TypeCodes.NS, rrset)) {
          return fill(delegation, delegation, d, d);
        }
        if (node.find(TypeCodes.DNAME, rrset)) {
          return fill(dname, dname, d, d);
        }
      }
    }
    if (!seek(in, key.length())) {
      return searchMissing(in, depth, qtype);
    }
    if (depth > 0 && qtype != TypeCodes.DS && in.hasCuts(depth) && node.find(TypeCodes.NS, rrset)) {
      return fill(delegation, delegation, depth, depth);
    }
    return choose(qtype, depth, depth, false);
  }

  /** What a node that stands for the QNAME has for a QTYPE. */
  private Lookup choose(int qtype, int depth, int encloserDepth, boolean wildcard) {
    Lookup chosen;
    if (findType(qtype)) {
      chosen = fill(answer, answer, depth, encloserDepth);
      answer.wildcard = wildcard;
    } else if (node.find(TypeCodes.CNAME, rrset)) {
      chosen = fill(alias, alias, depth, encloserDepth);
      alias.wildcard = wildcard;
    } else {
      chosen = fill(noData, noData, depth, encloserDepth);
      noData.wildcard = wildcard;
    }
    return chosen;
  }

  private boolean findType(int qtype) {
    if (qtype == TypeCodes.ANY) {
      return node.first(rrset);
    }
    if (qtype != TypeCodes.RRSIG) {
      return node.find(qtype, rrset);
    }
    boolean found = node.first(rrset);
    while (found && rrset.type() != TypeCodes.RRSIG) {
      found = node.next(rrset);
    }
    return found;
  }

  /** The cursor is in front of where the QNAME would be. */
  private Lookup searchMissing(ZoneSnapshot in, int depth, int qtype) {
    node.clear();
    rrset.clear();
    int encloser = cursor.isValid() ? sharedLabels(key.length()) : 0;
    if (cursor.next()) {
      int length = cursor.copyKey(neighbour);
      if (beginsWith(length, key.length())) {
        return choose(qtype, depth, depth, false);
      }
      encloser = Math.max(encloser, sharedLabels(key.length()));
    }
    if (in.hasWildcards(encloser + 1)) {
      int length = key.toWildcard(encloser);
      if (seek(in, length)) {
        return choose(qtype, depth, encloser, true);
      }
      // A wildcard can be an empty non-terminal too (RFC 4592 section 2.1.3).
      if (cursor.next() && beginsWith(cursor.copyKey(neighbour), length)) {
        return choose(qtype, depth, encloser, true);
      }
    }
    return fill(nameError, nameError, encloser, encloser);
  }

  /** Searches for the first octets of the key; sets the node if it is there, else empties it. */
  private boolean seek(ZoneSnapshot in, int length) {
    if (cursor.seekFloor(in.tree(), key.octets(), length)) {
      node.set(cursor.page(), cursor.valueOffset(), cursor.valueLength());
      return true;
    }
    node.clear();
    rrset.clear();
    return false;
  }

  private int sharedLabels(int length) {
    int other = cursor.copyKey(neighbour);
    int same = Arrays.mismatch(neighbour, 0, other, key.octets(), 0, length);
    return NameKey.countLabels(key.octets(), same < 0 ? length : same);
  }

  private boolean beginsWith(int neighbourLength, int length) {
    return neighbourLength >= length
        && Arrays.equals(neighbour, 0, length, key.octets(), 0, length);
  }

  private Lookup fill(Outcome fields, Lookup filled, int ownerDepth, int encloserDepth) {
    fields.node.set(node);
    fields.rrset.set(rrset);
    fields.ownerOffset = key.nameOffset(ownerDepth);
    fields.encloserOffset = key.nameOffset(encloserDepth);
    fields.apexOffset = key.nameOffset(0);
    fields.wildcard = false;
    return filled;
  }

  boolean find(ZoneSnapshot in, byte[] nameOctets, int offset, NodeView into) {
    into.clear();
    if (!in.encloses(nameOctets, offset)) {
      return false;
    }
    key.set(nameOctets, offset, in.apexLabels());
    if (!cursor.seekFloor(in.tree(), key.octets(), key.length())) {
      return false;
    }
    into.set(cursor.page(), cursor.valueOffset(), cursor.valueLength());
    return true;
  }

  /**
   * The NSEC records that belong with the last outcome when the DO bit is set (RFC 4035 section
   * 3.1.3): for a wildcard's answer that no closer name exists; for no data and a name error the
   * denial; for a referral without DS that there is none. Empty where none is due or the zone has
   * no NSEC chain. The QNAME must still stand where it stood.
   */
  public Denial prove() {
    denial.clear();
    ZoneSnapshot in = zone;
    Lookup last = outcome;
    if (in == null || last == null || !in.hasNsec()) {
      return denial;
    }
    key.set(octets, qnameOffset, in.apexLabels());
    switch (last) {
      case Lookup.Answer found -> {
        if (found.isWildcard()) {
          denial.cover(in, cursor, key, key.length());
        }
      }
      case Lookup.Alias found -> {
        if (found.isWildcard()) {
          denial.cover(in, cursor, key, key.length());
        }
      }
      case Lookup.Dname found -> {}
      case Lookup.Delegation cut -> {
        if (!cut.node().has(TypeCodes.DS)) {
          denial.match(in, cursor, key, key.length(depthOf(cut.ownerOffset())));
        }
      }
      case Lookup.NoData none -> {
        denial.matchOrCover(in, cursor, key, key.length());
        if (none.isWildcard()) {
          int length = key.toWildcard(depthOf(none.encloserOffset()));
          denial.matchOrCover(in, cursor, key, length);
        }
      }
      case Lookup.NameError none -> {
        denial.cover(in, cursor, key, key.length());
        int length = key.toWildcard(depthOf(none.encloserOffset()));
        denial.cover(in, cursor, key, length);
      }
    }
    return denial;
  }

  private int depthOf(int nameOffset) {
    int depth = 0;
    while (key.nameOffset(depth) != nameOffset) {
      depth++;
    }
    return depth;
  }
}
