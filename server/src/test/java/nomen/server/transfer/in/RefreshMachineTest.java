package nomen.server.transfer.in;

import static nomen.server.transfer.in.RefreshSteps.broken;
import static nomen.server.transfer.in.RefreshSteps.done;
import static nomen.server.transfer.in.RefreshSteps.noSoa;
import static nomen.server.transfer.in.RefreshSteps.print;
import static nomen.server.transfer.in.RefreshSteps.soa;
import static nomen.server.transfer.in.RefreshSteps.timer;
import static nomen.server.transfer.in.RefreshSteps.told;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Each step: what happens, and what is to be done then. The zone is at serial 10. */
class RefreshMachineTest {
  static final long T0 = 1_704_067_200_000L;

  /** REFRESH 100 s, RETRY 10 s, EXPIRE 1000 s. */
  static final SoaTimers TIMERS = SoaTimers.ofSeconds(100, 10, 1000);

  /** Shortens no time. */
  private static final RandomGenerator NO_JITTER = () -> 0;

  private long now = T0;
  private RefreshMachine machine = new RefreshMachine(1, NO_JITTER);

  private void expect(String actions, RefreshEvent event) {
    assertEquals(actions, print(machine.step(event, now)));
  }

  private void primaries(int count) {
    machine = new RefreshMachine(count, NO_JITTER);
  }

  private void startHeld(String actions) {
    expect(actions, new RefreshEvent.Started(new RefreshEvent.Held(10, TIMERS, T0), 0));
  }

  /** Started with serial 10, asked, and found current. */
  private void startCurrent() {
    startHeld("ask 0, timer 1000000");
    expect("timer 100000", soa(10));
  }

  @Nested
  @DisplayName("RFC 1034 section 4.3.5: the timers")
  class Timers {
    @Test
    void askAtTheStartAndAfterRefresh() {
      startCurrent();
      now = T0 + 100_000;
      expect("ask 0, timer 1000000", timer());
      now += 5;
      expect("timer 200005", soa(10));
    }

    @Test
    void fetchWhatIsNewer() {
      startHeld("ask 0, timer 1000000");
      expect("ixfr 0", soa(11));
      expect("timer 100000", done(11));
      assertEquals(11, machine.serial());
    }

    @Test
    void takeSerialsRoundTheCircle() {
      expect(
          "ask 0, timer 1000000",
          new RefreshEvent.Started(new RefreshEvent.Held(0xffff_fff0, TIMERS, T0), 0));
      expect("ixfr 0", soa(5));
    }

    @Test
    void takeNothingOlder() {
      startHeld("ask 0, timer 1000000");
      expect("timer 10000", soa(9));
      assertEquals("its serial 9 is older than 10, which is here", machine.lastError());
    }

    @Test
    void retryAfterFailure() {
      startHeld("ask 0, timer 1000000");
      now += 7;
      expect("timer 10007", noSoa());
      now = T0 + 10_007;
      expect("ask 0, timer 1000000", timer());
      expect("timer 110007", soa(10));
      assertNull(machine.lastError());
    }

    @Test
    void askThePrimariesInTheirOrder() {
      primaries(3);
      startHeld("ask 0, timer 1000000");
      expect("ask 1", noSoa());
      expect("ask 2", noSoa());
      expect("timer 10000", noSoa());
      now = T0 + 10_000;
      expect("ask 0, timer 1000000", timer());
      expect("ixfr 0", soa(12));
      expect("ask 1", broken(FailurePlace.ON_THE_WAY));
      assertEquals(0, machine.lastErrorPrimary());
    }

    @Test
    void waitLessByATenthAtMost() {
      for (int i = 0; i < 1000; i++) {
        RefreshMachine one = new RefreshMachine(1, new Random(i));
        one.step(new RefreshEvent.Started(new RefreshEvent.Held(10, TIMERS, T0), 0), T0);
        one.step(soa(10), T0);
        long wait = one.nextRefreshMillis() - T0;
        assertTrue(wait >= 90_000 && wait <= 100_000, () -> "waits " + wait);
      }
    }

    @Test
    void takeTheNewTimersOfATransfer() {
      startHeld("ask 0, timer 1000000");
      expect("ixfr 0", soa(11));
      expect("timer 50000", new RefreshEvent.Transferred(11, SoaTimers.ofSeconds(50, 10, 1000)));
    }
  }

  @Nested
  @DisplayName("Without data")
  class WithoutData {
    @Test
    void transferAtOnce() {
      expect("axfr 0", new RefreshEvent.Started(null, 0));
      expect("timer 100000", done(3));
    }

    @Test
    void waitForTheTurn() {
      expect("timer 250", new RefreshEvent.Started(null, 250));
      now += 250;
      expect("axfr 0", timer());
    }

    @Test
    void backOffAndGiveTheFirstSuccessItsOwnTimers() {
      expect("axfr 0", new RefreshEvent.Started(null, 0));
      long wait = 500;
      for (int i = 0; i < 20; i++) {
        machine.step(broken(FailurePlace.THERE), now);
        assertEquals(now + Math.min(wait, 300_000), machine.nextRefreshMillis());
        wait *= 2;
        now = machine.nextRefreshMillis();
        expect("axfr 0", timer());
      }
      machine.step(done(1), now);
      assertEquals(now + 100_000, machine.nextRefreshMillis());
    }
  }

  @Nested
  @DisplayName("RFC 1996: NOTIFY")
  class Notify {
    @Test
    void goStraightToIxfr() {
      startCurrent();
      expect("ixfr 0, timer 1000000", told(0, 11));
      expect("timer 100000", done(11));
    }

    @Test
    void goToTheOneThatSentItFirst() {
      primaries(3);
      startCurrent();
      expect("ixfr 1, timer 1000000", told(1, 11));
      expect("ixfr 0", broken(FailurePlace.ON_THE_WAY));
      expect("ixfr 2", broken(FailurePlace.ON_THE_WAY));
      expect("timer 10000", broken(FailurePlace.ON_THE_WAY));
    }

    @Test
    void doNothingForASerialThatIsHere() {
      startCurrent();
      expect("", told(0, 10));
      expect("", told(0, 9));
      assertEquals(RefreshPhase.WAITING, machine.phase());
    }

    @Test
    void askIfItDoesNotSayWhichSerial() {
      startCurrent();
      expect("ixfr 0, timer 1000000", told(0, -1));
      expect("timer 100000", new RefreshEvent.UpToDate(10));
    }

    @Test
    void doOneMoreForAnyNumberThatCameMeanwhile() {
      startCurrent();
      expect("ixfr 0, timer 1000000", told(0, 11));
      expect("", told(0, 12));
      expect("", told(0, 13));
      expect("ixfr 0", done(12));
      expect("", told(0, 14));
      expect("timer 100000", done(14));
    }

    @Test
    void askTheNextIfTheFirstDoesNotHaveIt() {
      primaries(2);
      startCurrent();
      expect("ixfr 0, timer 1000000", told(0, 11));
      expect("ixfr 1", new RefreshEvent.UpToDate(10));
      expect("timer 100000", done(11));
    }

    @Test
    void retryIfNobodyHasWhatWasTold() {
      primaries(2);
      startCurrent();
      expect("ixfr 0, timer 1000000", told(0, 11));
      expect("ixfr 1", new RefreshEvent.UpToDate(10));
      expect("timer 10000", new RefreshEvent.UpToDate(10));
      assertNull(machine.lastError());
    }

    @Test
    void waitASecondAfterOneThatBroughtNothing() {
      startCurrent();
      expect("ixfr 0, timer 1000000", told(0, -1));
      expect("timer 100000", new RefreshEvent.UpToDate(10));
      expect("timer 1000", told(0, -1));
      expect("", told(0, 11));
      now = T0 + 1_000;
      expect("ixfr 0, timer 1000000", timer());
    }

    @Test
    void transferTheWholeZoneWithoutData() {
      expect("axfr 0", new RefreshEvent.Started(null, 0));
      expect("timer 500", broken(FailurePlace.THERE));
      expect("axfr 0, no timer", told(0, 1));
    }

    @Test
    void tellThatThePrimaryIsBack() {
      startHeld("ask 0, timer 1000000");
      expect("timer 10000", noSoa());
      expect("ixfr 0, timer 1000000", told(0, 10));
      expect("timer 100000", new RefreshEvent.UpToDate(10));
    }
  }

  @Nested
  @DisplayName("RFC 1995 section 4: IXFR that does not do")
  class FallBack {
    @Test
    void askForTheWholeZone() {
      startCurrent();
      expect("ixfr 0, timer 1000000", told(0, 11));
      expect("axfr 0", broken(FailurePlace.THERE));
      expect("timer 100000", done(11));
    }

    @Test
    void goOnToTheNextIfThatFailsToo() {
      primaries(2);
      startCurrent();
      expect("ixfr 0, timer 1000000", told(0, 11));
      expect("axfr 0", broken(FailurePlace.THERE));
      expect("ixfr 1", broken(FailurePlace.THERE));
      expect("timer 100000", done(11));
    }

    @Test
    void askForTheWholeZoneOfWhoHasNewsAndSendsNone() {
      startCurrent();
      expect("ixfr 0, timer 1000000", told(0, 11));
      expect("axfr 0", new RefreshEvent.UpToDate(11));
      expect("timer 100000", done(11));
    }

    @Test
    void doNotAskForTheWholeZoneOfWhoWasNotReached() {
      primaries(2);
      startCurrent();
      expect("ixfr 0, timer 1000000", told(0, 11));
      expect("ixfr 1", broken(FailurePlace.ON_THE_WAY));
    }

    @Test
    void retrySoonAfterAFailureHere() {
      primaries(2);
      startCurrent();
      expect("ixfr 0, timer 1000000", told(0, 11));
      expect("timer 500", broken(FailurePlace.HERE));
      assertEquals(RefreshMachine.NOBODY, machine.lastErrorPrimary());
      now += 500;
      expect("ask 0, timer 1000000", timer());
      expect("timer 1500", new RefreshEvent.SoaFailed(FailurePlace.HERE, "no socket"));
    }
  }

  @Nested
  @DisplayName("RFC 1035 section 3.3.13: EXPIRE")
  class Expiry {
    @Test
    void comesWhileAPrimaryIsAsked() {
      startHeld("ask 0, timer 1000000");
      now = T0 + 1_000_000;
      expect("expire", timer());
      assertTrue(machine.isExpired());
      expect("timer 1010000", noSoa());
    }

    @Test
    void comesBetweenTwoRetries() {
      startHeld("ask 0, timer 1000000");
      now = T0 + 995_000;
      expect("", noSoa());
      now = T0 + 1_000_000;
      expect("expire, timer 1005000", timer());
    }

    @Test
    void endsWithTheNextSuccess() {
      comesWhileAPrimaryIsAsked();
      now = T0 + 1_010_000;
      expect("ask 0", timer());
      expect("revive, timer 1110000", soa(10));
      assertFalse(machine.isExpired());
    }

    @Test
    void endsByANotifyOfTheSameSerial() {
      comesWhileAPrimaryIsAsked();
      expect("ixfr 0, no timer", told(0, 10));
      expect("revive, timer 1100000", new RefreshEvent.UpToDate(10));
    }

    @Test
    void hasComeWhileTheServerWasDown() {
      expect(
          "expire, ask 0",
          new RefreshEvent.Started(new RefreshEvent.Held(10, TIMERS, T0 - 1_000_000), 0));
    }

    @Test
    void countsFromTheStartIfNobodyKnows() {
      expect(
          "ask 0, timer 1000000",
          new RefreshEvent.Started(new RefreshEvent.Held(10, TIMERS, SecondaryStatus.NEVER), 0));
    }

    @Test
    void countsFromNoTimeToCome() {
      expect(
          "ask 0, timer 1000000",
          new RefreshEvent.Started(new RefreshEvent.Held(10, TIMERS, T0 + 5_000_000), 0));
    }
  }

  @Nested
  @DisplayName("What an operator asks for")
  class Asked {
    @Test
    void refreshAsksNow() {
      startCurrent();
      expect("ask 0, timer 1000000", new RefreshEvent.RefreshAsked());
    }

    @Test
    void retransferTakesAnySerial() {
      startCurrent();
      expect("axfr 0 any, timer 1000000", new RefreshEvent.RetransferAsked());
      expect("timer 100000", done(3));
      assertEquals(3, machine.serial());
    }

    @Test
    void retransferComesAfterWhatIsUnderWay() {
      startCurrent();
      expect("ixfr 0, timer 1000000", told(0, 11));
      expect("", new RefreshEvent.RetransferAsked());
      expect("axfr 0 any", done(11));
    }
  }
}
