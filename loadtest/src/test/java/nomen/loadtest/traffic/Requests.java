package nomen.loadtest.traffic;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import nomen.codec.message.Message;
import nomen.codec.message.MessageReader;
import nomen.codec.wire.WireFormatException;

/** Takes requests out of traffic, for tests. */
public final class Requests {
  private Requests() {}

  /** The octets of the next request. */
  public static byte[] octets(RequestSource source, int id) {
    Request request = new Request();
    assertTrue(source.next(id, request), "no request");
    return Arrays.copyOf(request.octets(), request.length());
  }

  /** The next request. */
  public static Message next(RequestSource source) {
    return read(octets(source, 0));
  }

  /** A message that must be well formed. */
  public static Message read(byte[] octets) {
    try {
      return MessageReader.read(octets);
    } catch (WireFormatException e) {
      throw new AssertionError(e);
    }
  }

  /** The next requests, up to a number of them, or as many as there are. */
  public static List<Message> take(RequestSource source, int most) {
    List<Message> messages = new ArrayList<>();
    Request request = new Request();
    while (messages.size() < most && source.next(messages.size() & 0xffff, request)) {
      messages.add(read(Arrays.copyOf(request.octets(), request.length())));
    }
    return messages;
  }

  /** A question as a query file has it. */
  public static String question(Message message) {
    return message.questions().getFirst().qname() + " " + message.questions().getFirst().qtype();
  }
}
