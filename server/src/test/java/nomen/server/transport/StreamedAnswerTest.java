package nomen.server.transport;

import static nomen.server.transport.ScriptedHandler.request;
import static nomen.server.transport.TestListeners.PATIENT;
import static nomen.server.transport.TestListeners.at;
import static nomen.server.transport.TestListeners.bind;
import static nomen.server.transport.TestListeners.settings;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Answers of several messages (RFC 5936 section 2.2, RFC 7766 section 6.2.1) over real sockets. */
@ExtendWith(LeakCheck.class)
@Timeout(60)
class StreamedAnswerTest {
  private static final String KINDS = "nomen.server.transport.TestListeners#kinds";
  private static final String HOST = "127.0.0.1";
  private static final byte STREAM = 77;
  private static final StreamLimits LONG = new StreamLimits(60_000, 60_000);
  private static final int SHORT_MILLIS = 200;

  /** More than sockets and the window hold. */
  private static final int MANY_MESSAGES = 1000;

  private final BlockingQueue<AnswerStream> streams = new LinkedBlockingQueue<>();
  private StreamLimits limits = LONG;

  /** Echoes, but what asks for a stream gets one, which the test takes. */
  private final RequestHandler handler =
      exchange -> {
        if (exchange.request()[12] != STREAM) {
          return new ScriptedHandler().handle(exchange);
        }
        streams.add(exchange.stream(limits));
        return RequestHandler.DEFERRED;
      };

  private AnswerStream take() throws InterruptedException {
    AnswerStream stream = streams.poll(10, TimeUnit.SECONDS);
    if (stream == null) {
      throw new AssertionError("no stream was asked for within 10 s");
    }
    return stream;
  }

  private static byte[] message(int id, int length) {
    return request(id, (byte) 0, length);
  }

  private static void sendMany(AnswerStream stream) throws IOException {
    byte[] message = message(5, 16_384);
    for (int i = 0; i < MANY_MESSAGES; i++) {
      stream.send(message, 0, message.length);
    }
    stream.end();
  }

  /** Sends on another thread; the outcome is the exception that came, or null. */
  private static CompletableFuture<IOException> sendingMany(AnswerStream stream) {
    return CompletableFuture.supplyAsync(
        () -> {
          try (stream) {
            sendMany(stream);
            return null;
          } catch (IOException e) {
            return e;
          }
        });
  }

  @ParameterizedTest
  @MethodSource(KINDS)
  void messagesOfAllLengthsComeInOrderBesideOtherAnswers(TransportKind kind) throws Exception {
    try (DnsListeners listeners = bind(kind, handler, HOST);
        StreamClient client = new StreamClient(at(HOST, listeners))) {
      client.send(request(1, STREAM, 20));
      try (AnswerStream stream = take()) {
        byte[] echoed = client.ask(request(2, ScriptedHandler.ECHO, 20));
        assertEquals(2, ScriptedHandler.id(echoed));
        int[] lengths = {13, 65_535, 1, 65_533, 40_000, 30_000, 65_535, 2};
        for (int i = 0; i < lengths.length; i++) {
          byte[] padded = new byte[lengths[i] + 3];
          byte[] message = message(i, Math.max(13, lengths[i]));
          System.arraycopy(message, 0, padded, 3, lengths[i]);
          stream.send(padded, 3, lengths[i]);
        }
        CompletableFuture<Void> ended =
            CompletableFuture.runAsync(
                () -> {
                  try {
                    stream.end();
                  } catch (IOException e) {
                    throw new AssertionError(e);
                  }
                });
        for (int i = 0; i < lengths.length; i++) {
          byte[] expected = new byte[lengths[i]];
          System.arraycopy(message(i, Math.max(13, lengths[i])), 0, expected, 0, lengths[i]);
          assertArrayEquals(expected, client.receive());
        }
        ended.get();
      }
      assertEquals(3, ScriptedHandler.id(client.ask(request(3, ScriptedHandler.ECHO, 20))));
    }
  }

  @ParameterizedTest
  @MethodSource(KINDS)
  void waitsForAClientThatIsSlowAndSendsItEverything(TransportKind kind) throws Exception {
    try (DnsListeners listeners = bind(kind, handler, HOST);
        StreamClient client = new StreamClient(at(HOST, listeners), 4096)) {
      client.send(request(1, STREAM, 20));
      CompletableFuture<IOException> sending = sendingMany(take());
      byte[] expected = message(5, 16_384);
      for (int i = 0; i < MANY_MESSAGES; i++) {
        // The sender cannot be done while a client has this much to take.
        assertFalse(i < MANY_MESSAGES / 4 && sending.isDone());
        assertArrayEquals(expected, client.receive());
      }
      assertEquals(null, sending.get());
    }
  }

  @ParameterizedTest
  @MethodSource(KINDS)
  void countsAsOutstandingUntilItsEnd(TransportKind kind) throws Exception {
    TcpLimits one = new TcpLimits(100, 100, 1, 1 << 20, 60_000, 60_000, 60_000, 64);
    try (DnsListeners listeners = bind(settings(kind, 1, one, HOST), handler);
        StreamClient client = new StreamClient(at(HOST, listeners))) {
      client.send(request(1, STREAM, 20), request(2, ScriptedHandler.ECHO, 20));
      client.endOutput();
      try (AnswerStream stream = take()) {
        stream.send(message(1, 50), 0, 50);
        stream.send(message(1, 60), 0, 60);
        stream.end();
      }
      assertEquals(50, client.receive().length);
      assertEquals(60, client.receive().length);
      assertEquals(2, ScriptedHandler.id(client.receive()));
      assertTrue(client.isEnded());
    }
  }

  @ParameterizedTest
  @MethodSource(KINDS)
  void whatIsClosedBeforeItsEndEndsTheConnection(TransportKind kind) throws Exception {
    try (DnsListeners listeners = bind(kind, handler, HOST);
        StreamClient client = new StreamClient(at(HOST, listeners))) {
      client.send(request(1, STREAM, 20));
      AnswerStream stream = take();
      stream.send(message(1, 50), 0, 50);
      stream.close();
      assertTrue(client.isEnded());
      assertThrows(IllegalStateException.class, () -> stream.send(message(1, 50), 0, 50));
    }
  }

  @ParameterizedTest
  @MethodSource(KINDS)
  void tellsWhenTheClientHasGone(TransportKind kind) throws Exception {
    try (DnsListeners listeners = bind(kind, handler, HOST)) {
      CompletableFuture<IOException> sending;
      try (StreamClient client = new StreamClient(at(HOST, listeners), 4096)) {
        client.send(request(1, STREAM, 20));
        sending = sendingMany(take());
        client.receive();
      }
      assertTrue(String.valueOf(sending.get().getMessage()).contains("gone"));
    }
  }

  @ParameterizedTest
  @MethodSource(KINDS)
  void breaksOffWhenTheClientTakesNothing(TransportKind kind) throws Exception {
    limits = new StreamLimits(SHORT_MILLIS, 60_000);
    try (DnsListeners listeners = bind(kind, handler, HOST);
        StreamClient client = new StreamClient(at(HOST, listeners), 4096)) {
      client.send(request(1, STREAM, 20));
      assertEquals("the client takes nothing", sendingMany(take()).get().getMessage());
      awaitTotal(listeners, TransportCounter.TCP_CLOSED, 1);
      assertEquals(1, listeners.total(TransportCounter.TCP_WRITE_TIMEOUTS));
    }
  }

  @ParameterizedTest
  @MethodSource(KINDS)
  void breaksOffWhenItTakesTooLongInAll(TransportKind kind) throws Exception {
    limits = new StreamLimits(60_000, SHORT_MILLIS);
    try (DnsListeners listeners = bind(kind, handler, HOST);
        StreamClient client = new StreamClient(at(HOST, listeners), 4096)) {
      client.send(request(1, STREAM, 20));
      String why = sendingMany(take()).get().getMessage();
      assertEquals("the time for the whole answer is over", why);
      awaitTotal(listeners, TransportCounter.TCP_CLOSED, 1);
    }
  }

  /** The limit for other answers is shorter, and does not hold for these. */
  @ParameterizedTest
  @MethodSource(KINDS)
  void hasItsOwnLimitOfTime(TransportKind kind) throws Exception {
    TcpLimits hasty = new TcpLimits(100, 100, 100, 1 << 20, 60_000, 60_000, 1, 64);
    limits = new StreamLimits(4 * SHORT_MILLIS, 60_000);
    try (DnsListeners listeners = bind(settings(kind, 1, hasty, HOST), handler);
        StreamClient client = new StreamClient(at(HOST, listeners), 4096)) {
      client.send(request(1, STREAM, 20));
      long started = System.nanoTime();
      assertEquals("the client takes nothing", sendingMany(take()).get().getMessage());
      long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started);
      assertTrue(took >= 4 * SHORT_MILLIS, () -> "after " + took + " ms");
    }
  }

  @ParameterizedTest
  @MethodSource(KINDS)
  void serverThatClosesBreaksOff(TransportKind kind)
      throws IOException, InterruptedException, ExecutionException {
    CompletableFuture<IOException> sending;
    DnsListeners listeners = bind(settings(kind, 1, PATIENT, HOST), handler);
    try (StreamClient client = new StreamClient(at(HOST, listeners), 4096)) {
      client.send(request(1, STREAM, 20));
      sending = sendingMany(take());
      client.receive();
      listeners.close();
      assertTrue(String.valueOf(sending.get().getMessage()).contains("closing"));
    } finally {
      listeners.close();
    }
  }

  @ParameterizedTest
  @MethodSource(KINDS)
  void messagesHaveALength(TransportKind kind) throws Exception {
    try (DnsListeners listeners = bind(kind, handler, HOST);
        StreamClient client = new StreamClient(at(HOST, listeners))) {
      client.send(request(1, STREAM, 20));
      try (AnswerStream stream = take()) {
        byte[] octets = new byte[65_536];
        assertThrows(IllegalArgumentException.class, () -> stream.send(octets, 0, 0));
        assertThrows(IllegalArgumentException.class, () -> stream.send(octets, 0, 65_536));
      }
    }
  }

  private static void awaitTotal(DnsListeners listeners, TransportCounter counter, long value) {
    while (listeners.total(counter) < value) {
      Thread.onSpinWait();
    }
  }
}
