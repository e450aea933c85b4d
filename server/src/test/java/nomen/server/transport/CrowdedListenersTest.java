package nomen.server.transport;

import static nomen.server.transport.ScriptedHandler.request;
import static nomen.server.transport.TestListeners.at;
import static nomen.server.transport.TestListeners.bind;
import static nomen.server.transport.TestListeners.settings;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** More connections than there are places for, and more octets than there is memory for. */
@ExtendWith(LeakCheck.class)
@Timeout(60)
class CrowdedListenersTest {
  private static final String KINDS = "nomen.server.transport.TestListeners#kinds";
  private static final int PATIENT_MILLIS = 60_000;

  private final BlockingQueue<ScriptedHandler.Held> held = new LinkedBlockingQueue<>();
  private final ScriptedHandler handler = new ScriptedHandler(held);

  private static TcpLimits limits(int connections, int unsentOctets, long bufferedOctets) {
    return new TcpLimits(
        connections,
        100,
        100,
        unsentOctets,
        PATIENT_MILLIS,
        PATIENT_MILLIS,
        PATIENT_MILLIS,
        64,
        bufferedOctets);
  }

  private static void awaitTotal(DnsListeners listeners, TransportCounter counter, long value) {
    while (listeners.total(counter) < value) {
      Thread.onSpinWait();
    }
  }

  @ParameterizedTest
  @MethodSource(KINDS)
  void longestIdleConnectionGivesWay(TransportKind kind) throws IOException {
    try (DnsListeners listeners =
            bind(settings(kind, 1, limits(2, 1 << 20, 1 << 24), "127.0.0.1"), handler);
        StreamClient first = new StreamClient(at("127.0.0.1", listeners));
        StreamClient second = new StreamClient(at("127.0.0.1", listeners))) {
      first.ask(request(1, ScriptedHandler.ECHO, 20));
      second.ask(request(2, ScriptedHandler.ECHO, 20));
      first.ask(request(3, ScriptedHandler.ECHO, 20));
      try (StreamClient third = new StreamClient(at("127.0.0.1", listeners))) {
        assertEquals(4, ScriptedHandler.id(third.ask(request(4, ScriptedHandler.ECHO, 20))));
        assertTrue(second.isEnded());
        assertEquals(5, ScriptedHandler.id(first.ask(request(5, ScriptedHandler.ECHO, 20))));
      }
      assertEquals(1, listeners.total(TransportCounter.TCP_GAVE_WAY));
      assertEquals(0, listeners.total(TransportCounter.TCP_REFUSED_TOTAL));
    }
  }

  @ParameterizedTest
  @MethodSource(KINDS)
  void connectionsThatWaitForAnAnswerStay(TransportKind kind) throws Exception {
    try (DnsListeners listeners =
            bind(settings(kind, 1, limits(1, 1 << 20, 1 << 24), "127.0.0.1"), handler);
        StreamClient first = new StreamClient(at("127.0.0.1", listeners))) {
      first.send(request(1, ScriptedHandler.DEFER, 20));
      ScriptedHandler.Held request = ScriptedHandler.take(held);
      try (StreamClient second = new StreamClient(at("127.0.0.1", listeners))) {
        assertTrue(second.isEnded());
      }
      assertEquals(1, listeners.total(TransportCounter.TCP_REFUSED_TOTAL));
      request.echo();
      assertEquals(1, ScriptedHandler.id(first.receive()));
    }
  }

  @ParameterizedTest
  @MethodSource(KINDS)
  void strangersDoNotTakeAKnownClientsPlace(TransportKind kind) throws IOException {
    KnownClients known =
        new KnownClients() {
          @Override
          public boolean contains(ClientAddress address) {
            return address.toString().startsWith("127.0.0.1:");
          }

          @Override
          public boolean isEmpty() {
            return false;
          }
        };
    ListenerSettings plan = settings(kind, 1, limits(10, 1 << 20, 1 << 24), "0.0.0.0");
    List<StreamClient> strangers = new ArrayList<>();
    try (DnsListeners listeners =
            DnsListeners.bind(plan, loop -> handler, TransportClock.SYSTEM, known);
        StreamClient secondary = new StreamClient(at("127.0.0.1", listeners))) {
      secondary.ask(request(1, ScriptedHandler.ECHO, 20));
      for (int i = 0; i < 20; i++) {
        StreamClient stranger = StreamClient.from("127.0.0.2", at("127.0.0.1", listeners));
        strangers.add(stranger);
        stranger.ask(request(i, ScriptedHandler.ECHO, 20));
      }
      assertEquals(11, listeners.total(TransportCounter.TCP_GAVE_WAY));
      assertEquals(2, ScriptedHandler.id(secondary.ask(request(2, ScriptedHandler.ECHO, 20))));
    } finally {
      for (StreamClient stranger : strangers) {
        stranger.close();
      }
    }
  }

  @ParameterizedTest
  @MethodSource(KINDS)
  void unreadAnswersOfAllConnectionsAreBounded(TransportKind kind) throws IOException {
    long limit = 4 << 20;
    List<StreamClient> clients = new ArrayList<>();
    try (DnsListeners listeners =
        bind(settings(kind, 1, limits(100, 1 << 20, limit), "127.0.0.1"), handler)) {
      byte[][] requests = new byte[100][];
      for (int i = 0; i < requests.length; i++) {
        requests[i] = request(i, ScriptedHandler.ANSWER_MAX, 20);
      }
      for (int i = 0; i < 12; i++) {
        StreamClient client = new StreamClient(at("127.0.0.1", listeners), 4_096);
        clients.add(client);
        client.send(requests);
      }
      awaitTotal(listeners, TransportCounter.TCP_SHED, 1);
      try (StreamClient reader = new StreamClient(at("127.0.0.1", listeners))) {
        assertEquals(7, ScriptedHandler.id(reader.ask(request(7, ScriptedHandler.ECHO, 20))));
      }
      assertTrue(listeners.bufferedOctets() <= limit + (1 << 20));
    } finally {
      for (StreamClient client : clients) {
        client.close();
      }
    }
  }

  @ParameterizedTest
  @MethodSource(KINDS)
  void incompleteRequestsOfAllConnectionsAreBounded(TransportKind kind) throws IOException {
    List<StreamClient> clients = new ArrayList<>();
    try (DnsListeners listeners =
        bind(settings(kind, 2, limits(100, 1 << 20, 1 << 20), "127.0.0.1"), handler)) {
      byte[] most = new byte[60_000];
      most[0] = (byte) 0xff;
      for (int i = 0; i < 40; i++) {
        StreamClient client = new StreamClient(at("127.0.0.1", listeners));
        clients.add(client);
        client.sendOctets(most, 0, most.length);
      }
      awaitTotal(listeners, TransportCounter.TCP_SHED, 1);
    } finally {
      for (StreamClient client : clients) {
        client.close();
      }
    }
  }

  @ParameterizedTest
  @MethodSource(KINDS)
  void closedConnectionsHoldNothing(TransportKind kind) throws IOException {
    try (DnsListeners listeners =
        bind(settings(kind, 1, limits(100, 1 << 20, 1 << 24), "127.0.0.1"), handler)) {
      try (StreamClient client = new StreamClient(at("127.0.0.1", listeners), 4_096)) {
        byte[] request = request(1, ScriptedHandler.ANSWER_MAX, 20);
        for (int i = 0; i < 100; i++) {
          client.send(request);
        }
        while (listeners.bufferedOctets() == 0) {
          Thread.onSpinWait();
        }
      }
      awaitTotal(listeners, TransportCounter.TCP_CLOSED, 1);
      assertEquals(0, listeners.bufferedOctets());
    }
  }

  /** A datagram that waits is seen before all that connections ask for at once. */
  @Test
  void datagramsDoNotWaitForAllStreams() throws Exception {
    CountDownLatch allSent = new CountDownLatch(1);
    AtomicInteger streamed = new AtomicInteger();
    AtomicInteger before = new AtomicInteger(-1);
    RequestHandler counting =
        exchange -> {
          if (exchange.transport() == Transport.UDP) {
            before.set(streamed.get());
          } else if (streamed.incrementAndGet() == 1) {
            try {
              allSent.await();
            } catch (InterruptedException e) {
              throw new IllegalStateException(e);
            }
          }
          return handler.handle(exchange);
        };
    List<StreamClient> clients = new ArrayList<>();
    TransportKind kind = TransportKind.best();
    try (DnsListeners listeners =
            bind(settings(kind, 1, limits(100, 1 << 20, 1 << 28), "127.0.0.1"), counting);
        DatagramSocket datagrams = new DatagramSocket()) {
      InetSocketAddress server = at("127.0.0.1", listeners);
      byte[] request = request(1, ScriptedHandler.ANSWER_MAX, 20);
      for (int i = 0; i < 30; i++) {
        clients.add(new StreamClient(server, 4_096));
      }
      for (StreamClient client : clients) {
        for (int i = 0; i < 20; i++) {
          client.send(request);
        }
      }
      byte[] asked = request(2, ScriptedHandler.ECHO, 20);
      datagrams.send(
          new DatagramPacket(
              asked, asked.length, InetAddress.getLoopbackAddress(), server.getPort()));
      allSent.countDown();
      DatagramPacket answer = new DatagramPacket(new byte[100], 100);
      datagrams.receive(answer);
      asked[2] |= (byte) 0x80;
      assertArrayEquals(asked, java.util.Arrays.copyOf(answer.getData(), answer.getLength()));
      int answersOfATurn =
          1 + StreamTurns.TURN_OCTETS / (Exchange.MAX_MESSAGE_OCTETS + StreamTurns.ANSWER_OCTETS);
      assertTrue(before.get() <= 3 * answersOfATurn, () -> before.get() + " answers came first");
    } finally {
      allSent.countDown();
      for (StreamClient client : clients) {
        client.close();
      }
    }
  }
}
