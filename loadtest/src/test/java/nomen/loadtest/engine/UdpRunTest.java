package nomen.loadtest.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import nomen.linux.Errno;
import nomen.linux.UdpSocket;
import nomen.loadtest.engine.TestRun.Through;
import nomen.loadtest.traffic.RequestKind;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Requests over UDP to servers that behave, and to some that do not. */
@Timeout(120)
class UdpRunTest {
  private static final int REQUESTS = 5_000;

  private static TestRun run(InetSocketAddress server, Through through) {
    Assumptions.assumeTrue(through != Through.LINUX || UdpSocket.isAvailable());
    return new TestRun(server, through);
  }

  @ParameterizedTest
  @EnumSource(names = {"LINUX", "NIO"})
  void eachRequestIsAnswered(Through through) throws IOException, InterruptedException {
    try (UdpPeer peer = UdpPeer.echo()) {
      TestRun test = run(peer.address(), through);
      test.requests = REQUESTS;
      LoadRun run = test.complete();
      assertEquals(REQUESTS, test.counts().sent());
      assertEquals(REQUESTS, test.counts().answered());
      assertEquals(test.counts().sentOctets(), test.counts().answerOctets());
      assertEquals(0, test.unexpected());
      assertTrue(run.endNanos() > run.startNanos());
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"LINUX", "NIO"})
  void threadsShareClientsAndRequests(Through through) throws IOException, InterruptedException {
    try (UdpPeer peer = UdpPeer.echo()) {
      TestRun test = run(peer.address(), through);
      test.threads = 3;
      test.clients = 20;
      test.outstanding = 100;
      test.requests = 1_001;
      test.sources = List.of(address(2), address(3));
      test.complete();
      assertEquals(1_001, test.counts().answered());
      assertEquals(334, test.tallies.getFirst().counts(0, RequestKind.QUERY).sent());
      assertEquals(333, test.tallies.getLast().counts(0, RequestKind.QUERY).sent());
      assertEquals(20, peer.clients().size());
      Set<InetAddress> addresses = new HashSet<>();
      for (SocketAddress client : peer.clients()) {
        addresses.add(((InetSocketAddress) client).getAddress());
      }
      assertEquals(Set.of(address(2), address(3)), addresses);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"LINUX", "NIO"})
  void fewOutstandingGoRoundManyClients(Through through) throws IOException, InterruptedException {
    try (UdpPeer peer = UdpPeer.echo()) {
      TestRun test = run(peer.address(), through);
      test.clients = 300;
      test.outstanding = 7;
      test.requests = 600;
      test.complete();
      assertEquals(600, test.counts().answered());
      assertEquals(300, peer.clients().size());
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"LINUX", "NIO"})
  void aSecondAnswerIsUnexpected(Through through) throws IOException, InterruptedException {
    try (UdpPeer peer =
        new UdpPeer(
            (number, answer, replies) -> {
              replies.send(answer);
              replies.send(answer);
            })) {
      TestRun test = run(peer.address(), through);
      test.requests = 100;
      test.outstanding = 1;
      test.complete();
      assertEquals(100, test.counts().answered());
      // The last one's second answer may come after the end.
      assertTrue(test.unexpected() >= 99, () -> test.unexpected() + " unexpected");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"LINUX", "NIO"})
  void whatAnswersNothingIsUnexpected(Through through) throws IOException, InterruptedException {
    try (UdpPeer peer =
        new UdpPeer(
            (number, answer, replies) -> {
              byte[] otherId = answer.clone();
              otherId[0] ^= 0x40;
              replies.send(otherId);
              byte[] noAnswer = answer.clone();
              noAnswer[2] &= 0x7f;
              replies.send(noAnswer);
              replies.send(new byte[] {1});
              replies.send(new byte[] {answer[0], answer[1], answer[2], 0, 0});
              replies.send(answer);
            })) {
      TestRun test = run(peer.address(), through);
      test.requests = 50;
      test.outstanding = 1;
      test.complete();
      assertEquals(50, test.counts().answered());
      assertEquals(200, test.unexpected());
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"LINUX", "NIO"})
  void whatIsNotAnsweredIsLost(Through through) throws IOException, InterruptedException {
    try (UdpPeer peer =
        new UdpPeer(
            (number, answer, replies) -> {
              if (number % 2 == 0) {
                replies.send(answer);
              }
            })) {
      TestRun test = run(peer.address(), through);
      test.requests = 100;
      test.timeoutNanos = 4_000_000_000L;
      test.outstanding = 100;
      LoadRun run = test.complete();
      assertEquals(50, test.counts().answered());
      assertEquals(50, test.counts().lost());
      assertTrue(
          run.endNanos() - run.startNanos() < 4_000_000_000L, "the wait is in the run's time");
    }
  }

  /** Each request is answered when the next one comes, which goes when this one counts as lost. */
  @ParameterizedTest
  @EnumSource(names = {"LINUX", "NIO"})
  void aLateAnswerIsUnexpected(Through through) throws IOException, InterruptedException {
    Queue<byte[]> held = new ArrayDeque<>();
    try (UdpPeer peer =
        new UdpPeer(
            (number, answer, replies) -> {
              held.add(answer);
              if (number > 0) {
                replies.send(held.remove());
              }
            })) {
      TestRun test = run(peer.address(), through);
      test.outstanding = 1;
      test.timeoutNanos = 100_000_000;
      LoadRun run = test.start();
      while (test.unexpected() < 4) {
        Thread.onSpinWait();
      }
      assertTrue(test.counts().lost() >= 4, () -> test.counts().lost() + " lost");
      run.stop();
      assertTrue(run.awaitEnd(20_000_000_000L), "it does not end");
      assertEquals(0, test.counts().answered());
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"LINUX", "NIO"})
  void aServerThatIsNotThereIsNotAskedForEver(Through through)
      throws IOException, InterruptedException {
    try (HeldPort nobody = HeldPort.ofUdp()) {
      TestRun test = run(nobody.address(), through);
      // What was sent does not stand in the way of more.
      test.timeoutNanos = 1_000_000;
      LoadRun run = test.start();
      while (refused(test) < 100) {
        Thread.onSpinWait();
      }
      long refused = refused(test);
      long millis = (System.nanoTime() - run.startNanos()) / 1_000_000;
      run.stop();
      assertTrue(run.awaitEnd(20_000_000_000L), "it does not end");
      // All that may be outstanding, each 10 ms and once at the start, and some more.
      assertTrue(refused < 40 + 2 * millis, () -> refused + " refused in " + millis + " ms");
      assertEquals(test.counts().sent(), test.counts().lost());
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"LINUX", "NIO"})
  void anAddressOfNobodyHereIsSaidBeforeTheStart(Through through) throws IOException {
    try (UdpPeer peer = UdpPeer.echo()) {
      TestRun test = run(peer.address(), through);
      test.sources = List.of(InetAddress.getByAddress(new byte[] {(byte) 192, 0, 2, 1}));
      IOException refused = assertThrows(IOException.class, test::start);
      assertTrue(String.valueOf(refused.getMessage()).contains("192.0.2.1"), refused::toString);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"LINUX", "NIO"})
  void everyTenthAnswerIsChecked(Through through) throws IOException, InterruptedException {
    try (UdpPeer peer = UdpPeer.echo()) {
      TestRun test = run(peer.address(), through);
      test.requests = 100;
      test.checkEvery = 10;
      test.check = (message, length) -> length == 34 ? null : "length " + length;
      test.complete();
      assertEquals(10, test.tallies.getFirst().checkedAnswers(RequestKind.QUERY));
      assertEquals(1, test.tallies.getFirst().faultyAnswers(RequestKind.QUERY));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"LINUX", "NIO"})
  void aStopEndsIt(Through through) throws IOException, InterruptedException {
    try (UdpPeer peer = UdpPeer.echo()) {
      TestRun test = run(peer.address(), through);
      LoadRun run = test.start();
      long stopped = System.nanoTime();
      run.stop();
      assertTrue(run.awaitEnd(10_000_000_000L), "it goes on");
      long waited = System.nanoTime() - stopped;
      assertEquals(test.counts().sent(), test.counts().answered() + test.counts().outstanding());
      assertTrue(
          test.counts().outstanding() == 0 || waited >= 1_000_000_000, "answers were given up");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"LINUX", "NIO"})
  void aStopDoesNotWaitForTheTimeout(Through through) throws IOException, InterruptedException {
    try (UdpPeer peer = new UdpPeer((number, answer, replies) -> {})) {
      TestRun test = run(peer.address(), through);
      test.outstanding = 20;
      test.requests = 20;
      test.timeoutNanos = 3_600_000_000_000L;
      LoadRun run = test.start();
      run.stop();
      assertTrue(run.awaitEnd(20_000_000_000L), "it waits for the timeout");
      assertEquals(0, test.counts().lost());
      assertEquals(test.counts().sent(), test.counts().outstanding());
    }
  }

  private static long refused(TestRun test) {
    return test.tallies.getFirst().unsentBecause(RequestKind.QUERY, Errno.ECONNREFUSED);
  }

  private static InetAddress address(int last) throws IOException {
    return InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) last});
  }
}
