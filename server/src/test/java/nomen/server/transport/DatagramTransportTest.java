package nomen.server.transport;

import static nomen.server.transport.ScriptedHandler.request;
import static nomen.server.transport.TestListeners.at;
import static nomen.server.transport.TestListeners.bind;
import static nomen.server.transport.TestListeners.numeric;
import static nomen.server.transport.TestListeners.settings;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** RFC 1035 section 4.2.1 over real sockets, for every way to the network that works here. */
@ExtendWith(LeakCheck.class)
@Timeout(60)
class DatagramTransportTest {
  private static final String KINDS = "nomen.server.transport.TestListeners#kinds";

  /** The most that fits an IPv4 datagram: 65,535 less the IP and UDP headers. */
  private static final int MAX_IPV4_PAYLOAD = 65_507;

  private final BlockingQueue<ScriptedHandler.Held> held = new LinkedBlockingQueue<>();
  private final ScriptedHandler handler = new ScriptedHandler(held);

  private static DatagramSocket client(String host) throws IOException {
    DatagramSocket socket = new DatagramSocket(new InetSocketAddress(numeric(host), 0));
    socket.setSoTimeout(10_000);
    socket.setReceiveBufferSize(4 << 20);
    return socket;
  }

  private static void send(DatagramSocket client, byte[] octets, SocketAddress to)
      throws IOException {
    client.send(new DatagramPacket(octets, octets.length, to));
  }

  private static DatagramPacket receive(DatagramSocket client) throws IOException {
    DatagramPacket packet = new DatagramPacket(new byte[65_536], 65_536);
    client.receive(packet);
    return packet;
  }

  private static byte[] octets(DatagramPacket packet) {
    return Arrays.copyOf(packet.getData(), packet.getLength());
  }

  private static byte[] ask(DatagramSocket client, byte[] octets, SocketAddress to)
      throws IOException {
    send(client, octets, to);
    return octets(receive(client));
  }

  private static byte[] answerTo(byte[] request) {
    byte[] answer = request.clone();
    answer[2] |= (byte) 0x80;
    return answer;
  }

  @ParameterizedTest
  @MethodSource(KINDS)
  void answersOverIpv4AndIpv6(TransportKind kind) throws IOException {
    for (String host : new String[] {"127.0.0.1", "::1"}) {
      try (DnsListeners listeners = bind(kind, handler, host);
          DatagramSocket client = client(host)) {
        byte[] request = request(7, ScriptedHandler.ECHO, 40);
        assertArrayEquals(answerTo(request), ask(client, request, at(host, listeners)));
        byte[] says = ask(client, request(8, ScriptedHandler.SAY_CLIENT, 13), at(host, listeners));
        String written = host.equals("::1") ? "[::1]:" : "127.0.0.1:";
        assertEquals(
            written + client.getLocalPort(),
            new String(says, 13, says.length - 13, StandardCharsets.UTF_8));
      }
    }
  }

  @ParameterizedTest
  @MethodSource(KINDS)
  void takesAndSendsTheLargestDatagram(TransportKind kind) throws IOException {
    try (DnsListeners listeners = bind(kind, handler, "127.0.0.1");
        DatagramSocket client = client("127.0.0.1")) {
      byte[] request = request(1, ScriptedHandler.ECHO, MAX_IPV4_PAYLOAD);
      assertArrayEquals(answerTo(request), ask(client, request, at("127.0.0.1", listeners)));
      byte[] small = request(2, ScriptedHandler.ECHO, 13);
      assertArrayEquals(answerTo(small), ask(client, small, at("127.0.0.1", listeners)));
    }
  }

  @ParameterizedTest
  @MethodSource(KINDS)
  void survivesHandlersThatThrowAndRequestsOfNoLength(TransportKind kind) throws IOException {
    try (DnsListeners listeners = bind(kind, handler, "127.0.0.1");
        DatagramSocket client = client("127.0.0.1")) {
      SocketAddress server = at("127.0.0.1", listeners);
      send(client, new byte[0], server);
      send(client, request(1, ScriptedHandler.THROW, 20), server);
      send(client, request(2, ScriptedHandler.BAD_LENGTH, 20), server);
      send(client, request(3, ScriptedHandler.STAY_SILENT, 20), server);
      // An answer too long for a datagram is the kernel's to refuse; its neighbours are sent.
      send(client, request(4, ScriptedHandler.ANSWER_MAX, 20), server);
      byte[] good = request(5, ScriptedHandler.ECHO, 20);
      assertArrayEquals(answerTo(good), ask(client, good, server));
      assertEquals(2, listeners.total(TransportCounter.HANDLER_FAILURES));
      assertEquals(2, listeners.total(TransportCounter.NO_ANSWER));
      assertEquals(1, listeners.total(TransportCounter.UDP_DROPPED_SEND_ERROR));
      assertEquals(6, listeners.total(TransportCounter.UDP_RECEIVED));
      assertEquals(0, listeners.total(TransportCounter.TRANSPORT_FAILURES));
    }
  }

  @ParameterizedTest
  @MethodSource(KINDS)
  void answersEveryDatagramOfAFlood(TransportKind kind) throws IOException {
    int count = 2_000;
    try (DnsListeners listeners =
            bind(settings(kind, 2, TestListeners.PATIENT, "127.0.0.1"), handler);
        DatagramSocket client = client("127.0.0.1")) {
      SocketAddress server = at("127.0.0.1", listeners);
      BitSet answered = new BitSet();
      for (int sent = 0; sent < count; ) {
        for (int i = 0; i < 200; i++) {
          send(client, request(sent++, ScriptedHandler.ECHO, 13 + sent % 100), server);
        }
        for (int i = 0; i < 200; i++) {
          byte[] answer = octets(receive(client));
          int id = ScriptedHandler.id(answer);
          assertArrayEquals(
              answerTo(request(id, ScriptedHandler.ECHO, 13 + (id + 1) % 100)), answer);
          answered.set(id);
        }
      }
      assertEquals(count, answered.cardinality());
    }
  }

  @ParameterizedTest
  @MethodSource(KINDS)
  void answersLaterFromAnotherThread(TransportKind kind) throws Exception {
    try (DnsListeners listeners = bind(kind, handler, "127.0.0.1");
        DatagramSocket first = client("127.0.0.1");
        DatagramSocket second = client("127.0.0.1")) {
      SocketAddress server = at("127.0.0.1", listeners);
      send(first, request(1, ScriptedHandler.DEFER, 30), server);
      ScriptedHandler.Held one = ScriptedHandler.take(held);
      send(second, request(2, ScriptedHandler.DEFER, 50), server);
      ScriptedHandler.Held two = ScriptedHandler.take(held);
      two.echo();
      assertArrayEquals(answerTo(two.request), octets(receive(second)));
      one.echo();
      assertArrayEquals(answerTo(one.request), octets(receive(first)));
      assertThrows(IllegalStateException.class, one::echo);
      assertThrows(IllegalStateException.class, two.answer::drop);
      assertEquals(2, listeners.total(TransportCounter.DEFERRED));
    }
  }

  @ParameterizedTest
  @MethodSource(KINDS)
  void manyLaterAnswersAtOnceAllArrive(TransportKind kind) throws Exception {
    // So many small answers fit the buffer that a socket has at least.
    int count = 250;
    try (DnsListeners listeners = bind(kind, handler, "127.0.0.1");
        DatagramSocket client = client("127.0.0.1")) {
      SocketAddress server = at("127.0.0.1", listeners);
      List<ScriptedHandler.Held> waiting = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        send(client, request(i, ScriptedHandler.DEFER, 30 + i % 50), server);
        waiting.add(ScriptedHandler.take(held));
      }
      waiting.forEach(ScriptedHandler.Held::echo);
      BitSet answered = new BitSet();
      for (int i = 0; i < count; i++) {
        byte[] answer = octets(receive(client));
        int id = ScriptedHandler.id(answer);
        assertArrayEquals(answerTo(request(id, ScriptedHandler.DEFER, 30 + id % 50)), answer);
        answered.set(id);
      }
      assertEquals(count, answered.cardinality());
    }
  }

  @ParameterizedTest
  @MethodSource(KINDS)
  void answersThatComeAfterTheEndAreDropped(TransportKind kind) throws Exception {
    ScriptedHandler.Held late;
    try (DnsListeners listeners = bind(kind, handler, "127.0.0.1");
        DatagramSocket client = client("127.0.0.1")) {
      send(client, request(1, ScriptedHandler.DEFER, 30), at("127.0.0.1", listeners));
      late = ScriptedHandler.take(held);
    }
    late.echo();
    assertThrows(IllegalStateException.class, late::echo);
  }

  @ParameterizedTest
  @MethodSource(KINDS)
  void closesUnderLoad(TransportKind kind) throws Exception {
    DnsListeners listeners = bind(settings(kind, 2, TestListeners.PATIENT, "127.0.0.1"), handler);
    SocketAddress server = at("127.0.0.1", listeners);
    Thread flood =
        Thread.ofPlatform()
            .start(
                () -> {
                  try (DatagramSocket client = client("127.0.0.1")) {
                    for (int i = 0; !Thread.currentThread().isInterrupted(); i++) {
                      send(client, request(i & 0xffff, ScriptedHandler.ECHO, 40), server);
                    }
                  } catch (IOException e) {
                    throw new AssertionError(e);
                  }
                });
    try {
      while (listeners.total(TransportCounter.UDP_ANSWERED) < 1_000) {
        Thread.onSpinWait();
      }
      listeners.close();
    } finally {
      flood.interrupt();
      flood.join();
    }
    assertEquals(0, listeners.total(TransportCounter.TRANSPORT_FAILURES));
    // The port is free again.
    new DatagramSocket(server).close();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void answersFromTheAddressThatWasAsked() throws Exception {
    for (String wildcard : new String[] {"0.0.0.0", "::"}) {
      boolean ipv6 = wildcard.equals("::");
      try (DnsListeners listeners = bind(TransportKind.LINUX_BATCH, handler, wildcard);
          DatagramSocket client = client(wildcard)) {
        for (String host : ipv6 ? new String[] {"::1"} : new String[] {"127.0.0.2", "127.9.8.7"}) {
          InetAddress asked = numeric(host);
          send(client, request(1, ScriptedHandler.ECHO, 20), at(host, listeners));
          assertEquals(asked, receive(client).getAddress());
          send(client, request(2, ScriptedHandler.DEFER, 20), at(host, listeners));
          ScriptedHandler.take(held).echo();
          assertEquals(asked, receive(client).getAddress(), "of a later answer");
        }
      }
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void bothWildcardAddressesCanBeServedOnOnePort() throws Exception {
    try (DnsListeners ipv4 = bind(TransportKind.LINUX_BATCH, handler, "0.0.0.0")) {
      int port = ipv4.addresses().getFirst().getPort();
      ListenerSettings settings =
          ListenerSettings.of(List.of(new InetSocketAddress(numeric("::"), port)), 1);
      try (DnsListeners ipv6 = bind(settings, handler);
          DatagramSocket client = client("::1")) {
        byte[] request = request(3, ScriptedHandler.ECHO, 20);
        assertArrayEquals(answerTo(request), ask(client, request, at("::1", ipv6)));
        assertEquals(0, ipv4.total(TransportCounter.UDP_RECEIVED));
      }
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void datagramsThatWaitTogetherAreTakenTogether() throws Exception {
    int count = 150;
    try (DnsListeners listeners = bind(TransportKind.LINUX_BATCH, blocking(), "127.0.0.1");
        DatagramSocket client = client("127.0.0.1")) {
      SocketAddress server = at("127.0.0.1", listeners);
      send(client, request(0, ScriptedHandler.DEFER, 20), server);
      ScriptedHandler.take(held);
      for (int i = 1; i < count; i++) {
        // Every third is left without an answer, so that answers and slots differ in number.
        byte command = i % 3 == 0 ? ScriptedHandler.STAY_SILENT : ScriptedHandler.ECHO;
        send(client, request(i, command, 20), server);
      }
      release.countDown();
      BitSet answered = new BitSet();
      for (int i = 1; i < count; i++) {
        if (i % 3 != 0) {
          byte[] answer = octets(receive(client));
          int id = ScriptedHandler.id(answer);
          assertArrayEquals(answerTo(request(id, ScriptedHandler.ECHO, 20)), answer);
          answered.set(id);
        }
      }
      assertEquals(100, answered.cardinality());
      // One, and three; or more where the kernel brings what was sent a little later.
      long batches = listeners.total(TransportCounter.UDP_BATCHES);
      assertTrue(batches <= 1 + 10, () -> batches + " batches");
    }
  }

  private final CountDownLatch release = new CountDownLatch(1);

  /** A handler that holds its loop, after a request to be deferred, until the test lets it go. */
  private RequestHandler blocking() {
    return exchange -> {
      int result = handler.handle(exchange);
      if (result == RequestHandler.DEFERRED) {
        try {
          release.await();
        } catch (InterruptedException e) {
          throw new AssertionError(e);
        }
      }
      return result;
    };
  }
}
