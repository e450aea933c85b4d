package nomen.loadtest.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.CountDownLatch;
import nomen.loadtest.engine.TestRun.Through;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests over TCP to servers that behave, and to some that do not. */
@Timeout(120)
class TcpRunTest {
  private static TestRun run(InetSocketAddress server) {
    return new TestRun(server, Through.TCP);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7})
  void eachRequestIsAnswered(int clients) throws IOException, InterruptedException {
    try (TcpPeer peer = new TcpPeer(TcpPeer::echo)) {
      TestRun test = run(peer.address());
      test.clients = clients;
      test.requests = 3_000;
      test.outstanding = 50;
      test.complete();
      assertEquals(3_000, test.counts().answered());
      assertEquals(test.counts().sentOctets(), test.counts().answerOctets());
      assertEquals(0, test.disconnections());
      assertEquals(clients, peer.connections());
    }
  }

  @Test
  void answersMayComeInAnyOrderAndInPieces() throws IOException, InterruptedException {
    try (TcpPeer peer =
        new TcpPeer(
            (in, out) -> {
              while (true) {
                byte[] first = TcpPeer.read(in);
                byte[] second = TcpPeer.read(in);
                out.writeByte(0);
                out.flush();
                out.writeByte(second.length);
                out.write(second, 0, 3);
                out.flush();
                out.write(second, 3, second.length - 3);
                TcpPeer.write(out, first);
                out.flush();
              }
            })) {
      TestRun test = run(peer.address());
      test.requests = 500;
      test.outstanding = 2;
      test.complete();
      assertEquals(500, test.counts().answered());
      assertEquals(0, test.unexpected());
    }
  }

  @Test
  void aConnectionThatIsClosedAfterEachAnswerIsMadeAnew() throws IOException, InterruptedException {
    try (TcpPeer peer = new TcpPeer((in, out) -> TcpPeer.write(out, TcpPeer.read(in)))) {
      TestRun test = run(peer.address());
      test.requests = 100;
      test.outstanding = 1;
      test.complete();
      long done = test.counts().answered() + test.counts().lost() + test.counts().unsent();
      assertEquals(100, done);
      assertTrue(test.counts().answered() >= 30, () -> test.counts().answered() + " answered");
      assertTrue(test.disconnections() > 0, "no connection was closed");
    }
  }

  @Test
  void whatIsOutstandingOnAClosedConnectionIsLost() throws IOException, InterruptedException {
    try (TcpPeer peer =
        new TcpPeer(
            (in, out) -> {
              for (int i = 0; i < 10; i++) {
                TcpPeer.read(in);
              }
              out.writeShort(40);
              out.writeLong(0);
            })) {
      TestRun test = run(peer.address());
      test.requests = 10;
      // It would not end if that were waited for.
      test.timeoutNanos = 3_600_000_000_000L;
      test.complete();
      assertEquals(10, test.counts().lost());
      assertEquals(1, test.disconnections());
      assertEquals(0, test.unexpected());
    }
  }

  @Test
  void messagesOfNoUseAreUnexpected() throws IOException, InterruptedException {
    try (TcpPeer peer =
        new TcpPeer(
            (in, out) -> {
              while (true) {
                byte[] answer = TcpPeer.read(in);
                TcpPeer.write(out, new byte[0]);
                TcpPeer.write(out, new byte[3]);
                TcpPeer.write(out, new byte[11]);
                TcpPeer.write(out, answer);
                out.flush();
              }
            })) {
      TestRun test = run(peer.address());
      test.requests = 20;
      test.outstanding = 1;
      test.complete();
      assertEquals(20, test.counts().answered());
      assertEquals(60, test.unexpected());
    }
  }

  @Test
  void aServerThatNeverReadsDoesNotHoldTheRunUp() throws IOException, InterruptedException {
    CountDownLatch over = new CountDownLatch(1);
    try (TcpPeer peer =
        new TcpPeer(
            (in, out) -> {
              try {
                over.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            })) {
      TestRun test = run(peer.address());
      test.outstanding = 60_000;
      test.timeoutNanos = 100_000_000;
      LoadRun run = test.start();
      while (test.counts().sent() <= 1_000 || test.counts().outstanding() > 0) {
        Thread.onSpinWait();
      }
      run.stop();
      assertTrue(run.awaitEnd(20_000_000_000L), "it does not end");
      over.countDown();
      assertEquals(test.counts().sent(), test.counts().lost());
      assertEquals(0, test.disconnections());
    }
  }

  @Test
  void aServerThatIsNotThereIsSaidBeforeTheStart() throws IOException {
    try (HeldPort nobody = HeldPort.ofTcp()) {
      IOException refused = assertThrows(IOException.class, () -> run(nobody.address()).start());
      assertTrue(String.valueOf(refused.getMessage()).contains("refused"), refused::toString);
    }
  }

  @Test
  void aServerThatGoesAwayIsNotAskedForEver() throws IOException, InterruptedException {
    TcpPeer peer = new TcpPeer((in, out) -> TcpPeer.read(in));
    TestRun test = run(peer.address());
    LoadRun run = test.start();
    peer.close();
    while (test.disconnections() < 4) {
      Thread.onSpinWait();
    }
    long took = System.nanoTime() - run.startNanos();
    run.stop();
    assertTrue(run.awaitEnd(20_000_000_000L), "it does not end");
    assertTrue(took >= 300_000_000, () -> "four connections within " + took + " ns");
  }
}
