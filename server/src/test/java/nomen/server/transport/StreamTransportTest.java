package nomen.server.transport;

import static nomen.server.transport.ScriptedHandler.request;
import static nomen.server.transport.TestListeners.PATIENT;
import static nomen.server.transport.TestListeners.at;
import static nomen.server.transport.TestListeners.bind;
import static nomen.server.transport.TestListeners.settings;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** RFC 7766 over real sockets. */
@ExtendWith(LeakCheck.class)
@Timeout(60)
class StreamTransportTest {
  private static final String KINDS = "nomen.server.transport.TestListeners#kinds";
  private static final int SHORT_MILLIS = 150;

  private final BlockingQueue<ScriptedHandler.Held> held = new LinkedBlockingQueue<>();
  private final ScriptedHandler handler = new ScriptedHandler(held);

  private static byte[] answerTo(byte[] request) {
    byte[] answer = request.clone();
    answer[2] |= (byte) 0x80;
    return answer;
  }

  private static void awaitTotal(DnsListeners listeners, TransportCounter counter, long value) {
    while (listeners.total(counter) < value) {
      Thread.onSpinWait();
    }
  }

  // Section 6.2.1: connection reuse and pipelining; section 8: TCP message length field.

  @ParameterizedTest
  @MethodSource(KINDS)
  void answersManyRequestsOfOneConnectionOverIpv4AndIpv6(TransportKind kind) throws IOException {
    for (String host : new String[] {"127.0.0.1", "::1"}) {
      try (DnsListeners listeners = bind(kind, handler, host);
          StreamClient client = new StreamClient(at(host, listeners))) {
        for (int id = 0; id < 10; id++) {
          byte[] request = request(id, ScriptedHandler.ECHO, 20 + id);
          assertArrayEquals(answerTo(request), client.ask(request));
        }
        byte[][] pipelined = new byte[300][];
        for (int i = 0; i < pipelined.length; i++) {
          pipelined[i] = request(i, ScriptedHandler.ECHO, 13 + i);
        }
        client.send(pipelined);
        for (byte[] request : pipelined) {
          assertArrayEquals(answerTo(request), client.receive());
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource(KINDS)
  void takesAndSendsTheLongestMessage(TransportKind kind) throws IOException {
    try (DnsListeners listeners = bind(kind, handler, "127.0.0.1");
        StreamClient client = new StreamClient(at("127.0.0.1", listeners))) {
      byte[] longest = request(9, ScriptedHandler.ECHO, Exchange.MAX_MESSAGE_OCTETS);
      byte[] small = request(10, ScriptedHandler.ECHO, 13);
      client.send(small, longest, small);
      assertArrayEquals(answerTo(small), client.receive());
      assertArrayEquals(answerTo(longest), client.receive());
      assertArrayEquals(answerTo(small), client.receive());
    }
  }

  @ParameterizedTest
  @MethodSource(KINDS)
  void putsTogetherMessagesThatComeInAnyPieces(TransportKind kind) throws IOException {
    try (DnsListeners listeners = bind(kind, handler, "127.0.0.1");
        StreamClient client = new StreamClient(at("127.0.0.1", listeners))) {
      byte[] request = request(1, ScriptedHandler.ECHO, 40);
      byte[] frame = StreamClient.frame(request);
      for (int cut = 1; cut < frame.length; cut++) {
        client.sendOctets(frame, 0, cut);
        client.sendOctets(frame, cut, frame.length - cut);
        assertArrayEquals(answerTo(request), client.receive());
      }
      for (int i = 0; i < frame.length; i++) {
        client.sendOctets(frame, i, 1);
      }
      assertArrayEquals(answerTo(request), client.receive());
    }
  }

  // Section 7: answers in any order.

  @ParameterizedTest
  @MethodSource(KINDS)
  void answersInTheOrderInWhichAnswersAreReady(TransportKind kind) throws Exception {
    try (DnsListeners listeners = bind(kind, handler, "127.0.0.1");
        StreamClient client = new StreamClient(at("127.0.0.1", listeners))) {
      client.send(
          request(1, ScriptedHandler.DEFER, 20),
          request(2, ScriptedHandler.DEFER, 21),
          request(3, ScriptedHandler.STAY_SILENT, 22),
          request(4, ScriptedHandler.ECHO, 23));
      assertEquals(4, ScriptedHandler.id(client.receive()));
      ScriptedHandler.Held one = ScriptedHandler.take(held);
      ScriptedHandler.take(held).echo();
      assertEquals(2, ScriptedHandler.id(client.receive()));
      one.echo();
      assertEquals(1, ScriptedHandler.id(client.receive()));
    }
  }

  @ParameterizedTest
  @MethodSource(KINDS)
  void aFailureOfTheHandlerCostsOneAnswerOnly(TransportKind kind) throws IOException {
    try (DnsListeners listeners = bind(kind, handler, "127.0.0.1");
        StreamClient client = new StreamClient(at("127.0.0.1", listeners))) {
      client.send(
          request(1, ScriptedHandler.THROW, 20),
          request(2, ScriptedHandler.BAD_LENGTH, 20),
          request(3, ScriptedHandler.ECHO, 20));
      assertEquals(3, ScriptedHandler.id(client.receive()));
      assertEquals(2, listeners.total(TransportCounter.HANDLER_FAILURES));
    }
  }

  @ParameterizedTest
  @MethodSource(KINDS)
  void endsAStreamWhoseMessageIsShorterThanAHeader(TransportKind kind) throws IOException {
    try (DnsListeners listeners = bind(kind, handler, "127.0.0.1");
        StreamClient client = new StreamClient(at("127.0.0.1", listeners))) {
      client.send(new byte[11]);
      assertTrue(client.isEnded());
      assertEquals(1, listeners.total(TransportCounter.TCP_BAD_FRAMES));
    }
  }

  @ParameterizedTest
  @MethodSource(KINDS)
  void answersEverythingAfterTheClientHasEndedItsSide(TransportKind kind) throws Exception {
    try (DnsListeners listeners = bind(kind, handler, "127.0.0.1");
        StreamClient client = new StreamClient(at("127.0.0.1", listeners))) {
      client.send(request(1, ScriptedHandler.DEFER, 20), request(2, ScriptedHandler.ECHO, 20));
      client.endOutput();
      assertEquals(2, ScriptedHandler.id(client.receive()));
      ScriptedHandler.take(held).echo();
      assertEquals(1, ScriptedHandler.id(client.receive()));
      assertTrue(client.isEnded());
      awaitTotal(listeners, TransportCounter.TCP_CLOSED, 1);
    }
  }

  // Section 6.2.3 and section 10: limits.

  @ParameterizedTest
  @MethodSource(KINDS)
  void holdsBackAClientWithTooManyOutstandingRequests(TransportKind kind) throws Exception {
    TcpLimits limits = new TcpLimits(9, 9, 3, 1 << 20, 60_000, 60_000, 60_000, 9);
    try (DnsListeners listeners = bind(settings(kind, 1, limits, "127.0.0.1"), handler);
        StreamClient client = new StreamClient(at("127.0.0.1", listeners))) {
      byte[][] requests = new byte[8][];
      for (int i = 0; i < requests.length; i++) {
        requests[i] = request(i, ScriptedHandler.DEFER, 20);
      }
      client.send(requests);
      List<ScriptedHandler.Held> taken = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        taken.add(ScriptedHandler.take(held));
      }
      assertEquals(3, listeners.total(TransportCounter.TCP_RECEIVED));
      assertNull(held.poll());
      for (int next = 3; next < requests.length; next++) {
        taken.removeFirst().echo();
        taken.add(ScriptedHandler.take(held));
        assertEquals(next - 3, ScriptedHandler.id(client.receive()));
      }
      taken.removeFirst().answer.drop();
      client.send(request(99, ScriptedHandler.ECHO, 20));
      assertEquals(99, ScriptedHandler.id(client.receive()));
      taken.forEach(late -> late.answer.drop());
    }
  }

  @ParameterizedTest
  @MethodSource(KINDS)
  void turnsAwayConnectionsAboveTheLimits(TransportKind kind) throws IOException {
    TcpLimits limits = new TcpLimits(3, 2, 9, 1 << 20, 60_000, 60_000, 60_000, 9);
    try (DnsListeners listeners = bind(settings(kind, 1, limits, "0.0.0.0"), handler)) {
      InetSocketAddress server = at("127.0.0.1", listeners);
      byte[] request = request(1, ScriptedHandler.ECHO, 20);
      try (StreamClient first = new StreamClient(server);
          StreamClient second = new StreamClient(server)) {
        first.ask(request);
        second.ask(request);
        try (StreamClient third = new StreamClient(server)) {
          assertTrue(third.isEnded());
        }
        assertEquals(1, listeners.total(TransportCounter.TCP_REFUSED_CLIENT));
      }
      awaitTotal(listeners, TransportCounter.TCP_CLOSED, 2);
      try (StreamClient again = new StreamClient(server)) {
        assertArrayEquals(answerTo(request), again.ask(request));
      }
    }
  }

  @ParameterizedTest
  @MethodSource(KINDS)
  void endsConnectionsThatAskNothing(TransportKind kind) throws IOException {
    TcpLimits limits = new TcpLimits(9, 9, 9, 1 << 20, SHORT_MILLIS, 60_000, 60_000, 9);
    HeldClock clock = new HeldClock();
    try (DnsListeners listeners = bind(settings(kind, 1, limits, "127.0.0.1"), handler, clock);
        StreamClient client = new StreamClient(at("127.0.0.1", listeners))) {
      client.ask(request(1, ScriptedHandler.ECHO, 20));
      clock.go();
      assertTrue(client.isEnded());
      assertEquals(1, listeners.total(TransportCounter.TCP_IDLE_TIMEOUTS));
    }
  }

  @ParameterizedTest
  @MethodSource(KINDS)
  void doesNotCallAConnectionIdleThatWaitsForItsAnswer(TransportKind kind) throws Exception {
    TcpLimits limits = new TcpLimits(9, 9, 9, 1 << 20, SHORT_MILLIS, 60_000, 60_000, 9);
    HeldClock clock = new HeldClock();
    try (DnsListeners listeners = bind(settings(kind, 1, limits, "127.0.0.1"), handler, clock);
        StreamClient waiting = new StreamClient(at("127.0.0.1", listeners));
        StreamClient idle = new StreamClient(at("127.0.0.1", listeners))) {
      waiting.send(request(1, ScriptedHandler.DEFER, 20));
      ScriptedHandler.Held request = ScriptedHandler.take(held);
      idle.ask(request(2, ScriptedHandler.ECHO, 20));
      clock.go();
      // The idle one began to be idle later than the waiting one, and ends first.
      assertTrue(idle.isEnded());
      request.echo();
      assertEquals(1, ScriptedHandler.id(waiting.receive()));
      assertTrue(waiting.isEnded());
    }
  }

  @ParameterizedTest
  @MethodSource(KINDS)
  void endsConnectionsWhoseMessageNeverGetsWhole(TransportKind kind) throws IOException {
    TcpLimits limits = new TcpLimits(9, 9, 9, 1 << 20, 60_000, SHORT_MILLIS, 60_000, 9);
    try (DnsListeners listeners = bind(settings(kind, 1, limits, "127.0.0.1"), handler);
        StreamClient client = new StreamClient(at("127.0.0.1", listeners))) {
      client.sendOctets(new byte[] {(byte) 0xff, (byte) 0xff, 0, 0, 0}, 0, 5);
      assertTrue(client.isEnded());
      assertEquals(1, listeners.total(TransportCounter.TCP_REQUEST_TIMEOUTS));
    }
  }

  @ParameterizedTest
  @MethodSource(KINDS)
  void endsConnectionsThatDoNotTakeTheirAnswers(TransportKind kind) throws IOException {
    TcpLimits limits = new TcpLimits(9, 9, 9, 1 << 18, 60_000, 60_000, SHORT_MILLIS, 9);
    try (DnsListeners listeners = bind(settings(kind, 1, limits, "127.0.0.1"), handler);
        StreamClient client = new StreamClient(at("127.0.0.1", listeners), 4_096)) {
      byte[][] requests = new byte[1_000][];
      Arrays.fill(requests, request(1, ScriptedHandler.ANSWER_MAX, 20));
      client.send(requests);
      awaitTotal(listeners, TransportCounter.TCP_CLOSED, 1);
      assertEquals(1, listeners.total(TransportCounter.TCP_WRITE_TIMEOUTS));
      // It was held back, too: the answers that were made fit the buffers, not the requests.
      assertTrue(listeners.total(TransportCounter.TCP_RECEIVED) < 500);
    }
  }

  @ParameterizedTest
  @MethodSource(KINDS)
  void slowReadersGetEverythingInTheEnd(TransportKind kind) throws IOException {
    TcpLimits limits = new TcpLimits(9, 9, 9, 1 << 17, 60_000, 60_000, 60_000, 9);
    try (DnsListeners listeners = bind(settings(kind, 1, limits, "127.0.0.1"), handler);
        StreamClient client = new StreamClient(at("127.0.0.1", listeners), 4_096)) {
      int count = 200;
      for (int i = 0; i < count; i++) {
        client.send(request(i, ScriptedHandler.ANSWER_MAX, 20));
      }
      for (int i = 0; i < count; i++) {
        byte[] answer = client.receive();
        assertEquals(Exchange.MAX_MESSAGE_OCTETS, answer.length);
        assertEquals(i, ScriptedHandler.id(answer));
      }
    }
  }

  // Closing.

  @ParameterizedTest
  @MethodSource(KINDS)
  void closingLetsAnswersOnTheirWayGoOut(TransportKind kind) throws Exception {
    ListenerSettings hasty = settings(kind, 1, PATIENT, "127.0.0.1");
    ListenerSettings patient =
        new ListenerSettings(hasty.addresses(), 1, kind, hasty.udp(), hasty.tcp(), 60_000);
    DnsListeners listeners = bind(patient, handler);
    try (StreamClient client = new StreamClient(at("127.0.0.1", listeners));
        StreamClient idle = new StreamClient(at("127.0.0.1", listeners))) {
      client.send(request(1, ScriptedHandler.DEFER, 20));
      ScriptedHandler.Held request = ScriptedHandler.take(held);
      idle.ask(request(2, ScriptedHandler.ECHO, 20));
      Thread closing = Thread.ofPlatform().start(listeners::close);
      assertTrue(idle.isEnded());
      request.echo();
      assertEquals(1, ScriptedHandler.id(client.receive()));
      assertTrue(client.isEnded());
      closing.join();
    }
  }

  @ParameterizedTest
  @MethodSource(KINDS)
  void closingDoesNotWaitForEver(TransportKind kind) throws Exception {
    ListenerSettings patient = settings(kind, 1, PATIENT, "127.0.0.1");
    ListenerSettings hasty =
        new ListenerSettings(
            patient.addresses(), 1, kind, patient.udp(), patient.tcp(), SHORT_MILLIS);
    DnsListeners listeners = bind(hasty, handler);
    try (StreamClient client = new StreamClient(at("127.0.0.1", listeners))) {
      client.send(request(1, ScriptedHandler.DEFER, 20));
      ScriptedHandler.Held never = ScriptedHandler.take(held);
      listeners.close();
      assertTrue(client.isEnded());
      never.echo();
    }
  }
}
