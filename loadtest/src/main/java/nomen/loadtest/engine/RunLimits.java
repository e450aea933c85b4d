package nomen.loadtest.engine;

import java.io.IOException;
import nomen.loadtest.plan.LoadPlan;
import nomen.loadtest.statistics.RepeatDecision;

/** What a run may ask of this machine, beyond what each value of a plan may be. */
final class RunLimits {
  private static final int MAX_PORT = 65_535;

  private RunLimits() {}

  /**
   * Refuses what cannot be done.
   *
   * @throws IOException naming the rule
   */
  static void check(LoadPlan plan) throws IOException {
    WorkerShare share = new WorkerShare(plan, new RepeatDecision(), 0, plan.threads());
    int clients = share.locals().size();
    long places = (long) clients * Flights.windowFor(clients, share.outstanding());
    if (places * plan.threads() > Flights.MAX_PLACES) {
      throw new IOException(
          "outstanding "
              + plan.bounds().outstanding()
              + " is too many: a run keeps at most "
              + Flights.MAX_PLACES / 4
              + " or so");
    }
    int addresses = Math.max(1, plan.target().sources().size());
    int lastPort = plan.target().firstPort() + (plan.target().clients() - 1) / addresses;
    if (plan.target().firstPort() > 0 && lastPort > MAX_PORT) {
      throw new IOException(
          "the source ports from " + plan.target().firstPort() + " on would end at " + lastPort);
    }
  }
}
