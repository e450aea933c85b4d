package nomen.server.update;

import java.util.List;
import nomen.codec.name.Name;
import nomen.codec.rr.RRType;
import nomen.store.update.NameLimit;
import org.jspecify.annotations.Nullable;

/**
 * What the policy says to a whole message.
 *
 * @param allowed whether it may be done; it may if every operation may
 * @param rule the label of the rule that decided: on the operation that is refused, or on the first
 *     if all are allowed; empty if no rule matched
 * @param name whose change is refused; null if it is allowed, or nothing is that the client may do
 * @param type of what is refused there
 * @param why one line for the operator, and for clients that are known
 * @param nameLimits how many records names may have in the end, for those that the message adds to
 * @param wholeNames names that are to be emptied by a rule that does not name the type ANY: each
 *     type that they have is asked for when they are
 * @param follow how many secondaries the answer waits for, by the rules that allowed it
 */
record Decision(
    boolean allowed,
    String rule,
    @Nullable Name name,
    @Nullable RRType type,
    String why,
    List<NameLimit> nameLimits,
    List<Name> wholeNames,
    int follow) {
  static Decision allowed(
      UpdateRule first, List<NameLimit> nameLimits, List<Name> wholeNames, int follow) {
    String rule = first.label();
    return new Decision(
        true, rule, null, null, "allowed by " + rule, nameLimits, wholeNames, follow);
  }

  static Decision refused(String rule, @Nullable Name name, @Nullable RRType type, String why) {
    return new Decision(false, rule, name, type, why, List.of(), List.of(), 0);
  }
}
