package nomen.codec.transfer;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import nomen.codec.message.Header;
import nomen.codec.message.MessageWriter;
import nomen.codec.message.Section;
import nomen.codec.name.Name;
import nomen.codec.rr.RRClass;
import nomen.codec.rr.RRType;
import nomen.codec.rr.RRTypes;
import nomen.codec.rr.Rdata;
import nomen.codec.rr.ResourceRecord;

/**
 * A conversation about the zone "example.": a request and the messages that answer it. Records are
 * given as {@code "owner type rdata"} with a TTL of 60, or with {@code "owner ttl type rdata"}; an
 * SOA as its serial alone.
 */
final class Script {
  static final Name ZONE = Name.parse("example.");
  static final int ID = 0x1234;

  final TransferRequest request;
  final List<byte[]> messages = new ArrayList<>();
  final Told told = new Told();
  TransferLimits limits = TransferLimits.ofOctets(1 << 20);

  private Script(TransferRequest request) {
    this.request = request;
  }

  static Script axfr() {
    return new Script(TransferRequest.axfr(ID, ZONE));
  }

  static Script ixfr(int serialHere) {
    return new Script(TransferRequest.ixfr(ID, ZONE, serialHere));
  }

  static Script ixfrOverUdp(int serialHere) {
    return new Script(TransferRequest.ixfrOverUdp(ID, ZONE, serialHere));
  }

  static ResourceRecord record(String text) {
    if (text.chars().allMatch(Character::isDigit)) {
      return record("example. SOA ns.example. host.example. " + text + " 60 10 600 30");
    }
    String[] words = text.split(" ", 3);
    int ttl = 60;
    if (Character.isDigit(words[1].charAt(0))) {
      ttl = Integer.parseInt(words[1]);
      words = new String[] {words[0], words[2].split(" ", 2)[0], words[2].split(" ", 2)[1]};
    }
    RRType type = RRTypes.parse(words[1]);
    if (type == null) {
      throw new IllegalArgumentException(text);
    }
    return new ResourceRecord(Name.parse(words[0]), RRClass.IN, ttl, Rdata.parse(type, words[2]));
  }

  /** A line that the sink is told of a record. */
  static String line(String sign, String text) {
    return sign + " " + record(text);
  }

  /** Adds a message with the question if it is the first, and with these records. */
  Script message(String... records) {
    return message(
        messages.isEmpty(),
        writer -> {
          writer.section(Section.ANSWER);
          for (String text : records) {
            writer.writeRecord(record(text));
          }
        });
  }

  /** Adds a message of which the body is written by the caller. */
  Script message(boolean hasQuestion, Consumer<MessageWriter> body) {
    byte[] octets = new byte[65_535];
    MessageWriter writer = new MessageWriter();
    writer.begin(ID, Header.QR | Header.AA, octets, octets.length);
    if (hasQuestion) {
      writer.writeQuestion(ZONE, request.qtype().code(), RRClass.IN.code());
    }
    body.accept(writer);
    messages.add(Arrays.copyOf(octets, writer.finish()));
    return this;
  }

  /** Adds a message with one record of any class and type. */
  Script raw(String owner, int type, int rrClass, byte[] rdata) {
    return message(
        messages.isEmpty(),
        writer -> {
          writer.section(Section.ANSWER);
          writer.beginRecord(Name.parse(owner), type, rrClass, 60);
          writer.wire().writeOctets(rdata);
          writer.endRecord();
        });
  }

  /** Changes the message that was added last. */
  Script patched(Consumer<byte[]> change) {
    change.accept(messages.getLast());
    return this;
  }

  /** Puts the messages to an interpreter; the last one must be the end. */
  List<String> told() throws TransferException {
    TransferInterpreter interpreter = new TransferInterpreter(request, limits, told);
    for (int i = 0; i < messages.size(); i++) {
      byte[] message = messages.get(i);
      byte[] buffer = new byte[message.length + 7];
      System.arraycopy(message, 0, buffer, 4, message.length);
      boolean over = interpreter.message(buffer, 4, message.length);
      if (i < messages.size() - 1) {
        assertFalse(over, "over at message " + (i + 1));
      } else {
        assertTrue(over, "not over");
      }
    }
    return told.lines;
  }

  /** Puts the messages to an interpreter, which must refuse the last one; gives what it says. */
  String refusal() {
    TransferInterpreter interpreter = new TransferInterpreter(request, limits, told);
    try {
      for (byte[] message : messages.subList(0, messages.size() - 1)) {
        assertFalse(interpreter.message(message, 0, message.length));
      }
    } catch (TransferException e) {
      throw new AssertionError("refused too early", e);
    }
    byte[] last = messages.getLast();
    TransferException e =
        assertThrows(TransferException.class, () -> interpreter.message(last, 0, last.length));
    assertTrue(interpreter.isOver());
    assertThrows(IllegalStateException.class, () -> interpreter.message(last, 0, last.length));
    return String.valueOf(e.getMessage());
  }
}
