package nomen.server.transport;

import static nomen.server.transport.TestListeners.bind;
import static nomen.server.transport.TestListeners.numeric;
import static nomen.server.transport.TestListeners.settings;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import nomen.conformance.client.LoopbackPort;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@ExtendWith(LeakCheck.class)
@Timeout(60)
class DnsListenersTest {
  private static final String KINDS = "nomen.server.transport.TestListeners#kinds";

  private final ScriptedHandler handler = new ScriptedHandler();

  private static ListenerSettings at(TransportKind kind, InetSocketAddress... addresses) {
    ListenerSettings some = settings(kind, 1, TestListeners.PATIENT);
    return new ListenerSettings(List.of(addresses), 1, kind, some.udp(), some.tcp(), 1_000);
  }

  private static String messageOf(BindFailedException failure) {
    return Objects.requireNonNull(failure.getMessage());
  }

  @ParameterizedTest
  @MethodSource(KINDS)
  void portZeroIsOnePortForBothTransports(TransportKind kind) throws IOException {
    try (DnsListeners listeners = bind(kind, handler, "127.0.0.1", "127.0.0.1", "::1")) {
      assertEquals(3, listeners.addresses().size());
      for (InetSocketAddress address : listeners.addresses()) {
        assertNotEquals(0, address.getPort());
        try (StreamClient client = new StreamClient(address)) {
          client.ask(ScriptedHandler.request(1, ScriptedHandler.ECHO, 20));
        }
        assertThrows(IOException.class, () -> new DatagramSocket(address));
      }
      assertEquals(kind, listeners.kind());
    }
  }

  @ParameterizedTest
  @MethodSource(KINDS)
  void anAddressInUseIsNamedWithTheReasonAndNothingIsBound(TransportKind kind) throws IOException {
    InetSocketAddress free = LoopbackPort.draw("127.0.0.1");
    InetSocketAddress taken = LoopbackPort.draw("127.0.0.2");
    try (DatagramSocket holder = new DatagramSocket(taken)) {
      assertEquals(taken, holder.getLocalSocketAddress());
      BindFailedException failure =
          assertThrows(BindFailedException.class, () -> bind(at(kind, free, taken), handler));
      assertEquals(
          "cannot listen on 127.0.0.2 port " + taken.getPort() + " (UDP): address already in use",
          messageOf(failure).replaceFirst(" \\(errno 98\\)$", ""));
    }
    new DatagramSocket(free).close();
    new ServerSocket(free.getPort(), 1, free.getAddress()).close();
  }

  @ParameterizedTest
  @MethodSource(KINDS)
  void aSecondServerOnTheSameAddressIsRefused(TransportKind kind) throws IOException {
    try (DnsListeners first =
        bind(settings(kind, 2, TestListeners.PATIENT, "127.0.0.1"), handler)) {
      InetSocketAddress taken = first.addresses().getFirst();
      BindFailedException failure =
          assertThrows(BindFailedException.class, () -> bind(at(kind, taken), handler));
      assertTrue(messageOf(failure).contains("address already in use"), failure.toString());
    }
  }

  @ParameterizedTest
  @MethodSource(KINDS)
  void anAddressOfNoInterfaceIsRefused(TransportKind kind) {
    InetSocketAddress foreign = new InetSocketAddress(numeric("192.0.2.1"), 0);
    BindFailedException failure =
        assertThrows(BindFailedException.class, () -> bind(at(kind, foreign), handler));
    assertTrue(messageOf(failure).startsWith("cannot listen on 192.0.2.1 port 0 (TCP): "));
  }

  @ParameterizedTest
  @MethodSource(KINDS)
  void eachLoopHasAHandlerAndAThreadOfItsNumber(TransportKind kind) throws Exception {
    List<Thread> running = new CopyOnWriteArrayList<>();
    List<String> threads = new CopyOnWriteArrayList<>();
    List<Integer> made = new CopyOnWriteArrayList<>();
    RequestHandlerFactory factory =
        loop -> {
          made.add(loop.index());
          return exchange -> {
            running.add(Thread.currentThread());
            threads.add(loop.index() + " " + Thread.currentThread().getName());
            return handler.handle(exchange);
          };
        };
    ListenerSettings three = settings(kind, 3, TestListeners.PATIENT, "127.0.0.1");
    try (DnsListeners listeners = DnsListeners.bind(three, factory, TransportClock.SYSTEM)) {
      assertEquals(List.of(0, 1, 2), made);
      for (int i = 0; i < 6; i++) {
        try (StreamClient client = new StreamClient(listeners.addresses().getFirst())) {
          client.ask(ScriptedHandler.request(i, ScriptedHandler.ECHO, 20));
        }
      }
      assertEquals(3, listeners.counters().size());
      assertEquals(6, listeners.total(TransportCounter.TCP_ANSWERED));
    }
    assertEquals(6, threads.size());
    for (String thread : threads) {
      assertEquals(thread.charAt(0) + " dns-io-" + thread.charAt(0), thread);
    }
    for (Thread thread : running) {
      assertTrue(thread.join(Duration.ofSeconds(10)), "closing ends the threads");
    }
  }

  @Test
  void theBestKindIsTheFirstThatWorks() {
    TransportKind first =
        Arrays.stream(TransportKind.values())
            .filter(TransportKind::isAvailable)
            .findFirst()
            .orElseThrow();
    assertEquals(first, TransportKind.best());
    assertFalse(TransportKind.best().description().isBlank());
  }

  @Test
  void settingsThatMakeNoSenseAreRefusedByName() {
    IllegalArgumentException failure =
        assertThrows(
            IllegalArgumentException.class, () -> new UdpSettings(1_025, 1, 0, false, 0, 0, 0));
    assertEquals("batchDatagrams is out of range: 1025", failure.getMessage());
    failure =
        assertThrows(IllegalArgumentException.class, () -> new TcpLimits(1, 0, 1, 1, 1, 1, 1, 1));
    assertEquals("maxConnectionsPerClient must be at least 1, not 0", failure.getMessage());
    assertThrows(IllegalArgumentException.class, () -> ListenerSettings.of(List.of(), 0));
    assertThrows(
        IllegalArgumentException.class,
        () ->
            ListenerSettings.of(
                List.of(InetSocketAddress.createUnresolved("name.example", 53)), 1));
  }
}
