package nomen.loadtest.statistics;

import static nomen.loadtest.traffic.RequestKind.QUERY;
import static nomen.loadtest.traffic.RequestKind.UPDATE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;
import nomen.loadtest.plan.Pace;
import nomen.loadtest.traffic.RequestKind;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class WorkerTallyTest {
  @Test
  void everyEventIsCountedWhereItBelongs() {
    WorkerTally tally = new WorkerTally(2);
    tally.sent(0, QUERY, 30);
    tally.sent(0, QUERY, 40);
    tally.sent(0, QUERY, 40);
    tally.answered(0, QUERY, 3, true, 100, 5_000);
    tally.answered(0, QUERY, 23, false, 200, 7_000);
    tally.lost(0, QUERY);
    tally.sent(1, UPDATE, 90);
    tally.answered(1, UPDATE, 4095, false, 12, 1);
    tally.unsent(1, UPDATE, 105);
    tally.unsent(1, UPDATE, 9999);

    Counts queries = tally.counts(0, QUERY);
    assertEquals(3, queries.sent());
    assertEquals(110, queries.sentOctets());
    assertEquals(2, queries.answered());
    assertEquals(300, queries.answerOctets());
    assertEquals(12_000, queries.latencyNanos());
    assertEquals(1, queries.lost());
    assertEquals(1, queries.truncated());
    assertEquals(1, queries.rcode(3));
    assertEquals(1, queries.rcode(23));
    assertEquals(0, queries.outstanding());
    assertEquals(new Extremes(5_000, 7_000, 30, 40, 100, 200), tally.extremes(0, QUERY).reported());
    Counts updates = tally.counts(1, UPDATE);
    assertEquals(1, updates.otherRcodes());
    assertEquals(2, updates.unsent());
    assertEquals(1, tally.unsentBecause(UPDATE, 105));
    assertEquals(1, tally.unsentBecause(UPDATE, 0));
    assertEquals(Counts.NONE, tally.counts(1, QUERY));
    assertEquals(Counts.NONE, tally.counts(0, UPDATE));
  }

  @Test
  void checksKeepTheFirstTextsAndCountTheRest() {
    WorkerTally tally = new WorkerTally(1);
    tally.checked(QUERY, null);
    for (int i = 0; i < 30; i++) {
      tally.checked(QUERY, "fault " + i + " " + "x".repeat(1000));
    }
    assertEquals(31, tally.checkedAnswers(QUERY));
    assertEquals(30, tally.faultyAnswers(QUERY));
    assertEquals(0, tally.checkedAnswers(UPDATE));
    assertEquals(WorkerTally.MAX_FAULT_TEXTS, tally.faultTexts().size());
    assertTrue(tally.faultTexts().get(19).startsWith("fault 19 x"));
    assertEquals(WorkerTally.MAX_FAULT_CHARS, tally.faultTexts().get(19).length());
  }

  @Test
  void latenciesOutOfRangeAreCountedAtItsEnds() {
    WorkerTally tally = new WorkerTally(1);
    tally.answered(0, QUERY, 0, false, 1, -5);
    tally.answered(0, QUERY, 0, false, 1, Long.MAX_VALUE);
    Histogram taken = tally.takeLatencies(0, QUERY);
    assertEquals(2, taken.getTotalCount());
    assertEquals(0, taken.getMinValue());
    assertTrue(taken.valuesAreEquivalent(WorkerTally.MAX_LATENCY_NANOS, taken.getMaxValue()));
    assertEquals(WorkerTally.MAX_LATENCY_NANOS, tally.counts(0, QUERY).latencyNanos());
  }

  @Test
  void latenciesAreTakenOnce() {
    WorkerTally tally = new WorkerTally(1);
    tally.answered(0, QUERY, 0, false, 1, 1_000);
    assertEquals(1, tally.takeLatencies(0, QUERY).getTotalCount());
    assertEquals(0, tally.takeLatencies(0, QUERY).getTotalCount());
    tally.answered(0, QUERY, 0, false, 1, 2_000);
    assertEquals(1, tally.takeLatencies(0, QUERY).getTotalCount());
  }

  @Test
  void answersThatComeAfterTheirStepStayInIt() {
    WorkerTally tally = new WorkerTally(3);
    tally.answered(0, QUERY, 0, false, 1, 1_000);
    tally.answered(1, QUERY, 0, false, 1, 10_000);
    tally.answered(0, QUERY, 0, false, 1, 100_000);
    assertEquals(2, tally.takeLatencies(0, QUERY).getTotalCount());
    tally.answered(2, QUERY, 0, false, 1, 10_000);
    tally.answered(0, QUERY, 0, false, 1, 50_000_000);
    Histogram late = tally.takeLatencies(0, QUERY);
    assertEquals(1, late.getTotalCount());
    assertTrue(late.valuesAreEquivalent(50_000_000, late.getMaxValue()));
    assertEquals(1, tally.takeLatencies(1, QUERY).getTotalCount());
    assertEquals(3, tally.counts(0, QUERY).answered());
  }

  @Test
  void aRunHasABoundedNumberOfSteps() {
    assertThrows(IllegalArgumentException.class, () -> new WorkerTally(0));
    assertThrows(IllegalArgumentException.class, () -> new WorkerTally(Pace.MAX_STEPS + 1));
  }

  /** The reader never sees more answers than requests, and nothing is lost or counted twice. */
  @Test
  void aReaderMayTakeWhileTheWorkerWrites() throws InterruptedException {
    int steps = 20;
    int perStep = 20_000;
    WorkerTally tally = new WorkerTally(steps);
    CountDownLatch written = new CountDownLatch(1);
    Thread worker =
        Thread.ofPlatform()
            .start(
                () -> {
                  for (int step = 0; step < steps; step++) {
                    for (int i = 0; i < perStep; i++) {
                      RequestKind kind = i % 2 == 0 ? QUERY : UPDATE;
                      // Every tenth is answered when the next step has begun.
                      int of = i % 10 == 0 && step > 0 ? step - 1 : step;
                      tally.sent(of, kind, 1);
                      tally.answered(of, kind, 0, false, 1, 1 + i);
                    }
                  }
                  written.countDown();
                });
    long taken = 0;
    boolean last = false;
    while (!last) {
      last = written.getCount() == 0;
      for (int step = 0; step < steps; step++) {
        for (RequestKind kind : RequestKind.values()) {
          Counts counts = tally.counts(step, kind);
          assertTrue(counts.outstanding() >= 0);
          assertTrue(counts.rcode(0) <= counts.answered());
          taken += tally.takeLatencies(step, kind).getTotalCount();
        }
      }
    }
    worker.join();
    assertEquals((long) steps * perStep, taken);
  }
}
