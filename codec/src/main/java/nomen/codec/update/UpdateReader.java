package nomen.codec.update;

import java.util.Arrays;
import java.util.List;
import nomen.codec.message.Message;
import nomen.codec.message.Question;
import nomen.codec.message.Rcode;
import nomen.codec.name.Name;
import nomen.codec.rr.RRClass;
import nomen.codec.rr.RRType;
import nomen.codec.rr.RRTypes;
import nomen.codec.rr.Rdata;
import nomen.codec.rr.ResourceRecord;
import nomen.codec.wire.WireFormatException;

/**
 * Reads what an UPDATE message asks for. What depends on no zone is checked here: the zone section
 * (RFC 2136 section 3.1.1), the form of every prerequisite (3.2), and the prescan of the update
 * section (3.4.1). Only class IN is known.
 *
 * <p>The RFC looks at the form of a prerequisite when the ones in front of it have been compared
 * with the zone. So the first that is malformed ends the list, as {@link Prerequisite.Malformed}:
 * one before it that is not met decides. In the same way the first fault of the update section is
 * kept until the prerequisites are met.
 */
public final class UpdateReader {
  // RRClass's codes, for a switch.
  private static final int FIRST_META = 128;
  private static final int LAST_META = 255;
  private static final int IN = 1;
  private static final int NONE = 254;
  private static final int ANY = 255;

  private final Name zone;

  private UpdateReader(Name zone) {
    this.zone = zone;
  }

  /**
   * Reads a request.
   *
   * @param message of opcode UPDATE; its additional section does not count
   * @throws UpdateFormatException with FORMERR or NOTAUTH, of the zone section
   */
  public static UpdateRequest read(Message message) throws UpdateFormatException {
    UpdateReader reader = new UpdateReader(readZone(message.questions()));
    List<Prerequisite> prerequisites = reader.readPrerequisites(message.answers());
    List<ResourceRecord> updates = message.authorities();
    UpdateOperation[] operations = new UpdateOperation[updates.size()];
    try {
      for (int i = 0; i < operations.length; i++) {
        operations[i] = reader.readOperation(i, updates.get(i));
      }
    } catch (UpdateFormatException e) {
      return new UpdateRequest(reader.zone, prerequisites, List.of(), e);
    }
    return new UpdateRequest(reader.zone, prerequisites, List.of(operations), null);
  }

  /** RFC 2136 section 3.1.1. */
  private static Name readZone(List<Question> section) throws UpdateFormatException {
    if (section.size() != 1) {
      throw new UpdateFormatException(
          Rcode.FORMERR,
          "zone section: " + section.size() + " records, not one (RFC 2136 section 3.1.1)");
    }
    Question zone = section.getFirst();
    if (!zone.qtype().equals(RRTypes.SOA)) {
      throw new UpdateFormatException(
          Rcode.FORMERR,
          "zone section: "
              + zone.qname()
              + " "
              + zone.qtype()
              + ": type is not SOA"
              + " (RFC 2136 section 3.1.1)");
    }
    if (!zone.qclass().equals(RRClass.IN)) {
      throw new UpdateFormatException(
          Rcode.NOTAUTH,
          "zone section: "
              + zone.qname()
              + ": no zone of class "
              + zone.qclass()
              + " (RFC 2136 section 3.1.2)");
    }
    return zone.qname();
  }

  /** RFC 2136 section 3.2, in the order of the tests of 3.2.5. */
  private List<Prerequisite> readPrerequisites(List<ResourceRecord> section) {
    Prerequisite[] prerequisites = new Prerequisite[section.size()];
    for (int i = 0; i < prerequisites.length; i++) {
      ResourceRecord record = section.get(i);
      try {
        prerequisites[i] = readPrerequisite(i, record);
      } catch (UpdateFormatException e) {
        prerequisites[i] = new Prerequisite.Malformed(record.owner(), e);
        return List.of(Arrays.copyOf(prerequisites, i + 1));
      }
    }
    return List.of(prerequisites);
  }

  private Prerequisite readPrerequisite(int index, ResourceRecord record)
      throws UpdateFormatException {
    Fault fault = new Fault("prerequisite", index, record);
    fault.when(record.ttlSeconds() != 0, "TTL is not 0", "3.2");
    requireInZone(fault, record, "3.2");
    RRType type = record.type();
    Name name = record.owner();
    boolean isAny = type.equals(RRTypes.ANY);
    switch (record.rrClass().code()) {
      case IN -> {
        fault.when(isMeta(type), "no record has this type", "2.4.2");
        return new Prerequisite.RRsetExistsWithValue(name, record.rdata());
      }
      case ANY -> {
        fault.when(record.rdata().length() != 0, "class ANY with RDATA", "3.2.1");
        fault.when(isMeta(type) && !isAny, "no RRset has this type", "2.4.1");
        return isAny
            ? new Prerequisite.NameIsInUse(name)
            : new Prerequisite.RRsetExists(name, type);
      }
      case NONE -> {
        fault.when(record.rdata().length() != 0, "class NONE with RDATA", "3.2.2");
        fault.when(isMeta(type) && !isAny, "no RRset has this type", "2.4.3");
        return isAny
            ? new Prerequisite.NameIsNotInUse(name)
            : new Prerequisite.RRsetDoesNotExist(name, type);
      }
      default -> throw fault.of(Rcode.FORMERR, classIsNot(record), "3.2.3");
    }
  }

  /** RFC 2136 section 3.4.1.3. Types without a row are data like any other (RFC 3597). */
  private UpdateOperation readOperation(int index, ResourceRecord record)
      throws UpdateFormatException {
    Fault fault = new Fault("update", index, record);
    requireInZone(fault, record, "3.4.1.1");
    RRType type = record.type();
    Name name = record.owner();
    Rdata rdata = record.rdata();
    switch (record.rrClass().code()) {
      case IN -> {
        fault.when(isMeta(type), "no record has this type", "3.4.1.2");
        return new UpdateOperation.AddRecord(name, record.ttlSeconds(), rdata);
      }
      case ANY -> {
        fault.when(record.ttlSeconds() != 0, "class ANY with a TTL that is not 0", "3.4.1.2");
        fault.when(rdata.length() != 0, "class ANY with RDATA", "3.4.1.2");
        if (type.equals(RRTypes.ANY)) {
          return new UpdateOperation.DeleteName(name);
        }
        fault.when(isMeta(type), "no RRset has this type", "3.4.1.2");
        return new UpdateOperation.DeleteRRset(name, type);
      }
      case NONE -> {
        fault.when(record.ttlSeconds() != 0, "class NONE with a TTL that is not 0", "3.4.1.2");
        fault.when(isMeta(type), "no record has this type", "3.4.1.2");
        fault.when(isCutOff(rdata), "class NONE without RDATA", "2.5.4");
        return new UpdateOperation.DeleteRecord(name, rdata);
      }
      default -> throw fault.of(Rcode.FORMERR, classIsNot(record), "3.4.1.1");
    }
  }

  /**
   * Also those without a row: 128 to 255 are for QTYPEs and meta-types, and 0 is reserved (RFC 6895
   * section 3.1).
   */
  private static boolean isMeta(RRType type) {
    return type.isMeta()
        || type.code() == 0
        || type.code() >= FIRST_META && type.code() <= LAST_META;
  }

  private void requireInZone(Fault fault, ResourceRecord record, String rule)
      throws UpdateFormatException {
    if (!record.owner().isAtOrBelow(zone)) {
      throw fault.of(Rcode.NOTZONE, "not in the zone " + zone, rule);
    }
  }

  private static String classIsNot(ResourceRecord record) {
    return "class " + record.rrClass() + " is not IN, ANY or NONE";
  }

  /**
   * Whether there is no RDATA where the type has some: a message is read with any in class NONE.
   */
  private static boolean isCutOff(Rdata rdata) {
    if (rdata.length() > 0) {
      return false;
    }
    try {
      Rdata.of(rdata.type(), new byte[0]);
      return false;
    } catch (WireFormatException e) {
      return true;
    }
  }

  /** Where something may be wrong. */
  private record Fault(String section, int index, ResourceRecord record) {
    void when(boolean wrong, String what, String rule) throws UpdateFormatException {
      if (wrong) {
        throw of(Rcode.FORMERR, what, rule);
      }
    }

    UpdateFormatException of(int rcode, String what, String rule) {
      return new UpdateFormatException(
          rcode,
          section
              + " "
              + (index + 1)
              + ": "
              + record.owner()
              + " "
              + record.type()
              + ": "
              + what
              + " (RFC 2136 section "
              + rule
              + ")");
    }
  }
}
