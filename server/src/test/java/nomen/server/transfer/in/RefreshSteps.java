package nomen.server.transfer.in;

import java.util.List;
import java.util.stream.Collectors;

/** What a machine is told in tests, and what it wants done, in few letters. */
final class RefreshSteps {
  private RefreshSteps() {}

  static String print(List<RefreshAction> actions) {
    return actions.stream().map(RefreshSteps::print).collect(Collectors.joining(", "));
  }

  private static String print(RefreshAction action) {
    return switch (action) {
      case RefreshAction.AskSoa(int primary) -> "ask " + primary;
      case RefreshAction.Transfer(int primary, boolean incremental, boolean any) ->
          (incremental ? "ixfr " : "axfr ") + primary + (any ? " any" : "");
      case RefreshAction.SetTimer(long at) ->
          at == Long.MAX_VALUE ? "no timer" : "timer " + (at - RefreshMachineTest.T0);
      case RefreshAction.Expire() -> "expire";
      case RefreshAction.Revive() -> "revive";
    };
  }

  static RefreshEvent soa(int serial) {
    return new RefreshEvent.SoaAnswered(serial);
  }

  static RefreshEvent noSoa() {
    return new RefreshEvent.SoaFailed(FailurePlace.THERE, "no answer");
  }

  static RefreshEvent done(int serial) {
    return new RefreshEvent.Transferred(serial, RefreshMachineTest.TIMERS);
  }

  static RefreshEvent broken(FailurePlace place) {
    return new RefreshEvent.TransferFailed(place, "broken");
  }

  static RefreshEvent told(int primary, long serial) {
    return new RefreshEvent.Notified(primary, serial);
  }

  static RefreshEvent timer() {
    return new RefreshEvent.TimerFired();
  }
}
