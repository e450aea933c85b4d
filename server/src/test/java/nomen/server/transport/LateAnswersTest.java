package nomen.server.transport;

import static nomen.server.transport.TestListeners.PATIENT;
import static nomen.server.transport.TestListeners.at;
import static nomen.server.transport.TestListeners.settings;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Answers that come later, sent on the loop's own thread: alone, and many together. */
@ExtendWith(LeakCheck.class)
class LateAnswersTest {
  private static final String KINDS = "nomen.server.transport.TestListeners#kinds";
  private static final int PAIRS = 200;

  private static byte[] answerTo(byte[] request) {
    byte[] answer = request.clone();
    answer[2] |= (byte) 0x80;
    return answer;
  }

  /** Answers every request by the handler of the next one, from inside it. */
  private static final class OneBehind implements RequestHandler {
    private final Queue<Runnable> waiting = new ArrayDeque<>();

    @Override
    public int handle(Exchange exchange) {
      byte[] request = Arrays.copyOf(exchange.request(), exchange.requestLength());
      Runnable before = waiting.poll();
      if (before != null) {
        before.run();
        // Whatever the answer has set in motion, the request at hand is the same.
        if (!Arrays.equals(request, Arrays.copyOf(exchange.request(), exchange.requestLength()))) {
          throw new AssertionError("the request was overwritten");
        }
      }
      DeferredAnswer answer = exchange.defer();
      byte[] octets = answerTo(request);
      waiting.add(() -> answer.send(octets, 0, octets.length));
      return DEFERRED;
    }
  }

  @ParameterizedTest
  @MethodSource(KINDS)
  void anAnswerFromInsideAHandlerDoesNotDisturbTheRequestAtHand(TransportKind kind)
      throws IOException {
    // One request at a time: an answer makes its connection take the next one.
    TcpLimits narrow = new TcpLimits(100, 100, 1, 1 << 20, 60_000, 60_000, 60_000, 64);
    OneBehind handler = new OneBehind();
    try (DnsListeners listeners =
            TestListeners.bind(settings(kind, 1, narrow, "127.0.0.1"), handler);
        StreamClient one = new StreamClient(at("127.0.0.1", listeners));
        StreamClient two = new StreamClient(at("127.0.0.1", listeners))) {
      for (int i = 0; i < PAIRS; i++) {
        one.send(ScriptedHandler.request(i, ScriptedHandler.ECHO, 20 + i));
        two.send(ScriptedHandler.request(1000 + i, ScriptedHandler.ECHO, 300 - i));
      }
      for (int i = 0; i < PAIRS - 1; i++) {
        assertArrayEquals(
            answerTo(ScriptedHandler.request(i, ScriptedHandler.ECHO, 20 + i)), one.receive());
        assertArrayEquals(
            answerTo(ScriptedHandler.request(1000 + i, ScriptedHandler.ECHO, 300 - i)),
            two.receive());
      }
      assertEquals(0, listeners.total(TransportCounter.HANDLER_FAILURES));
      assertEquals(0, listeners.total(TransportCounter.TRANSPORT_FAILURES));
    }
  }

  /** Keeps answers until there are as many as wanted, then sends all in one task of the loop. */
  private static final class Together implements RequestHandler {
    private final LoopContext loop;
    private final int wanted;
    private final List<Runnable> waiting = new ArrayList<>();

    Together(LoopContext loop, int wanted) {
      this.loop = loop;
      this.wanted = wanted;
    }

    @Override
    public int handle(Exchange exchange) {
      byte[] octets = answerTo(Arrays.copyOf(exchange.request(), exchange.requestLength()));
      DeferredAnswer answer = exchange.defer();
      waiting.add(() -> answer.send(octets, 0, octets.length));
      if (waiting.size() == wanted) {
        List<Runnable> all = List.copyOf(waiting);
        waiting.clear();
        assertTrue(loop.execute(() -> all.forEach(Runnable::run)));
      }
      return DEFERRED;
    }
  }

  @ParameterizedTest
  @MethodSource(KINDS)
  void answersOfOneTaskAllArrive(TransportKind kind) throws IOException {
    int count = 150;
    ListenerSettings plan = settings(kind, 1, PATIENT, "127.0.0.1");
    try (DnsListeners listeners =
            DnsListeners.bind(plan, loop -> new Together(loop, count), TransportClock.SYSTEM);
        java.net.DatagramSocket socket = new java.net.DatagramSocket();
        StreamClient stream = new StreamClient(at("127.0.0.1", listeners))) {
      socket.setSoTimeout(10_000);
      socket.connect(at("127.0.0.1", listeners));
      boolean[] seen = new boolean[count];
      for (int i = 0; i < count - 50; i++) {
        // Of several lengths: answers that go as segments of one message are equally long.
        byte[] request = ScriptedHandler.request(i, ScriptedHandler.ECHO, 20 + i % 3);
        socket.send(new java.net.DatagramPacket(request, request.length));
      }
      for (int i = 0; i < 50; i++) {
        stream.send(ScriptedHandler.request(1000 + i, ScriptedHandler.ECHO, 20));
      }
      for (int i = 0; i < 50; i++) {
        assertEquals(1000 + i, ScriptedHandler.id(stream.receive()));
      }
      for (int i = 0; i < count - 50; i++) {
        java.net.DatagramPacket packet = new java.net.DatagramPacket(new byte[512], 512);
        socket.receive(packet);
        byte[] answer = Arrays.copyOf(packet.getData(), packet.getLength());
        int id = ScriptedHandler.id(answer);
        byte[] request = ScriptedHandler.request(id, ScriptedHandler.ECHO, 20 + id % 3);
        assertArrayEquals(answerTo(request), answer);
        assertTrue(!seen[id], "twice: " + id);
        seen[id] = true;
      }
    }
  }

  @ParameterizedTest
  @MethodSource(KINDS)
  void aLoopThatHasEndedTakesNoTask(TransportKind kind) throws Exception {
    CompletableFuture<LoopContext> context = new CompletableFuture<>();
    ListenerSettings plan = settings(kind, 1, PATIENT, "127.0.0.1");
    DnsListeners listeners =
        DnsListeners.bind(
            plan,
            loop -> {
              context.complete(loop);
              return exchange -> RequestHandler.NO_ANSWER;
            },
            TransportClock.SYSTEM);
    CompletableFuture<Void> ran = new CompletableFuture<>();
    assertTrue(context.get().execute(() -> ran.complete(null)));
    ran.get(10, TimeUnit.SECONDS);
    listeners.close();
    assertEquals(false, context.get().execute(() -> {}));
  }
}
