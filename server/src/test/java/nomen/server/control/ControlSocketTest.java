package nomen.server.control;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The control socket as its package describes it. */
@Timeout(60)
class ControlSocketTest {
  @TempDir private Path folder;
  private final List<String> errors = new ArrayList<>();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private Path socket() {
    return folder.resolve("control.sock");
  }

  private int ask(String... words) throws ControlException {
    return new ControlClient(socket()).ask(List.of(words), out, errors::add);
  }

  private static int echo(ControlRequest request, ControlReply reply) throws IOException {
    for (String word : request.words()) {
      reply.print(word);
    }
    reply.error("by " + request.user());
    return request.words().size();
  }

  @Test
  void wordsGoThereAndOutputErrorsAndTheExitCodeComeBack() throws Exception {
    try (ControlServer server = ControlServer.open(socket(), ControlSocketTest::echo)) {
      assertEquals(socket(), server.socket());
      assertEquals(3, ask("log", "", "käse b"));
      assertEquals("log\n\nkäse b\n", out.toString(UTF_8));
      assertEquals(List.of("by " + Files.getOwner(folder).getName()), errors);
      assertEquals(
          "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(socket())));
    }
    assertFalse(Files.exists(socket()));
    ControlException gone = assertThrows(ControlException.class, () -> ask("x"));
    assertTrue(gone.getMessage().contains("there is no such socket"), gone.getMessage());
  }

  @Test
  void longOutputComesInPieces() throws Exception {
    byte[] piece = "0123456789abcde\n".repeat(10_000).getBytes(UTF_8);
    ControlHandler handler =
        (request, reply) -> {
          for (int i = 0; i < 20; i++) {
            reply.out().write(piece);
          }
          return 0;
        };
    try (ControlServer server = ControlServer.open(socket(), handler)) {
      assertTrue(Files.exists(server.socket()));
      assertEquals(0, ask("x"));
      assertEquals(20 * piece.length, out.size());
    }
  }

  @Test
  void aStaleSocketIsReplacedAndALiveOneIsNot() throws Exception {
    try (ServerSocketChannel dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      dead.bind(UnixDomainSocketAddress.of(socket()));
    }
    assertTrue(Files.exists(socket()), "the file outlives its process");
    ControlException refused = assertThrows(ControlException.class, () -> ask("x"));
    assertTrue(refused.getMessage().endsWith("no server listens here"), refused.getMessage());
    try (ControlServer server = ControlServer.open(socket(), ControlSocketTest::echo)) {
      assertEquals(1, ask("x"));
      ControlException second =
          assertThrows(
              ControlException.class,
              () -> ControlServer.open(server.socket(), ControlSocketTest::echo).close());
      assertEquals(socket() + ": another process listens here", second.getMessage());
      assertEquals(1, ask("x"));
    }
  }

  @Test
  void aPathThatIsTooLongIsExplained() {
    Path deep = folder.resolve("d".repeat(120)).resolve("control.sock");
    ControlException failed =
        assertThrows(
            ControlException.class,
            () -> ControlServer.open(deep, ControlSocketTest::echo).close());
    assertTrue(failed.getMessage().contains("too long"), failed.getMessage());
  }

  @Test
  void aRequestThatIsTooLongOrNoneEndsTheConnection() throws Exception {
    try (ControlServer server = ControlServer.open(socket(), ControlSocketTest::echo)) {
      byte[][] requests = {
        {'Q', 0, 1, 0, 1}, {'Q', -1, -1, -1, -1}, {'O', 0, 0, 0, 0}, {'G', 'E', 'T', ' ', '/', '\n'}
      };
      for (byte[] request : requests) {
        try (SocketChannel channel =
            SocketChannel.open(UnixDomainSocketAddress.of(server.socket()))) {
          assertTrue(isClosed(channel, request));
        }
      }
      assertEquals(2, ask("still", "there"));
    }
  }

  /**
   * Whether the server closes after it was told something. Octets that it did not look at before it
   * closed make it a reset; it may also have lost patience before all was told.
   */
  private static boolean isClosed(SocketChannel channel, byte[] told) {
    try {
      channel.write(ByteBuffer.wrap(told));
      return channel.read(ByteBuffer.allocate(1)) < 0;
    } catch (IOException e) {
      return true;
    }
  }

  @Test
  void aClientThatSaysNothingIsGivenUp() throws Exception {
    try (ControlServer server =
            ControlServer.open(socket(), ControlSocketTest::echo, 50, ControlServer.THREADS);
        SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(server.socket()))) {
      assertTrue(isClosed(channel, new byte[] {'Q', 0, 0}));
    }
  }

  @Test
  void theOneThatAskedNothingForLongestGivesWay() throws Exception {
    try (ControlServer server = ControlServer.open(socket(), ControlSocketTest::echo)) {
      List<SocketChannel> silent = new ArrayList<>();
      for (int i = 0; i < ControlServer.MAX_CONNECTIONS; i++) {
        silent.add(SocketChannel.open(UnixDomainSocketAddress.of(server.socket())));
      }
      assertEquals(1, ask("x"));
      assertEquals("x\n", out.toString(UTF_8));
      assertTrue(isClosed(silent.getFirst(), new byte[] {'Q'}));
      for (SocketChannel channel : silent) {
        channel.close();
      }
    }
  }

  @Test
  void silentConnectionsDoNotHoldUpTheEnd() throws Exception {
    long began;
    try (ControlServer server = ControlServer.open(socket(), ControlSocketTest::echo);
        SocketChannel silent = SocketChannel.open(UnixDomainSocketAddress.of(server.socket()))) {
      assertTrue(silent.isConnected());
      assertEquals(1, ask("x"));
      began = System.nanoTime();
    }
    long tookMillis = (System.nanoTime() - began) / 1_000_000;
    assertTrue(tookMillis < ControlServer.CLOSE_SECONDS * 1000L, tookMillis + " ms");
  }

  @Test
  void oneConnectionTooManyIsToldSo() throws Exception {
    CountDownLatch asked = new CountDownLatch(ControlServer.MAX_CONNECTIONS);
    CountDownLatch done = new CountDownLatch(1);
    ControlHandler handler =
        (request, reply) -> {
          asked.countDown();
          try {
            done.await();
          } catch (InterruptedException e) {
            throw new IOException(e);
          }
          return 0;
        };
    try (ControlServer server = ControlServer.open(socket(), handler)) {
      List<Thread> busy = new ArrayList<>();
      for (int i = 0; i < ControlServer.MAX_CONNECTIONS; i++) {
        ControlClient client = new ControlClient(server.socket());
        busy.add(
            Thread.ofPlatform()
                .start(
                    () -> {
                      try {
                        client.ask(List.of("x"), OutputStream.nullOutputStream(), error -> {});
                      } catch (ControlException e) {
                        throw new AssertionError(e);
                      }
                    }));
      }
      asked.await();
      assertEquals(1, ask("x"));
      assertEquals(List.of("there are 16 control connections already"), errors);
      done.countDown();
      for (Thread thread : busy) {
        thread.join();
      }
    }
  }

  @Test
  void aThreadThatCannotBeMadeCostsOneRequest() throws Exception {
    AtomicInteger made = new AtomicInteger();
    ThreadFactory none =
        task -> {
          if (made.getAndIncrement() == 0) {
            throw new OutOfMemoryError("unable to create native thread");
          }
          return ControlServer.THREADS.newThread(task);
        };
    try (ControlServer server =
        ControlServer.open(socket(), ControlSocketTest::echo, 5_000, none)) {
      assertEquals(1, new ControlClient(server.socket()).ask(List.of("x"), out, errors::add));
      assertEquals(
          List.of("the server cannot make a thread: unable to create native thread"), errors);
      assertEquals(2, ask("still", "there"));
    }
  }

  @Test
  void aFaultInTheHandlerCostsOneReply() throws Exception {
    ControlHandler handler =
        (request, reply) -> {
          if (request.words().contains("bad")) {
            throw new IllegalStateException("a defect");
          }
          return 0;
        };
    try (ControlServer server = ControlServer.open(socket(), handler)) {
      assertEquals(1, new ControlClient(server.socket()).ask(List.of("bad"), out, errors::add));
      assertTrue(errors.getFirst().contains("a defect"), errors.toString());
      assertEquals(0, ask("good"));
    }
  }

  @Test
  void aReplyThatStopsIsNotTakenForAWholeOne() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch cut = new CountDownLatch(1);
    ControlHandler handler =
        (request, reply) -> {
          reply.print("half");
          reply.out().flush();
          asked.countDown();
          try {
            cut.await();
          } catch (InterruptedException e) {
            throw new IOException(e);
          }
          throw new IOException("gone");
        };
    try (ControlServer server = ControlServer.open(socket(), handler)) {
      Thread release =
          new Thread(
              () -> {
                try {
                  asked.await();
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
                cut.countDown();
              });
      release.start();
      ControlException failed =
          assertThrows(
              ControlException.class,
              () -> new ControlClient(server.socket()).ask(List.of("x"), out, errors::add));
      assertTrue(failed.getMessage().endsWith("was closed"), failed.getMessage());
      assertEquals("half\n", out.toString(UTF_8));
      release.join();
    }
  }
}
