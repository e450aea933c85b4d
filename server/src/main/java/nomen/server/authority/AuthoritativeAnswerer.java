package nomen.server.authority;

import nomen.codec.message.Header;
import nomen.codec.message.MessageWriter;
import nomen.codec.message.Rcode;
import nomen.codec.message.Section;
import nomen.codec.name.Labels;
import nomen.codec.name.Name;
import nomen.server.transport.ClientAddress;
import nomen.server.zone.ExpiredZones;
import nomen.store.zone.DatabaseSnapshot;
import nomen.store.zone.Lookup;
import nomen.store.zone.NodeView;
import nomen.store.zone.RRsetView;
import nomen.store.zone.ZoneLookup;
import nomen.store.zone.ZoneSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * Answers a question from the local zones: RFC 1034 section 4.3.2, with what RFC 2308 (negative
 * answers), RFC 4035 (signatures and proofs), RFC 4592 (wildcards), RFC 6672 (DNAME), RFC 8482
 * (ANY) and RFC 9471 (glue) made of it. Positive answers carry no NS records of the zone, as Knot
 * has it: no resolver needs them.
 *
 * <p>QNAME is looked up where it stands in the response, behind the header. So what a lookup says
 * of QNAME's ancestors (the apex, a zone cut) is an offset in the message, and its owner a pointer.
 *
 * <p>What does not fit is left out by whole RRsets. If it was required, TC is set and the response
 * ends there (RFC 2181 section 9). Each event loop has one answerer; it makes no objects.
 */
public final class AuthoritativeAnswerer {
  private final MessageWriter message;
  private final ZonePolicies policies;
  private final ExpiredZones expired;
  private final AdditionalTargets targets = new AdditionalTargets();
  private final RRsetWriter rrsets;
  private final AdditionalSection additional;
  private final DenialOfExistence denial = new DenialOfExistence();
  private final AliasChain aliases = new AliasChain();
  private final ZoneLookup scratch = new ZoneLookup();
  private final RRsetView rrset = new RRsetView();

  private int qtype;
  private boolean signed;
  private boolean minimalAny;
  private int accountOffset;

  /**
   * An answerer that writes into a message.
   *
   * @param message begun by the caller for each question, and finished by it
   * @param policies say whether an alias may be followed into another zone
   * @param expired the zones into which none is followed
   */
  public AuthoritativeAnswerer(MessageWriter message, ZonePolicies policies, ExpiredZones expired) {
    this.message = message;
    this.policies = policies;
    this.expired = expired;
    this.rrsets = new RRsetWriter(message, targets);
    this.additional = new AdditionalSection(message, rrsets, targets);
  }

  /**
   * Writes the sections, flags and RCODE of the answer to the question that the message has.
   *
   * @param first the zone that {@code database} finds for QNAME and QTYPE
   * @param key the key that the request is verified to be signed with, or null
   * @param dnssecOk whether signatures and proofs are wanted (RFC 4035 section 3.1)
   * @param oneOfAny whether QTYPE ANY gets one RRset instead of all
   */
  public Answered answer(
      DatabaseSnapshot database,
      ZoneSnapshot first,
      ClientAddress client,
      @Nullable Name key,
      int question,
      boolean dnssecOk,
      boolean oneOfAny) {
    byte[] name = message.wire().octets();
    int at = MessageWriter.QNAME_OFFSET;
    begin(question, dnssecOk, oneOfAny, name, at);
    ZoneSnapshot zone = first;
    boolean aliased = false;
    while (true) {
      Lookup outcome = zone.lookup(name, at, qtype, scratch);
      if (!aliased) {
        account(outcome);
      }
      Answered step =
          switch (outcome) {
            case Lookup.Answer answer -> writeAnswer(zone, name, answer);
            case Lookup.Alias alias -> writeAlias(name, alias);
            case Lookup.Dname dname -> writeDname(name, at, dname);
            case Lookup.Delegation cut -> writeReferral(zone, name, cut);
            case Lookup.NoData none -> writeNegative(zone, name, none, Answered.NODATA);
            case Lookup.NameError none -> writeNegative(zone, name, none, Answered.NXDOMAIN);
          };
      if (step == Answered.NOT_LOADED && aliased) {
        return endOfChain(Answered.ALIAS);
      }
      if (step != Answered.ALIAS) {
        return step;
      }
      aliased = true;
      if (isTruncated() || aliases.isLoop()) {
        return endOfChain(Answered.ALIAS);
      }
      if (aliases.isFull()) {
        return endOfChain(Answered.CHAIN_LIMIT);
      }
      if (qtype == TypeCodes.CNAME) {
        // Only a DNAME comes here: the CNAME made for it is what was asked for.
        return endOfChain(Answered.ANSWER);
      }
      name = aliases.last();
      at = 0;
      ZoneSnapshot next = zoneOf(database, zone, name, client, key);
      if (next == null) {
        return endOfChain(Answered.ALIAS);
      }
      zone = next;
    }
  }

  /**
   * A hash of the name that the last answer is accounted under when responses are limited: QNAME,
   * the parent of the wildcard that stood for it, the zone cut, or the zone of a name error.
   */
  public int accountHash() {
    byte[] octets = message.wire().octets();
    return Labels.hashIgnoringCase(octets, accountOffset, Labels.length(octets, accountOffset));
  }

  private void begin(int question, boolean dnssecOk, boolean oneOfAny, byte[] name, int at) {
    qtype = question;
    signed = dnssecOk;
    minimalAny = oneOfAny;
    targets.clear();
    denial.clear();
    aliases.begin(name, at);
    message.section(Section.ANSWER);
  }

  private void account(Lookup outcome) {
    accountOffset =
        switch (outcome) {
          case Lookup.NameError none -> none.apexOffset();
          case Lookup.Delegation cut -> cut.ownerOffset();
          case Lookup.Dname dname -> dname.ownerOffset();
          default -> outcome.isWildcard() ? outcome.encloserOffset() : outcome.ownerOffset();
        };
  }

  private @Nullable ZoneSnapshot zoneOf(
      DatabaseSnapshot database,
      ZoneSnapshot present,
      byte[] name,
      ClientAddress client,
      @Nullable Name key) {
    ZoneSnapshot next = database.findZone(name, 0, qtype, scratch);
    boolean open =
        next == null
            || next == present
            || policies.of(next).allows(client, key) && !expired.has(next);
    return open ? next : null;
  }

  private Answered writeAnswer(ZoneSnapshot zone, byte[] name, Lookup.Answer answer) {
    message.setFlags(Header.AA);
    int owner = answer.ownerOffset();
    boolean complete =
        qtype == TypeCodes.ANY || qtype == TypeCodes.RRSIG
            ? writeSeveral(name, owner, answer)
            : require(rrsets.write(name, owner, answer.rrset()))
                && writeSignatures(name, owner, answer.node(), qtype);
    prove();
    if (complete && writeProofs()) {
      additional.write(zone, name, answer.apexOffset(), signed);
    }
    return Answered.ANSWER;
  }

  /**
   * Writes what fits QTYPE ANY: every RRset, or the first (RFC 8482 section 4.1); or RRSIG: all
   * signatures, or those of the first RRset, as they are as large a lever (section 7).
   */
  private boolean writeSeveral(byte[] name, int owner, Lookup.Answer answer) {
    NodeView node = answer.node();
    if (minimalAny) {
      return require(rrsets.write(name, owner, answer.rrset()))
          && (qtype == TypeCodes.RRSIG
              || writeSignatures(name, owner, node, answer.rrset().type()));
    }
    for (boolean more = node.first(rrset); more; more = node.next(rrset)) {
      boolean wanted = qtype == TypeCodes.ANY || rrset.type() == TypeCodes.RRSIG;
      if (wanted && !require(rrsets.write(name, owner, rrset))) {
        return false;
      }
    }
    targets.clear();
    return true;
  }

  private Answered writeAlias(byte[] name, Lookup.Alias alias) {
    message.setFlags(Header.AA);
    RRsetView cname = alias.cname();
    int owner = alias.ownerOffset();
    if (require(rrsets.write(name, owner, cname))
        && writeSignatures(name, owner, alias.node(), TypeCodes.CNAME)) {
      prove();
    }
    aliases.add(cname.octets(), cname.rdataOffset(cname.first()));
    return Answered.ALIAS;
  }

  private Answered writeDname(byte[] name, int at, Lookup.Dname dname) {
    message.setFlags(Header.AA);
    RRsetView set = dname.dname();
    int owner = dname.ownerOffset();
    // A chain may use one DNAME again and again; an RRset stands in an answer once.
    boolean written =
        !aliases.noteDname(set)
            || require(rrsets.write(name, owner, set))
                && writeSignatures(name, owner, dname.node(), TypeCodes.DNAME);
    int target = set.rdataOffset(set.first());
    if (!aliases.addSubstituted(name, at, owner, set.octets(), target)) {
      message.rcode(Rcode.YXDOMAIN);
      return Answered.NAME_TOO_LONG;
    }
    if (written) {
      require(rrsets.writeAlias(name, at, set.ttlSeconds(), aliases.last(), 0));
    }
    return Answered.ALIAS;
  }

  private Answered writeReferral(ZoneSnapshot zone, byte[] name, Lookup.Delegation cut) {
    int owner = cut.ownerOffset();
    message.section(Section.AUTHORITY);
    boolean complete = require(rrsets.write(name, owner, cut.nameServers()));
    if (complete && signed) {
      // RFC 4035 section 3.1.4: the DS RRset, or the proof that there is none.
      if (cut.node().find(TypeCodes.DS, rrset)) {
        complete =
            require(rrsets.write(name, owner, rrset))
                && writeSignatures(name, owner, cut.node(), TypeCodes.DS);
      } else {
        prove();
      }
    }
    if (complete && writeProofs()) {
      additional.writeGlue(zone, name, owner, signed);
    }
    return Answered.REFERRAL;
  }

  /** RFC 2308 section 3: the SOA, its TTL the time for which the answer may be cached. */
  private Answered writeNegative(ZoneSnapshot zone, byte[] name, Lookup outcome, Answered kind) {
    RRsetView soa = rrset;
    if (!zone.soa(soa)) {
      return Answered.NOT_LOADED;
    }
    message.setFlags(Header.AA);
    if (kind == Answered.NXDOMAIN) {
      // RFC 6604 section 3: behind aliases the RCODE is that of the last name.
      message.rcode(Rcode.NXDOMAIN);
    }
    message.section(Section.AUTHORITY);
    int apex = outcome.apexOffset();
    int ttl = zone.negativeTtlSeconds();
    if (!require(rrsets.write(name, apex, soa, ttl))) {
      return kind;
    }
    if (signed) {
      zone.apex(apexNode);
      if (apexNode.findSignatures(TypeCodes.SOA, rrset)
          && !require(rrsets.write(name, apex, rrset, ttl))) {
        return kind;
      }
    }
    prove();
    writeProofs();
    return kind;
  }

  private final NodeView apexNode = new NodeView();

  private Answered endOfChain(Answered kind) {
    if (!isTruncated()) {
      writeProofs();
    }
    return kind;
  }

  private void prove() {
    if (signed) {
      denial.add(scratch.prove());
    }
  }

  private boolean writeProofs() {
    message.section(Section.AUTHORITY);
    return require(denial.write(rrsets));
  }

  private boolean writeSignatures(byte[] name, int owner, NodeView node, int type) {
    return !signed
        || !node.findSignatures(type, rrset)
        || require(rrsets.write(name, owner, rrset));
  }

  /** Sets TC if something that the answer requires did not fit (RFC 2181 section 9). */
  private boolean require(boolean written) {
    if (!written) {
      message.setFlags(Header.TC);
    }
    return written;
  }

  private boolean isTruncated() {
    return (message.flags() & Header.TC) != 0;
  }
}
