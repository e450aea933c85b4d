package nomen.loadtest.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import nomen.loadtest.engine.TestRun.Through;
import nomen.loadtest.plan.Pace;
import nomen.loadtest.plan.Pace.Step;
import nomen.loadtest.statistics.RepeatDecision;
import nomen.loadtest.traffic.Request;
import nomen.loadtest.traffic.RequestKind;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** When requests are sent, and from when latency counts. */
@Timeout(120)
class PaceTest {
  @Test
  void aRepetitionHasItsTurnOnlyWhereItIsDecided() {
    List<Step> steps =
        List.of(new Step(10, 1), new Step(10, 1, Pace.Role.REPEAT), new Step(10, 0.5));
    RepeatDecision yes = new RepeatDecision();
    yes.decide(true);
    assertEquals(25, count(Schedule.of(new Pace.Open(steps), yes, 0, 1), 2_500_000_000L));
    assertEquals(
        15, count(Schedule.of(new Pace.Open(steps), new RepeatDecision(), 0, 1), 1_500_000_000L));
  }

  /** Requests of a schedule, whose last stretch has to end at a time. */
  private static int count(Schedule schedule, long end) {
    int count = 0;
    long due = -1;
    while (schedule.due() != Schedule.NEVER) {
      assertTrue(schedule.due() > due);
      due = schedule.due();
      count++;
      schedule.advance(due);
    }
    assertEquals(end, schedule.end());
    return count;
  }

  @Test
  void workersTakeTurnsAtTheExactTimes() {
    Pace pace = new Pace.Open(List.of(new Step(1_000, 0.01), new Step(4_000, 0.001)));
    Schedule first = Schedule.of(pace, new RepeatDecision(), 0, 2);
    Schedule second = Schedule.of(pace, new RepeatDecision(), 1, 2);
    for (int i = 0; i < 5; i++) {
      assertEquals(2_000_000L * i, first.due());
      assertEquals(2_000_000L * i + 1_000_000, second.due());
      assertEquals(0, first.step());
      first.advance(0);
      second.advance(0);
    }
    assertEquals(10_000_000, first.due());
    assertEquals(10_250_000, second.due());
    assertEquals(1, second.step());
    first.advance(0);
    second.advance(0);
    assertEquals(10_500_000, first.due());
    assertEquals(10_750_000, second.due());
    first.advance(0);
    assertEquals(Schedule.NEVER, first.due());
  }

  @Test
  void aLimitIsNotMadeUpForLater() {
    Schedule schedule = Schedule.of(new Pace.Closed(1_000), new RepeatDecision(), 0, 1);
    assertEquals(0, schedule.due());
    schedule.advance(0);
    assertEquals(1_000_000, schedule.due());
    schedule.advance(5_000_000_000L);
    assertEquals(4_991_000_000L, schedule.due());
  }

  @Test
  void capturedTimesAreKeptAtTheirSpeed() {
    Schedule schedule = Schedule.of(new Pace.Recorded(4), new RepeatDecision(), 0, 1);
    Request request = new Request();
    request.set(12, RequestKind.QUERY, 1_000_000);
    schedule.read(request);
    assertEquals(250_000, schedule.due());
  }

  @ParameterizedTest
  @EnumSource
  void stepsAreCountedApart(Through through) throws IOException, InterruptedException {
    try (UdpPeer udp = UdpPeer.echo();
        TcpPeer tcp = new TcpPeer(TcpPeer::echo)) {
      TestRun test = new TestRun(through == Through.TCP ? tcp.address() : udp.address(), through);
      test.pace = new Pace.Open(List.of(new Step(1_000, 0.1), new Step(3_000, 0.1)));
      test.outstanding = 1_000;
      test.threads = 2;
      test.clients = 4;
      LoadRun run = test.complete();
      assertEquals(100, test.counts(0).answered());
      assertEquals(300, test.counts(1).answered());
      assertTrue(run.endNanos() - run.startNanos() >= 199_000_000, "it ended early");
    }
  }

  /** The first answer takes 100 ms, and the requests that are due meanwhile wait for it. */
  @Test
  void waitingForRoomIsInTheLatency() throws IOException, InterruptedException {
    try (UdpPeer peer =
        new UdpPeer(
            (number, answer, replies) -> {
              long end = System.nanoTime() + 100_000_000;
              while (number == 0 && System.nanoTime() - end < 0) {
                Thread.onSpinWait();
              }
              replies.send(answer);
            })) {
      TestRun test = new TestRun(peer.address(), Through.NIO);
      test.pace = new Pace.Open(List.of(new Step(1_000, 0.2)));
      test.outstanding = 1;
      test.complete();
      assertEquals(200, test.counts().answered());
      Histogram latency = test.tallies.getFirst().takeLatencies(0, RequestKind.QUERY);
      long slow = latency.getCountBetweenValues(50_000_000, latency.getMaxValue());
      assertTrue(slow >= 50, () -> slow + " took 50 ms or more");
    }
  }

  @ParameterizedTest
  @EnumSource
  void capturedRequestsGoAtTheirTimes(Through through) throws IOException, InterruptedException {
    try (UdpPeer udp = UdpPeer.echo();
        TcpPeer tcp = new TcpPeer(TcpPeer::echo)) {
      TestRun test = new TestRun(through == Through.TCP ? tcp.address() : udp.address(), through);
      test.pace = new Pace.Recorded(2);
      test.traffic = new FixedQueries(101, false, 2_000_000);
      LoadRun run = test.complete();
      assertEquals(101, test.counts().answered());
      assertTrue(run.endNanos() - run.startNanos() >= 100_000_000, "it ended early");
    }
  }

  @Test
  void aLimitHoldsAtThePaceOfAnswers() throws IOException, InterruptedException {
    try (UdpPeer peer = UdpPeer.echo()) {
      TestRun test = new TestRun(peer.address(), Through.NIO);
      test.pace = new Pace.Closed(1_000);
      test.requests = 101;
      LoadRun run = test.complete();
      assertEquals(101, test.counts().answered());
      assertTrue(run.endNanos() - run.startNanos() >= 100_000_000, "it went faster");
    }
  }

  /** The rest of the steps is left out, and what is outstanding is still waited for. */
  @Test
  void sendingCanBeEndedBeforeItsTime() throws IOException, InterruptedException {
    CountDownLatch seen = new CountDownLatch(100);
    try (UdpPeer peer =
        new UdpPeer(
            (number, answer, replies) -> {
              seen.countDown();
              replies.send(answer);
            })) {
      TestRun test = new TestRun(peer.address(), Through.NIO);
      test.pace = new Pace.Open(Collections.nCopies(60, new Step(1_000, 1)));
      test.seconds = 60;
      LoadRun run = test.start();
      seen.await();
      run.endSending();
      assertTrue(run.awaitEnd(30_000_000_000L), "it does not end");
      assertTrue(run.isCut());
      assertFalse(run.isInputOver());
      assertEquals(test.counts().sent(), test.counts().answered());
      assertTrue(run.sendingEndNanos() - run.startNanos() < 30_000_000_000L, "it went on");
    }
  }

  @Test
  void aRunThatEndsByItselfIsNotCut() throws IOException, InterruptedException {
    try (UdpPeer peer = UdpPeer.echo()) {
      TestRun test = new TestRun(peer.address(), Through.NIO);
      test.pace = new Pace.Open(List.of(new Step(10, 0.15), new Step(10, 0.15)));
      test.seconds = 0.3;
      LoadRun run = test.complete();
      assertFalse(run.isCut());
      assertEquals(300_000_000L, run.sendingEndNanos() - run.startNanos());
    }
  }

  /** A server that answers nothing leaves no room for what is due; it is not forgotten. */
  @Test
  void whatWasDueAndFoundNoRoomIsUnsent() throws IOException, InterruptedException {
    try (UdpPeer peer = new UdpPeer((number, answer, replies) -> {})) {
      TestRun test = new TestRun(peer.address(), Through.NIO);
      test.pace = new Pace.Open(List.of(new Step(1_000, 0.5)));
      test.seconds = 0.5;
      test.outstanding = 10;
      test.timeoutNanos = 1_000_000_000;
      test.complete();
      // None is sent if this machine stands still for half a second.
      long sent = test.counts().sent();
      assertTrue(sent <= 10, () -> sent + " sent");
      assertEquals(sent, test.counts().lost());
      assertEquals(500, sent + test.counts().unsent());
    }
  }
}
