package nomen.loadtest.traffic;

import nomen.codec.message.Message;
import nomen.codec.message.MessageWriter;
import nomen.codec.message.Section;
import nomen.codec.update.UpdateRequest;
import nomen.codec.update.UpdateWriter;

/** Writes UPDATE messages (RFC 2136) with the options of a run. Belongs to one thread. */
public final class UpdateEncoder {
  private final MessageOptions options;
  private final int room;
  private final MessageWriter writer = new MessageWriter();

  /** Writes updates with these options; the signature is left to {@link RequestSigner}. */
  public UpdateEncoder(MessageOptions options) {
    this.options = options;
    this.room = Request.MAX_OCTETS - RequestSigner.sizeOctets(options);
  }

  /**
   * Writes an update to the start of an array of {@link Request#MAX_OCTETS}.
   *
   * @return its octets
   * @throws IllegalArgumentException if it does not fit into a message
   */
  public int write(int id, UpdateRequest request, byte[] to) {
    Message update = UpdateWriter.write(id, request);
    writer.begin(id, update.flags(), to, room);
    writer.writeQuestion(
        update.questions().getFirst().qname(),
        update.questions().getFirst().qtype().code(),
        update.questions().getFirst().qclass().code());
    if (options.edns() != null) {
      writer.addEdns(
          options.edns().udpPayloadSize(), options.edns().version(), options.edns().flags());
      options.edns().options().forEach(writer::addOption);
    }
    writer.section(Section.ANSWER);
    update.answers().forEach(writer::writeRecord);
    writer.section(Section.AUTHORITY);
    update.authorities().forEach(writer::writeRecord);
    if (writer.overflowed()) {
      throw new IllegalArgumentException(
          "update of %s: over %,d octets".formatted(request.zone(), room));
    }
    return writer.finish();
  }
}
