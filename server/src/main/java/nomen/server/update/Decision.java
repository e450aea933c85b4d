package nomen.server.update;

import java.util.List;
import nomen.codec.name.Name;
import nomen.store.update.NameLimit;

/**
 * What the policy says to a whole message.
 *
 * @param allowed whether it may be done; it may if every operation may
 * @param rule the label of the rule that decided: on the operation that is refused, or on the first
 *     if all are allowed; empty if no rule matched
 * @param why one line for the operator, and for clients that are known
 * @param nameLimits how many records names may have in the end, for those that the message adds to
 * @param wholeNames names that are to be emptied by a rule that does not name the type ANY: each
 *     type that they have is asked for when they are
 * @param follow how many secondaries the answer waits for, by the rules that allowed it
 */
record Decision(
    boolean allowed,
    String rule,
    String why,
    List<NameLimit> nameLimits,
    List<Name> wholeNames,
    int follow) {
  static Decision refused(String rule, String why) {
    return new Decision(false, rule, why, List.of(), List.of(), 0);
  }
}
