package nomen.server.transfer.out;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import nomen.codec.message.Message;
import nomen.codec.message.MessageReader;
import nomen.codec.rr.ResourceRecord;
import nomen.codec.wire.WireFormatException;
import nomen.server.transport.AnswerStream;

/** Keeps the messages that are sent. */
final class HeldMessages implements AnswerStream {
  final List<byte[]> messages = new ArrayList<>();
  boolean ended;

  @Override
  public void send(byte[] octets, int offset, int length) {
    if (ended) {
      throw new IllegalStateException("sent behind the end");
    }
    messages.add(Arrays.copyOfRange(octets, offset, offset + length));
  }

  @Override
  public void end() {
    ended = true;
  }

  @Override
  public void close() {}

  List<Message> read() {
    return messages.stream().map(HeldMessages::read).toList();
  }

  private static Message read(byte[] octets) {
    try {
      return MessageReader.read(octets, 0, octets.length);
    } catch (WireFormatException e) {
      throw new AssertionError(e);
    }
  }

  /** The records of all answer sections. */
  List<ResourceRecord> records() {
    return read().stream().flatMap(message -> message.answers().stream()).toList();
  }
}
