package nomen.server.transfer.in;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import nomen.codec.rr.Serial;
import org.jspecify.annotations.Nullable;

/**
 * When a secondary asks which primary for what (RFC 1034 section 4.3.5, RFC 1996, RFC 1995 section
 * 2): events in, actions out, no I/O and no clock.
 *
 * <pre>
 *              timer: the primaries in their order           NOTIFY: the one that sent it first
 *   WAITING ------------------------------> ASKING             |
 *      ^                                      | newer          |
 *      |  same serial, or round over          v                v
 *      +------------------------------- TRANSFERRING <---------+
 *         REFRESH after success, RETRY        IXFR, then AXFR if that fails
 *         after every primary failed
 * </pre>
 *
 * <p>One round is under way at a time; what is asked for meanwhile becomes one round more. EXPIRE
 * counts from the last success beside all this. Not thread-safe.
 */
final class RefreshMachine {
  /**
   * After a round that a NOTIFY had started and that brought nothing: how long the next NOTIFY
   * waits. Its sender's address is easily forged.
   */
  static final long QUIET_MILLIS = 1_000;

  /** What {@link #lastErrorPrimary} is if no primary is at fault. */
  static final int NOBODY = -1;

  private static final long NOTHING = -1;
  private static final long NO_TIMER = Long.MAX_VALUE;

  private final int primaries;
  private final RefreshDelays delays;
  private final List<RefreshAction> actions = new ArrayList<>();

  private RefreshPhase phase = RefreshPhase.WAITING;
  private boolean holdsZone;
  private int serial;
  private SoaTimers timers = SoaTimers.ofSeconds(0, 0, 0);
  private long lastSuccess = SecondaryStatus.NEVER;
  private boolean expired;
  private long refreshAt = NO_TIMER;
  private long timerAt = NO_TIMER;
  private int failedRounds;
  private @Nullable String lastError;
  private int lastErrorPrimary;
  private @Nullable String lastDetour;

  /** The round that is under way. */
  private int first;

  private int tried;
  private int lastAsked;
  private boolean direct;
  private boolean forced;
  private boolean incremental;
  private boolean byNotify;
  private long wanted = NOTHING;
  private boolean confirmed;

  /** The round that was asked for while one was under way. */
  private boolean again;

  private boolean againForced;
  private int againFirst;
  private long againWanted = NOTHING;
  private long quietUntil = Long.MIN_VALUE;

  /**
   * A machine that was not started.
   *
   * @param primaries how many there are, at least one
   * @param random shortens the times
   */
  RefreshMachine(int primaries, RandomGenerator random) {
    this.primaries = primaries;
    delays = new RefreshDelays(random);
  }

  /**
   * Takes in what happened.
   *
   * @param now milliseconds since 1970, never less than before
   * @return what is to be done, in this order; good until the next call
   */
  List<RefreshAction> step(RefreshEvent event, long now) {
    actions.clear();
    switch (event) {
      case RefreshEvent.Started started -> start(started, now);
      case RefreshEvent.TimerFired _ -> timerFired(now);
      case RefreshEvent.Notified notified -> notified(notified, now);
      case RefreshEvent.SoaAnswered answer -> soaAnswered(answer.serial(), now);
      case RefreshEvent.SoaFailed no when phase == RefreshPhase.ASKING ->
          failed(no.place(), no.reason(), now);
      case RefreshEvent.SoaFailed _ -> {}
      case RefreshEvent.Transferred done -> transferred(done, now);
      case RefreshEvent.UpToDate answer -> upToDate(answer.serial(), now);
      case RefreshEvent.TransferFailed failure -> transferFailed(failure, now);
      case RefreshEvent.RefreshAsked _ -> asked(false, now);
      case RefreshEvent.RetransferAsked _ -> asked(true, now);
    }
    setTimer();
    return actions;
  }

  private void start(RefreshEvent.Started started, long now) {
    RefreshEvent.Held held = started.held();
    refreshAt = now + started.delayMillis();
    if (held != null) {
      holdsZone = true;
      serial = held.serial();
      timers = held.timers();
      boolean known = held.lastSuccessMillis() != SecondaryStatus.NEVER;
      lastSuccess = known ? Math.min(held.lastSuccessMillis(), now) : now;
      expireIfDue(now);
    }
    if (started.delayMillis() == 0) {
      begin(0, NOTHING, false, false, now);
    }
  }

  private void timerFired(long now) {
    timerAt = NO_TIMER;
    expireIfDue(now);
    if (phase != RefreshPhase.WAITING || now < refreshAt) {
      return;
    }
    if (again) {
      beginAgain(now);
    } else {
      begin(0, NOTHING, false, false, now);
    }
  }

  private void expireIfDue(long now) {
    if (holdsZone && !expired && now >= lastSuccess + timers.expireMillis()) {
      expired = true;
      actions.add(new RefreshAction.Expire());
    }
  }

  private void notified(RefreshEvent.Notified notified, long now) {
    boolean healthy = holdsZone && !expired && failedRounds == 0;
    if (healthy && !isNews(notified.serial())) {
      return;
    }
    again = true;
    againFirst = notified.primary();
    againWanted = notified.serial();
    beginAgainIfDue(now);
  }

  /** Whether the zone that is here is not what a NOTIFY tells of. */
  private boolean isNews(long told) {
    return told == NOTHING || !holdsZone || Serial.isNewer((int) told, serial);
  }

  private void asked(boolean whole, long now) {
    if (phase == RefreshPhase.WAITING) {
      begin(0, NOTHING, whole, false, now);
      return;
    }
    // What the round under way was told before now may be old by now.
    again = true;
    againForced |= whole;
    againFirst = 0;
    againWanted = NOTHING;
    quietUntil = Long.MIN_VALUE;
  }

  private void beginAgainIfDue(long now) {
    if (!again || phase != RefreshPhase.WAITING) {
      return;
    }
    if (now >= quietUntil) {
      beginAgain(now);
    } else {
      refreshAt = Math.min(refreshAt, quietUntil);
    }
  }

  private void beginAgain(long now) {
    begin(againFirst, againWanted, againForced, true, now);
  }

  private void begin(int primary, long news, boolean whole, boolean told, long now) {
    again = false;
    againForced = false;
    first = primary;
    tried = 0;
    wanted = news;
    forced = whole;
    // A NOTIFY says that there is something to fetch: to ask before that costs a round trip.
    direct = told;
    byNotify = told;
    confirmed = false;
    tryNext(now);
  }

  /** The primary whose turn it is: the one that sent NOTIFY, then the others in their order. */
  private int turn() {
    if (tried == 0) {
      return first;
    }
    return tried <= first ? tried - 1 : tried;
  }

  private void tryNext(long now) {
    if (tried == primaries) {
      endRound(false, now);
    } else if (forced || !holdsZone) {
      transfer(false);
    } else if (direct) {
      transfer(true);
    } else {
      phase = RefreshPhase.ASKING;
      lastAsked = turn();
      actions.add(new RefreshAction.AskSoa(lastAsked));
    }
  }

  private void transfer(boolean byDifference) {
    phase = RefreshPhase.TRANSFERRING;
    incremental = byDifference;
    lastAsked = turn();
    actions.add(new RefreshAction.Transfer(lastAsked, byDifference, forced));
  }

  private void soaAnswered(int theirs, long now) {
    if (phase != RefreshPhase.ASKING) {
      return;
    }
    if (Serial.isNewer(theirs, serial)) {
      transfer(true);
    } else if (theirs == serial) {
      succeeded(timers.refreshMillis(), now);
    } else {
      failed(FailurePlace.THERE, older(theirs), now);
    }
  }

  private void transferred(RefreshEvent.Transferred done, long now) {
    if (phase != RefreshPhase.TRANSFERRING) {
      return;
    }
    holdsZone = true;
    serial = done.serial();
    timers = done.timers();
    succeeded(timers.refreshMillis(), now);
  }

  private void upToDate(int theirs, long now) {
    if (phase != RefreshPhase.TRANSFERRING) {
      return;
    }
    if (Serial.isNewer(theirs, serial) && incremental) {
      lastDetour = "it has serial %s and sent no differences".formatted(Serial.print(theirs));
      transfer(false);
    } else if (theirs != serial) {
      failed(FailurePlace.THERE, older(theirs), now);
    } else if (wanted != NOTHING && Serial.isNewer((int) wanted, serial)) {
      // Several primaries may share an address: another one has what the NOTIFY told of.
      confirmed = true;
      tried++;
      tryNext(now);
    } else {
      becomeQuiet(now);
      succeeded(timers.refreshMillis(), now);
    }
  }

  private String older(int theirs) {
    return "its serial %s is older than %s, which is here"
        .formatted(Serial.print(theirs), Serial.print(serial));
  }

  private void transferFailed(RefreshEvent.TransferFailed failure, long now) {
    if (phase != RefreshPhase.TRANSFERRING) {
      return;
    }
    if (incremental && failure.place() == FailurePlace.THERE) {
      lastDetour = failure.reason();
      transfer(false);
    } else {
      failed(failure.place(), failure.reason(), now);
    }
  }

  private void failed(FailurePlace place, String reason, long now) {
    lastError = reason;
    if (place == FailurePlace.HERE) {
      lastErrorPrimary = NOBODY;
      endRound(true, now);
    } else {
      lastErrorPrimary = lastAsked;
      tried++;
      tryNext(now);
    }
  }

  private void endRound(boolean failedHere, long now) {
    becomeQuiet(now);
    if (confirmed) {
      // The zone is as current as any primary that answered, and one said that it is not enough.
      succeeded(timers.retryMillis(), now);
      return;
    }
    phase = RefreshPhase.WAITING;
    failedRounds++;
    refreshAt = now + delays.after(failedRounds, holdsZone ? timers : null, failedHere);
    beginAgainIfDue(now);
  }

  private void becomeQuiet(long now) {
    if (byNotify) {
      quietUntil = now + QUIET_MILLIS;
    }
  }

  private void succeeded(long nextMillis, long now) {
    phase = RefreshPhase.WAITING;
    lastSuccess = now;
    lastError = null;
    failedRounds = 0;
    refreshAt = now + delays.jitter(nextMillis);
    if (expired) {
      expired = false;
      actions.add(new RefreshAction.Revive());
    }
    if (again && !againForced && !isNews(againWanted)) {
      again = false;
    }
    beginAgainIfDue(now);
  }

  private void setTimer() {
    long at = phase == RefreshPhase.WAITING ? refreshAt : NO_TIMER;
    if (holdsZone && !expired) {
      at = Math.min(at, lastSuccess + timers.expireMillis());
    }
    if (at != timerAt) {
      timerAt = at;
      actions.add(new RefreshAction.SetTimer(at));
    }
  }

  RefreshPhase phase() {
    return phase;
  }

  boolean holdsZone() {
    return holdsZone;
  }

  boolean isExpired() {
    return expired;
  }

  int serial() {
    return serial;
  }

  int primary() {
    return lastAsked;
  }

  long lastSuccessMillis() {
    return lastSuccess;
  }

  long nextRefreshMillis() {
    return phase == RefreshPhase.WAITING ? refreshAt : SecondaryStatus.NEVER;
  }

  long expiresMillis() {
    return holdsZone ? lastSuccess + timers.expireMillis() : SecondaryStatus.NEVER;
  }

  /** Why the last primary that failed did; null after a success. */
  @Nullable String lastError() {
    return lastError;
  }

  /** The index of that primary; {@link #NOBODY} if it failed at this server. */
  int lastErrorPrimary() {
    return lastErrorPrimary;
  }

  /** Why the last transfer that was asked for by IXFR had to be by AXFR; null if none was so. */
  @Nullable String lastDetour() {
    return lastDetour;
  }
}
