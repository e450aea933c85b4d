package nomen.store.zone;

/**
 * What a zone has to say to a QNAME and a QTYPE: a closed set of outcomes, for one {@code switch}
 * (RFC 1034 section 4.3.2, step 3).
 *
 * <p>Outcomes belong to the {@link ZoneLookup} that gave them and are filled again by its next
 * lookup. Names are given as offsets in the array that the QNAME was given in: every name that an
 * answer needs here is the QNAME or one of its ancestors.
 */
public sealed interface Lookup {
  /**
   * Where the name begins that the outcome is about, in the array of the QNAME. It is the QNAME for
   * {@link Answer}, {@link Alias} and {@link NoData}, also where a wildcard was used; the DNAME's
   * owner name; the zone cut; the closest encloser for {@link NameError}.
   */
  int ownerOffset();

  /** Where the zone's apex begins in the array of the QNAME: the owner name of its SOA. */
  int apexOffset();

  /**
   * The node that the data came from; the wildcard's if one was used. Signatures and the like are
   * found in it. It is empty for {@link NameError} and for an empty non-terminal.
   */
  NodeView node();

  /**
   * Whether a wildcard was used (RFC 4592). Then {@link #encloserOffset()} tells where its parent
   * begins: the closest encloser.
   */
  boolean isWildcard();

  /**
   * Where the closest encloser begins in the array of the QNAME (RFC 4592 section 3.3.1): the QNAME
   * itself if it exists. Only for {@link Answer}, {@link Alias}, {@link NoData} and {@link
   * NameError}.
   */
  int encloserOffset();

  /**
   * The QNAME has what was asked for. For QTYPE ANY and RRSIG {@link #rrset()} is the first that
   * fits, and the others are found in {@link #node()}.
   */
  final class Answer extends Outcome implements Lookup {
    Answer() {}

    /** The RRset that was asked for. */
    public RRsetView rrset() {
      return rrset;
    }
  }

  /** The QNAME is an alias: it has a CNAME, and that was not what was asked for. */
  final class Alias extends Outcome implements Lookup {
    Alias() {}

    /** The CNAME RRset. */
    public RRsetView cname() {
      return rrset;
    }
  }

  /** A true ancestor of the QNAME has a DNAME (RFC 6672). */
  final class Dname extends Outcome implements Lookup {
    Dname() {}

    /** The DNAME RRset; its owner name is at {@link #ownerOffset()}. */
    public RRsetView dname() {
      return rrset;
    }
  }

  /** The QNAME is at or below a zone cut: a referral is due. */
  final class Delegation extends Outcome implements Lookup {
    Delegation() {}

    /** The NS RRset at the cut, whose name is at {@link #ownerOffset()}. */
    public RRsetView nameServers() {
      return rrset;
    }
  }

  /** The QNAME exists, or a wildcard stands for it, but has no RRset of the QTYPE (RFC 2308). */
  final class NoData extends Outcome implements Lookup {
    NoData() {}
  }

  /** The QNAME does not exist, and no wildcard stands for it (RFC 2308). */
  final class NameError extends Outcome implements Lookup {
    NameError() {}
  }
}
