package nomen.store.update;

import java.util.List;
import nomen.codec.edns.ErrorCode;
import nomen.codec.message.Rcode;
import nomen.codec.rr.RRType;
import nomen.codec.rr.RRTypes;
import nomen.codec.rr.Rdata;
import nomen.codec.rr.Serial;
import nomen.codec.update.UpdateFormatException;
import nomen.codec.update.UpdateOperation;
import nomen.codec.update.UpdateRequest;
import nomen.store.zone.ZoneEditor;
import nomen.store.zone.ZoneInvariants;

/**
 * What an UPDATE does to a zone (RFC 2136 section 3): prerequisites (3.2), what the prescan found
 * (3.4.1), then the operations one after another (3.4.2), and a serial (3.6). All of a message is
 * done or nothing. It is a function of its arguments: no clock, no I/O, no state. Thread-safe.
 *
 * <p>Where the RFC leaves a choice:
 *
 * <ul>
 *   <li>Records are the same if their canonical forms are (RFC 4034 section 6.2); the one that is
 *       there keeps its case, as a name keeps the case that it came into the zone with.
 *   <li>An RRset has one TTL (RFC 2181 section 5.2): the one that was added last, also if the
 *       record itself was there.
 *   <li>What RFC 2136 says of CNAME it says of other data, and DNSSEC's types are none (RFC 4034
 *       section 3 and 4). DNAME is replaced like CNAME (RFC 6672 section 5.2); DNAME and NS are
 *       ignored where the other is, but at the apex (section 2.3).
 *   <li>If a message ends where it began, it was no change, and the serial stays.
 *   <li>A zone that is signed, or would be, is not changed (SERVFAIL): this server makes no
 *       signatures, and without new ones validators take the zone for bogus (RFC 4035 section 5).
 * </ul>
 */
public final class UpdateProcessor {
  /** Octets of WKS RDATA that make two the same: address and protocol (RFC 2136 1.1). */
  private static final int WKS_KEY_OCTETS = 5;

  private final UpdateLimits limits;

  private static final Evaluation.Refused SIGNED =
      new Evaluation.Refused(
          Rcode.SERVFAIL,
          ErrorCode.OTHER,
          "the zone is signed, and not by this server: an update would break it for validators");

  /** A processor with limits for every request. */
  public UpdateProcessor(UpdateLimits limits) {
    this.limits = limits;
  }

  /**
   * Works out what a request does and makes the change. The editor is as it was unless {@link
   * Evaluation.Changed} is given.
   *
   * @param editor of the zone that the request names
   * @param nameLimits that the policy has for names of this request; most often none
   * @param policy gives the serial if the request does not bring a newer one
   * @param nowMillis since 1970
   * @throws IllegalStateException if the editor's zone is none: it has no SOA or no NS
   */
  public Evaluation evaluate(
      ZoneEditor editor,
      UpdateRequest request,
      List<NameLimit> nameLimits,
      SerialPolicy policy,
      long nowMillis) {
    if (!request.zone().equals(editor.origin())) {
      return new Evaluation.Refused(
          Rcode.NOTAUTH,
          ErrorCode.NOT_AUTHORITATIVE,
          "zone section: " + request.zone() + " is not the zone " + editor.origin());
    }
    List<UpdateOperation> operations = request.operations();
    if (operations.size() > limits.maxOperations()) {
      return new Evaluation.Refused(
          Rcode.REFUSED,
          ErrorCode.UNABLE_TO_CONFORM_TO_POLICY,
          "update "
              + (limits.maxOperations() + 1)
              + ": over max-operations, "
              + limits.maxOperations());
    }
    ZoneDraft draft = new ZoneDraft(editor);
    boolean signed = draft.isSigned();
    Evaluation.Refused unmet = PrerequisiteCheck.run(request.prerequisites(), draft);
    if (unmet != null) {
      return unmet;
    }
    UpdateFormatException prescan = request.prescan();
    if (prescan != null) {
      return malformed(prescan);
    }
    for (int i = 0; i < operations.size(); i++) {
      UpdateOperation operation = operations.get(i);
      DraftNode node = draft.node(operation.name());
      switch (operation) {
        case UpdateOperation.AddRecord add -> add(draft, node, add, i);
        case UpdateOperation.DeleteRRset delete -> deleteRrset(node, delete.type());
        case UpdateOperation.DeleteName _ -> deleteName(node);
        case UpdateOperation.DeleteRecord delete -> deleteRecord(node, delete.rdata());
      }
    }
    Evaluation.Refused excess = LimitCheck.run(draft, limits, nameLimits);
    if (excess != null) {
      return excess;
    }
    if ((signed || draft.isSigned()) && draft.isChanged()) {
      return SIGNED;
    }
    return draft.finish(policy, nowMillis);
  }

  static Evaluation.Refused malformed(UpdateFormatException fault) {
    String message = fault.getMessage();
    String reason = message == null ? Rcode.print(fault.rcode()) : message;
    return new Evaluation.Refused(fault.rcode(), ErrorCode.OTHER, reason);
  }

  /** RFC 2136 section 3.4.2.2. */
  private static void add(
      ZoneDraft draft, DraftNode node, UpdateOperation.AddRecord add, int operation) {
    Rdata rdata = add.rdata();
    RRType type = rdata.type();
    if (isKeptOut(node, type)) {
      return;
    }
    DraftRRset rrset = node.rrset(rdata);
    if (type.equals(RRTypes.SOA)) {
      boolean newer =
          node.isApex() && Serial.isNewer(SoaFields.serial(rdata), SoaFields.serial(draft.soa()));
      if (!newer) {
        return;
      }
      rrset.clear();
    } else if (type.equals(RRTypes.CNAME) || type.equals(RRTypes.DNAME)) {
      rrset.clear();
    } else if (type.equals(RRTypes.WKS)) {
      removeServices(rrset, rdata);
    }
    rrset.add(rdata, operation);
    rrset.setTtl(add.ttlSeconds());
  }

  /** Whether a type is ignored at a name for what is there. */
  private static boolean isKeptOut(DraftNode node, RRType type) {
    if (type.equals(RRTypes.CNAME)) {
      return node.hasOtherThanCname();
    }
    if (!ZoneInvariants.mayStandBesideCname(type.code()) && node.has(RRTypes.CNAME)) {
      return true;
    }
    if (node.isApex()) {
      return false;
    }
    return type.equals(RRTypes.DNAME) && node.has(RRTypes.NS)
        || type.equals(RRTypes.NS) && node.has(RRTypes.DNAME);
  }

  private static void removeServices(DraftRRset rrset, Rdata wks) {
    for (Rdata other : rrset.rdatas()) {
      if (isSameService(wks, other)) {
        rrset.remove(other);
      }
    }
  }

  /** RFC 2136 section 1.1: makes no object, as it is asked for each pair of a message's records. */
  private static boolean isSameService(Rdata one, Rdata other) {
    for (int i = 0; i < WKS_KEY_OCTETS; i++) {
      if (one.octet(i) != other.octet(i)) {
        return false;
      }
    }
    return true;
  }

  /** RFC 2136 section 3.4.2.3. */
  private static void deleteRrset(DraftNode node, RRType type) {
    if (node.isApex() && isNeededAtApex(type)) {
      return;
    }
    for (DraftRRset rrset : node.rrsets(type)) {
      rrset.clear();
    }
  }

  /** RFC 2136 section 3.4.2.3. */
  private static void deleteName(DraftNode node) {
    for (DraftRRset rrset : node.rrsets()) {
      if (!node.isApex() || !isNeededAtApex(rrset.type())) {
        rrset.clear();
      }
    }
  }

  private static boolean isNeededAtApex(RRType type) {
    return type.equals(RRTypes.SOA) || type.equals(RRTypes.NS);
  }

  /** RFC 2136 section 3.4.2.4. */
  private static void deleteRecord(DraftNode node, Rdata rdata) {
    RRType type = rdata.type();
    DraftRRset rrset = node.rrset(rdata);
    if (node.isApex()
        && (type.equals(RRTypes.SOA) || type.equals(RRTypes.NS) && rrset.count() == 1)) {
      return;
    }
    rrset.remove(rdata);
  }
}
