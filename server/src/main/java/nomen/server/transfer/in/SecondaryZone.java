package nomen.server.transfer.in;

import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import nomen.codec.name.Name;
import nomen.server.config.RemoteServer;
import nomen.server.config.ZoneSettings;
import nomen.store.zone.ZoneSnapshot;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One zone that comes from primaries: does what its {@link RefreshMachine} wants, and tells it what
 * came of it. All but {@link #status}, {@link #settings}, {@link #judge} and {@link #told} belongs
 * to the agenda's thread.
 */
final class SecondaryZone {
  /**
   * The most NOTIFYs that wait for the agenda's thread; those beyond are one, and say no serial.
   */
  static final int MAX_TOLD = 16;

  private static final long NO_SERIAL = -1;
  private static final Pattern NUMBER = Pattern.compile("[0-9]+");
  private static final Logger LOG = LoggerFactory.getLogger(SecondaryZone.class);

  private final SecondaryContext context;
  private final ZoneSettings settings;
  private final Name apex;
  private final List<RemoteServer> primaries;
  private final RefreshMachine machine;
  private final @Nullable String[] logged;
  private @Nullable String loggedHere;
  private @Nullable String loggedDetour;
  private boolean stopped;
  private Agenda.@Nullable Entry timer;
  private PrimaryLink.@Nullable Pending pending;
  private volatile SecondaryStatus status;
  private final AtomicInteger told = new AtomicInteger();
  private final AtomicBoolean isOverrun = new AtomicBoolean();

  SecondaryZone(SecondaryContext context, ZoneSettings settings) {
    this.context = context;
    this.settings = settings;
    apex = settings.name();
    primaries = settings.primaries();
    machine = new RefreshMachine(primaries.size(), context.random());
    logged = new @Nullable String[primaries.size()];
    status = statusNow();
  }

  ZoneSettings settings() {
    return settings;
  }

  SecondaryStatus status() {
    return status;
  }

  /**
   * The primary that a NOTIFY is from; any thread may ask.
   *
   * @return its index, -1 if it is from none
   */
  int judge(InetAddress from, @Nullable Name key) {
    for (int i = 0; i < primaries.size(); i++) {
      RemoteServer primary = primaries.get(i);
      if (primary.address().getAddress().equals(from)
          && (primary.key() == null || primary.key().equals(key))) {
        return i;
      }
    }
    return -1;
  }

  /**
   * Takes in a NOTIFY of a primary; any thread may. Its sender's address is easily forged, so what
   * waits is bounded, and nothing that was told is lost.
   */
  void told(int primary, long soaSerial) {
    if (told.incrementAndGet() <= MAX_TOLD) {
      context
          .agenda()
          .execute(
              () -> {
                told.decrementAndGet();
                notified(primary, isOverrun.getAndSet(false) ? NO_SERIAL : soaSerial);
              });
      return;
    }
    isOverrun.set(true);
    // Whoever comes to 0 behind this sees it; if that is this one, nobody else waits.
    if (told.decrementAndGet() == 0 && isOverrun.getAndSet(false)) {
      context.agenda().execute(() -> notified(primary, NO_SERIAL));
    }
  }

  private void notified(int primary, long soaSerial) {
    step(new RefreshEvent.Notified(primary, soaSerial));
  }

  void start(long delayMillis) {
    ZoneSnapshot zone = context.database().current().zone(apex);
    RefreshEvent.Held held = null;
    if (zone != null && zone.recordCount() > 0) {
      held =
          new RefreshEvent.Held(
              (int) zone.serial(), SoaTimers.of(zone), context.times().lastSuccessMillis(apex));
    }
    step(new RefreshEvent.Started(held, delayMillis));
    if (held != null) {
      context.foreign().look(apex, held.serial(), this::foreign);
    }
  }

  private void foreign(String why) {
    LOG.warn("zone {}: {}: the whole zone is transferred", apex, why);
    stepLater(new RefreshEvent.RetransferAsked());
  }

  void stop() {
    stopped = true;
    if (timer != null) {
      timer.cancel();
    }
    if (pending != null) {
      pending.abandon();
    }
  }

  /** Stops, and forgets what was kept of it beside the zone itself. */
  void remove() {
    stop();
    context.expired().remove(apex);
    context.times().forget(apex);
  }

  void step(RefreshEvent event) {
    if (stopped) {
      return;
    }
    long success = machine.lastSuccessMillis();
    for (RefreshAction action : machine.step(event, context.agenda().nowMillis())) {
      perform(action);
    }
    if (machine.lastSuccessMillis() != success) {
      context.times().succeeded(apex, machine.lastSuccessMillis());
    }
    report();
    status = statusNow();
  }

  private void perform(RefreshAction action) {
    switch (action) {
      case RefreshAction.SetTimer(long atMillis) -> setTimer(atMillis);
      case RefreshAction.AskSoa(int primary) -> ask(primaries.get(primary));
      case RefreshAction.Transfer transfer -> transfer(transfer);
      case RefreshAction.Expire() -> {
        LOG.atError()
            .addKeyValue("zone", apex)
            .log("zone has expired: no primary has answered for its EXPIRE");
        context.expired().add(apex);
        context.counters().count(SecondaryEvent.EXPIRED);
      }
      case RefreshAction.Revive() -> {
        LOG.atInfo().addKeyValue("zone", apex).log("zone is current again, and served");
        context.expired().remove(apex);
      }
    }
  }

  private void setTimer(long atMillis) {
    if (timer != null) {
      timer.cancel();
      timer = null;
    }
    if (atMillis != Long.MAX_VALUE) {
      long delay = Math.max(0, atMillis - context.agenda().nowMillis());
      timer = context.agenda().schedule(delay, () -> step(new RefreshEvent.TimerFired()));
    }
  }

  private void soaCame(SoaQuery.Outcome outcome) {
    pending = null;
    step(
        switch (outcome) {
          case SoaQuery.Outcome.Serial(int serial) -> new RefreshEvent.SoaAnswered(serial);
          case SoaQuery.Outcome.None(FailurePlace place, String reason) -> {
            context.counters().count(SecondaryEvent.SOA_FAILURES);
            yield new RefreshEvent.SoaFailed(place, reason);
          }
        });
  }

  private void ask(RemoteServer primary) {
    try {
      pending = context.queries().ask(context, apex, primary, this::soaCame);
    } catch (RuntimeException | Error e) {
      stepLater(new RefreshEvent.SoaFailed(FailurePlace.HERE, notBegun("query", e)));
    }
  }

  /** Without a thread or memory a zone must not wait for ever for what was never begun. */
  private void stepLater(RefreshEvent event) {
    context.agenda().execute(() -> step(event));
  }

  private String notBegun(String what, Throwable why) {
    LOG.error("zone {}: a {} could not be begun", apex, what, why);
    return "this server could not begin a " + what + ": " + why;
  }

  private void transfer(RefreshAction.Transfer wanted) {
    IncomingTransfers.Wanted what =
        new IncomingTransfers.Wanted(
            apex, primaries.get(wanted.primary()), wanted.incremental(), wanted.anySerial());
    try {
      pending =
          context
              .transfers()
              .begin(
                  what,
                  event -> {
                    pending = null;
                    step(event);
                  });
    } catch (RuntimeException | Error e) {
      stepLater(new RefreshEvent.TransferFailed(FailurePlace.HERE, notBegun("transfer", e)));
    }
  }

  /** The same fault at another message, record or name is no news. */
  private static String withoutNumbers(String reason) {
    return NUMBER.matcher(reason).replaceAll("#");
  }

  /** Says what went wrong, once for each primary and reason. */
  private void report() {
    String detour = machine.lastDetour();
    if (detour != null && !withoutNumbers(detour).equals(loggedDetour)) {
      loggedDetour = withoutNumbers(detour);
      RemoteServer primary = primaries.get(machine.primary());
      LOG.atInfo()
          .addKeyValue("zone", apex)
          .addKeyValue("primary", primary)
          .addKeyValue("reason", detour)
          .log("IXFR failed, AXFR follows");
    }
    String error = machine.lastError();
    if (error != null) {
      int primary = machine.lastErrorPrimary();
      if (primary == RefreshMachine.NOBODY) {
        if (!error.equals(loggedHere)) {
          loggedHere = error;
          SecondaryLog.notRefreshed(apex, null, error);
        }
      } else if (!withoutNumbers(error).equals(logged[primary])) {
        logged[primary] = withoutNumbers(error);
        SecondaryLog.notRefreshed(apex, primaries.get(primary), error);
      }
    } else if (machine.phase() == RefreshPhase.WAITING && machine.holdsZone()) {
      int primary = machine.primary();
      if (logged[primary] != null || loggedHere != null) {
        logged[primary] = null;
        loggedHere = null;
        LOG.atInfo()
            .addKeyValue("zone", apex)
            .addKeyValue("primary", primaries.get(primary))
            .addKeyValue("serial", Integer.toUnsignedLong(machine.serial()))
            .log("primary answers again");
      }
    }
  }

  private SecondaryStatus statusNow() {
    String error = machine.lastError();
    long next = machine.nextRefreshMillis();
    return new SecondaryStatus(
        apex,
        state(),
        machine.serial(),
        status == null ? null : primaries.get(machine.primary()),
        machine.lastSuccessMillis(),
        next == Long.MAX_VALUE ? SecondaryStatus.NEVER : next,
        machine.expiresMillis(),
        error == null ? null : withPlace(error));
  }

  private SecondaryStatus.State waiting() {
    if (!machine.holdsZone()) {
      return SecondaryStatus.State.EMPTY;
    }
    return machine.lastError() == null
        ? SecondaryStatus.State.CURRENT
        : SecondaryStatus.State.UNCONFIRMED;
  }

  /** One of the keys that it shares with its primaries is another one from now on. */
  void rekeyed(Set<Name> changed) {
    if (primaries.stream().anyMatch(it -> it.key() != null && changed.contains(it.key()))) {
      stepLater(new RefreshEvent.RefreshAsked());
    }
  }

  private String withPlace(String error) {
    int primary = machine.lastErrorPrimary();
    return primary == RefreshMachine.NOBODY ? error : primaries.get(primary) + ": " + error;
  }

  private SecondaryStatus.State state() {
    if (machine.isExpired()) {
      return SecondaryStatus.State.EXPIRED;
    }
    return switch (machine.phase()) {
      case TRANSFERRING -> SecondaryStatus.State.TRANSFERRING;
      case ASKING -> SecondaryStatus.State.ASKING;
      case WAITING -> waiting();
    };
  }
}
