package nomen.server.update;

import java.util.ArrayList;
import java.util.List;
import nomen.codec.name.Name;
import nomen.codec.rr.RRTypes;
import nomen.server.config.ZoneSettings;

/**
 * How a zone's policy comes to what it says to an update: for each operation the rules that were
 * asked, in their order, and why each but the last did not match.
 *
 * @param allowed whether the message may be done
 * @param lines for the operator
 */
public record PolicyExplanation(boolean allowed, List<String> lines) {
  /** Copies the lines. */
  public PolicyExplanation {
    lines = List.copyOf(lines);
  }

  /** Asks the policy of a zone. */
  public static PolicyExplanation of(
      ZoneSettings zone, Requester requester, List<OperationText> operations) {
    UpdatePolicy policy = new UpdatePolicy(zone);
    List<String> lines = new ArrayList<>();
    boolean allowed = true;
    for (OperationText operation : operations) {
      lines.add(operation + ", from " + print(requester) + ":");
      allowed &= explain(policy, requester, operation, lines);
    }
    if (operations.size() > 1) {
      lines.add(allowed ? "the message is allowed" : "the message is refused, all of it");
    }
    if (!zone.forwardUpdates().isEmpty()) {
      lines.add(
          "updates of " + zone.name() + " are forwarded: its primary decides, not these rules");
    }
    return new PolicyExplanation(allowed, lines);
  }

  private static boolean explain(
      UpdatePolicy policy, Requester requester, OperationText operation, List<String> lines) {
    Name owner = operation.name();
    if (!owner.isAtOrBelow(policy.zone())) {
      lines.add("refused: " + owner + " is not in the zone " + policy.zone() + " (NOTZONE)");
      return false;
    }
    UpdateRule decider = policy.decider(requester, owner, operation.type());
    for (UpdateRule rule : policy.rules()) {
      String head = "  " + rule.label() + (rule.allows() ? " (allow): " : " (deny): ");
      UpdateRule.Condition condition = rule.mismatch(requester, owner, operation.type());
      if (rule.equals(decider)) {
        lines.add(head + (condition == null ? "matches" : "matches, by its types"));
        addNotes(policy, rule, operation, lines);
        lines.add((rule.allows() ? "allowed by " : "refused by ") + rule.label());
        return rule.allows();
      }
      if (condition != null) {
        lines.add(head + rule.explain(condition, requester, owner, operation.type()));
      }
    }
    lines.add(
        policy.rules().isEmpty() ? "refused: the zone has no rules" : "refused: no rule matches");
    return false;
  }

  private static void addNotes(
      UpdatePolicy policy, UpdateRule rule, OperationText operation, List<String> lines) {
    if (!rule.allows()) {
      return;
    }
    if (operation.adds() && rule.maxRecordsPerName() > 0) {
      lines.add("    the name may have " + rule.maxRecordsPerName() + " records in the end");
    }
    if (operation.type().equals(RRTypes.ANY) && !policy.mayEmpty(rule)) {
      lines.add("    if each type that the name has may be deleted by itself");
    }
  }

  private static String print(Requester requester) {
    Name key = requester.key();
    return requester.addressText()
        + " over "
        + requester.transport()
        + (key == null ? ", not signed" : ", key " + key);
  }
}
