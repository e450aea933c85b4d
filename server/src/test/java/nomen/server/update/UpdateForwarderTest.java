package nomen.server.update;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import nomen.codec.message.Header;
import nomen.conformance.client.DnsClient;
import nomen.conformance.client.Reply;
import nomen.conformance.client.UpdateOctets;
import nomen.conformance.subject.ServedKey;
import nomen.server.request.RequestEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** RFC 2136 section 6: updates that are passed on to a primary. */
class UpdateForwarderTest {
  private static final int NO_REACHABLE_AUTHORITY = 22;
  private static final int NOT_READY = 14;
  private static final int PROHIBITED = 18;
  private static final int LONG_OCTETS = 1_400;
  private static final ServedKey KEY =
      new ServedKey("h1.example.com.", "hmac-sha256", "c2VjcmV0IG9mIGEgdGVzdA==");
  private static final String KEYS =
      """
      [[key]]
      name = "h1.example.com."
      algorithm = "hmac-sha256"
      secret = "c2VjcmV0IG9mIGEgdGVzdA=="
      """;

  @TempDir private Path folder;

  private UpdatingServer primary() throws IOException {
    Path own = Files.createDirectory(folder.resolve("primary"));
    return UpdatingServer.start(own, 1, KEYS, "allow-update = [\"key:h1.example.com.\"]\n");
  }

  /** One that knows no key. */
  private UpdatingServer forwarder(String tables, InetSocketAddress... primaries)
      throws IOException {
    return forwarder(tables, "127.0.0.0/8", primaries);
  }

  private UpdatingServer forwarder(String tables, String who, InetSocketAddress... primaries)
      throws IOException {
    Path own = Files.createDirectory(folder.resolve("forwarder"));
    List<String> list =
        java.util.Arrays.stream(primaries)
            .map(to -> "\"" + to.getAddress().getHostAddress() + ":" + to.getPort() + "\"")
            .toList();
    return UpdatingServer.start(
        own, 1, tables, "forward-updates = %s\nallow-forward = [\"%s\"]\n".formatted(list, who));
  }

  private static UpdateOctets update() {
    return UpdateOctets.of("example.com.").add("new", 60, "A", "192.0.2.9").edns(1232);
  }

  /** Holds a port that refuses connections: one that is only free may soon be somebody's. */
  private static Socket nobody() throws IOException {
    Socket socket = new Socket();
    socket.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.2"), 0));
    return socket;
  }

  private static InetSocketAddress address(Socket holder) {
    return (InetSocketAddress) holder.getLocalSocketAddress();
  }

  @Test
  void theAnswerComesBackWithItsSignatureAndId() throws IOException {
    try (UpdatingServer primary = primary();
        Socket nobody = nobody();
        UpdatingServer forwarder = forwarder("", address(nobody), primary.address());
        DnsClient client = new DnsClient(forwarder.address(), Duration.ofSeconds(10))) {
      byte[] request = update().id(0x4711).signedBy(KEY);
      Reply udp = client.ask(request);
      assertEquals("NOERROR", udp.rcode());
      assertEquals(0x4711, udp.id());
      SignedUpdateTest.assertSigned(request, udp);
      byte[] second = update().deleteName("new").signedBy(KEY);
      Reply tcp = client.askOverTcp(second);
      assertEquals("NOERROR", tcp.rcode());
      SignedUpdateTest.assertSigned(second, tcp);
      assertEquals(2, primary.log().durable().size());
      assertEquals(0, forwarder.log().durable().size());
      assertEquals(0, primary.faults() + forwarder.faults());
    }
  }

  @Test
  void whatThePrimaryRefusesIsRefused() throws IOException {
    try (UpdatingServer primary = primary();
        UpdatingServer forwarder = forwarder("", primary.address());
        DnsClient client = new DnsClient(forwarder.address(), Duration.ofSeconds(10))) {
      assertEquals("REFUSED", client.ask(update().octets()).rcode());
    }
  }

  @Test
  void strangersAreRefusedAndNobodyIsAsked() throws IOException {
    try (UpdatingServer primary = primary();
        UpdatingServer forwarder = forwarder("", "192.0.2.0/24", primary.address());
        DnsClient client = new DnsClient(forwarder.address(), Duration.ofSeconds(10))) {
      Reply reply = client.ask(update().signedBy(KEY));
      assertEquals("REFUSED", reply.rcode());
      assertEquals(List.of(PROHIBITED), reply.extendedErrors());
      assertEquals(1, forwarder.events(RequestEvent.DENIED_BY_ACCESS_LIST));
      assertEquals(0, primary.log().durable().size());
    }
  }

  @Test
  void aKeyThatTheForwarderKnowsIsEnough() throws IOException {
    try (UpdatingServer primary = primary();
        UpdatingServer forwarder = forwarder(KEYS, "key:h1.example.com.", primary.address());
        DnsClient client = new DnsClient(forwarder.address(), Duration.ofSeconds(10))) {
      assertEquals("REFUSED", client.ask(update().octets()).rcode());
      ServedKey wrong = new ServedKey(KEY.name(), "hmac-sha256", "d3Jvbmcgc2VjcmV0IQ==");
      assertEquals("REFUSED", client.ask(update().signedBy(wrong)).rcode());
      byte[] request = update().signedBy(KEY);
      Reply reply = client.ask(request);
      assertEquals("NOERROR", reply.rcode());
      SignedUpdateTest.assertSigned(request, reply);
    }
  }

  /** Another forwarder, which passes what it gets on to the first one; gives how much that was. */
  private static int passBack(ServerSocket listening, InetSocketAddress first) throws IOException {
    int passed = 0;
    while (true) {
      try (Socket from = listening.accept();
          Socket to = new Socket(first.getAddress(), first.getPort())) {
        passed++;
        copyMessage(from, to, 1);
        copyMessage(to, from, -1);
      } catch (SocketException e) {
        return passed;
      }
    }
  }

  private static void copyMessage(Socket from, Socket to, int idChange) throws IOException {
    DataInputStream in = new DataInputStream(from.getInputStream());
    byte[] message = in.readNBytes(in.readUnsignedShort());
    message[1] += (byte) idChange;
    ByteBuffer framed = ByteBuffer.allocate(2 + message.length);
    framed.putShort((short) message.length).put(message);
    to.getOutputStream().write(framed.array());
  }

  @Test
  void aCircleOfForwardersEndsWhereItBegan() throws Exception {
    ServerSocket other = new ServerSocket(0, 9, InetAddress.ofLiteral("127.0.0.1"));
    try (UpdatingServer forwarder =
            forwarder("", (InetSocketAddress) other.getLocalSocketAddress());
        ExecutorService threads = Executors.newSingleThreadExecutor();
        DnsClient client = new DnsClient(forwarder.address(), Duration.ofSeconds(10))) {
      InetSocketAddress first = forwarder.address();
      Future<Integer> passed = threads.submit(() -> passBack(other, first));
      assertEquals("SERVFAIL", client.ask(update().octets()).rcode());
      assertEquals("SERVFAIL", client.askOverTcp(update().octets()).rcode());
      other.close();
      assertEquals(2, passed.get());
      assertEquals(0, forwarder.service().forwarding().outstanding());
    } finally {
      other.close();
    }
  }

  @Test
  void aRetransmissionWaitsForTheAnswerOfTheFirst() throws Exception {
    try (ServerSocket primary = new ServerSocket(0, 9, InetAddress.ofLiteral("127.0.0.1"));
        UpdatingServer forwarder =
            forwarder("", (InetSocketAddress) primary.getLocalSocketAddress());
        ExecutorService threads = Executors.newSingleThreadExecutor();
        DnsClient client = new DnsClient(forwarder.address(), Duration.ofSeconds(10))) {
      byte[] request = update().id(1).octets();
      client.send(request);
      client.send(request);
      // Asked on the same loop, after both: of two updates that are under way this is the second.
      client.send(update().id(2).deleteName("new").octets());
      Future<byte[]> asked = threads.submit(() -> answerOnce(primary));
      Map<Integer, String> answers = new HashMap<>();
      for (int i = 0; i < 2; i++) {
        Reply reply = new Reply(client.receive());
        answers.put(reply.id(), reply.rcode());
      }
      assertEquals(Map.of(1, "NXRRSET", 2, "SERVFAIL"), answers);
      assertEquals(request.length, asked.get().length);
      assertEquals(0, forwarder.faults());
    }
  }

  /**
   * Answers one update with NXRRSET and a record that makes it long, then listens no more: whoever
   * asked again would find nobody.
   */
  private static byte[] answerOnce(ServerSocket primary) throws IOException {
    try (primary;
        Socket client = primary.accept()) {
      DataInputStream in = new DataInputStream(client.getInputStream());
      byte[] request = in.readNBytes(in.readUnsignedShort());
      ByteBuffer answer = ByteBuffer.allocate(2 + LONG_OCTETS);
      answer.putShort((short) LONG_OCTETS).put(request, 0, 2).putShort((short) 0xA808);
      answer.putShort((short) 0).putShort((short) 0).putShort((short) 0).putShort((short) 1);
      answer.put((byte) 0).putShort((short) 16).putShort((short) 1).putInt(0);
      answer.putShort((short) (answer.remaining() - 2));
      client.getOutputStream().write(answer.array());
      return request;
    }
  }

  @Test
  void anAnswerTooLongForADatagramIsTruncatedAndNobodyElseIsAsked() throws Exception {
    try (ServerSocket first = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"));
        UpdatingServer second = primary();
        UpdatingServer forwarder =
            forwarder("", (InetSocketAddress) first.getLocalSocketAddress(), second.address());
        ExecutorService threads = Executors.newSingleThreadExecutor();
        DnsClient client = new DnsClient(forwarder.address(), Duration.ofSeconds(10))) {
      Future<byte[]> asked = threads.submit(() -> answerOnce(first));
      byte[] request = update().id(0x4712).signedBy(KEY);
      Reply reply = client.ask(request);
      assertEquals(0x4712, reply.id());
      assertEquals("NXRRSET tc", reply.status());
      assertEquals(Header.SIZE_OCTETS, reply.octets().length);
      assertEquals(request.length, asked.get().length);
      assertEquals(0, second.log().durable().size());
      assertEquals(0, forwarder.faults());
    }
  }

  /** The same answer whole: TCP has room for it. */
  @Test
  void aLongAnswerGoesBackWholeOverTcp() throws Exception {
    try (ServerSocket first = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"));
        UpdatingServer forwarder =
            forwarder("", (InetSocketAddress) first.getLocalSocketAddress());
        ExecutorService threads = Executors.newSingleThreadExecutor();
        DnsClient client = new DnsClient(forwarder.address(), Duration.ofSeconds(10))) {
      Future<byte[]> asked = threads.submit(() -> answerOnce(first));
      Reply reply = client.askOverTcp(update().octets());
      assertEquals("NXRRSET", reply.rcode());
      assertEquals(LONG_OCTETS, reply.octets().length);
      assertTrue(asked.get().length > Header.SIZE_OCTETS);
    }
  }

  @Test
  void withoutPrimaryTheAnswerIsServfail() throws IOException {
    try (Socket nobody = nobody();
        Socket noOther = nobody();
        UpdatingServer forwarder = forwarder("", address(nobody), address(noOther));
        DnsClient client = new DnsClient(forwarder.address(), Duration.ofSeconds(10))) {
      Reply reply = client.ask(update().octets());
      assertEquals("SERVFAIL", reply.rcode());
      assertEquals(List.of(NO_REACHABLE_AUTHORITY), reply.extendedErrors());
      assertEquals(0, forwarder.faults());
    }
  }

  @Test
  void aPrimaryThatIsSilentIsGivenUp() throws IOException {
    String tables = "[updates]\nforward-timeout = \"500ms\"\n";
    try (ServerSocket silent = new ServerSocket(0, 9, InetAddress.ofLiteral("127.0.0.1"));
        UpdatingServer forwarder =
            forwarder(tables, (InetSocketAddress) silent.getLocalSocketAddress());
        DnsClient client = new DnsClient(forwarder.address(), Duration.ofSeconds(20))) {
      Reply late = client.ask(update().octets());
      assertEquals("SERVFAIL", late.rcode());
      assertEquals(List.of(NO_REACHABLE_AUTHORITY), late.extendedErrors());
    }
  }

  @Test
  void noMoreWaitThanAllowed() throws IOException {
    String tables = "[updates]\nforward-timeout = \"20s\"\nmax-forwarded = 2\n";
    ServerSocket silent = new ServerSocket(0, 9, InetAddress.ofLiteral("127.0.0.1"));
    try (UpdatingServer forwarder =
            forwarder(tables, (InetSocketAddress) silent.getLocalSocketAddress());
        DnsClient client = new DnsClient(forwarder.address(), Duration.ofSeconds(20))) {
      for (int i = 0; i < 3; i++) {
        client.send(update().id(i).octets());
      }
      Reply tooMany = new Reply(client.receive());
      assertEquals(2, tooMany.id());
      assertEquals("SERVFAIL", tooMany.rcode());
      assertEquals(List.of(NOT_READY), tooMany.extendedErrors());
      // What has connected is reset.
      silent.close();
      for (int i = 0; i < 2; i++) {
        Reply late = new Reply(client.receive());
        assertEquals("SERVFAIL", late.rcode());
        assertEquals(List.of(NO_REACHABLE_AUTHORITY), late.extendedErrors());
      }
    } finally {
      silent.close();
    }
  }
}
