package nomen.server.transport;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Does what the octet after the header asks for; echoes the request with the QR bit otherwise. */
final class ScriptedHandler implements RequestHandler {
  static final byte ECHO = 0;
  static final byte STAY_SILENT = 1;
  static final byte THROW = 2;
  static final byte DEFER = 3;
  static final byte ANSWER_MAX = 4;
  static final byte BAD_LENGTH = 5;
  static final byte SAY_CLIENT = 6;

  /** A request to be answered by the test, with a copy of its octets. */
  static final class Held {
    final DeferredAnswer answer;
    final byte[] request;

    Held(DeferredAnswer answer, byte[] request) {
      this.answer = answer;
      this.request = request;
    }

    void echo() {
      byte[] octets = request.clone();
      octets[2] |= (byte) 0x80;
      answer.send(octets, 0, octets.length);
    }
  }

  private final BlockingQueue<Held> held;

  ScriptedHandler(BlockingQueue<Held> held) {
    this.held = held;
  }

  ScriptedHandler() {
    this(new LinkedBlockingQueue<>());
  }

  static Held take(BlockingQueue<Held> held) throws InterruptedException {
    Held next = held.poll(10, TimeUnit.SECONDS);
    if (next == null) {
      throw new AssertionError("no request was deferred within 10 s");
    }
    return next;
  }

  /** A message of a length, with an ID and a command. */
  static byte[] request(int id, byte command, int length) {
    byte[] octets = new byte[length];
    octets[0] = (byte) (id >> 8);
    octets[1] = (byte) id;
    octets[12] = command;
    for (int i = 13; i < length; i++) {
      octets[i] = (byte) (i * 31 + id);
    }
    return octets;
  }

  static int id(byte[] message) {
    return ((message[0] & 0xff) << 8) | (message[1] & 0xff);
  }

  @Override
  public int handle(Exchange exchange) {
    int length = exchange.requestLength();
    if (length <= 12) {
      return NO_ANSWER;
    }
    byte[] request = exchange.request();
    byte[] response = exchange.response();
    System.arraycopy(request, exchange.requestOffset(), response, 0, length);
    response[2] |= (byte) 0x80;
    switch (request[exchange.requestOffset() + 12]) {
      case STAY_SILENT -> {
        return NO_ANSWER;
      }
      case THROW -> throw new IllegalStateException("asked for by the test");
      case BAD_LENGTH -> {
        return Exchange.MAX_MESSAGE_OCTETS + 1;
      }
      case DEFER -> {
        byte[] copy = new byte[length];
        System.arraycopy(request, exchange.requestOffset(), copy, 0, length);
        held.add(new Held(exchange.defer(), copy));
        return DEFERRED;
      }
      case ANSWER_MAX -> {
        return Exchange.MAX_MESSAGE_OCTETS;
      }
      case SAY_CLIENT -> {
        byte[] text =
            exchange.client().toString().getBytes(java.nio.charset.StandardCharsets.UTF_8);
        System.arraycopy(text, 0, response, 13, text.length);
        return 13 + text.length;
      }
      default -> {
        return length;
      }
    }
  }
}
