package nomen.codec.update;

import java.util.List;
import nomen.codec.message.Header;
import nomen.codec.message.Message;
import nomen.codec.message.Opcode;
import nomen.codec.message.Question;
import nomen.codec.message.Rcode;
import nomen.codec.name.Name;
import nomen.codec.rr.RRClass;
import nomen.codec.rr.RRType;
import nomen.codec.rr.RRTypes;
import nomen.codec.rr.Rdata;
import nomen.codec.rr.ResourceRecord;

/** Makes UPDATE messages (RFC 2136 sections 2.3 to 2.5): the inverse of {@link UpdateReader}. */
public final class UpdateWriter {
  private UpdateWriter() {}

  /**
   * The message that asks for something; it has no additional data.
   *
   * @param id 16 bits
   * @throws IllegalArgumentException if the request has a failed prescan or a malformed
   *     prerequisite
   */
  public static Message write(int id, UpdateRequest request) {
    if (request.prescan() != null) {
      throw new IllegalArgumentException("a request that cannot be written", request.prescan());
    }
    return new Message(
        id,
        Header.opcodeFlags(Opcode.UPDATE),
        Rcode.NOERROR,
        List.of(new Question(request.zone(), RRTypes.SOA, RRClass.IN)),
        request.prerequisites().stream().map(UpdateWriter::record).toList(),
        request.operations().stream().map(UpdateWriter::record).toList(),
        List.of(),
        null);
  }

  /** The record that stands for a prerequisite (RFC 2136 section 2.4). */
  public static ResourceRecord record(Prerequisite prerequisite) {
    Name name = prerequisite.name();
    return switch (prerequisite) {
      case Prerequisite.RRsetExists it -> empty(name, RRClass.ANY, it.type());
      case Prerequisite.RRsetExistsWithValue it ->
          new ResourceRecord(name, RRClass.IN, 0, it.rdata());
      case Prerequisite.RRsetDoesNotExist it -> empty(name, RRClass.NONE, it.type());
      case Prerequisite.NameIsInUse _ -> empty(name, RRClass.ANY, RRTypes.ANY);
      case Prerequisite.NameIsNotInUse _ -> empty(name, RRClass.NONE, RRTypes.ANY);
      case Prerequisite.Malformed it ->
          throw new IllegalArgumentException("a prerequisite that cannot be written", it.fault());
    };
  }

  /** The record that stands for an operation (RFC 2136 section 2.5). */
  public static ResourceRecord record(UpdateOperation operation) {
    Name name = operation.name();
    return switch (operation) {
      case UpdateOperation.AddRecord it ->
          new ResourceRecord(name, RRClass.IN, it.ttlSeconds(), it.rdata());
      case UpdateOperation.DeleteRRset it -> empty(name, RRClass.ANY, it.type());
      case UpdateOperation.DeleteName _ -> empty(name, RRClass.ANY, RRTypes.ANY);
      case UpdateOperation.DeleteRecord it -> new ResourceRecord(name, RRClass.NONE, 0, it.rdata());
    };
  }

  private static ResourceRecord empty(Name name, RRClass rrClass, RRType type) {
    return new ResourceRecord(name, rrClass, 0, Rdata.ofValid(type, new byte[0], 0, 0));
  }
}
