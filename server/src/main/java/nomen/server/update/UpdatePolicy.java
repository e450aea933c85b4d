package nomen.server.update;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import nomen.codec.name.Name;
import nomen.codec.rr.RRType;
import nomen.codec.rr.RRTypes;
import nomen.codec.update.UpdateOperation;
import nomen.server.config.AclElement;
import nomen.server.config.ZoneSettings;
import nomen.store.update.NameLimit;
import org.jspecify.annotations.Nullable;

/**
 * Who may change what in one zone. For each operation the rules are asked in their order, those of
 * {@code allow-update} last, and the first that matches decides; what none matches is refused. A
 * message may be done if each of its operations may. It never changes and is shared by all event
 * loops.
 *
 * <p>It is asked before the prerequisites are looked at, though RFC 2136 section 3.3 has it the
 * other way round: who may update nothing must not learn what is in the zone by what its
 * prerequisites get for an answer.
 */
final class UpdatePolicy {
  private final Name zone;
  private final List<UpdateRule> rules;

  UpdatePolicy(ZoneSettings settings) {
    zone = settings.name();
    List<UpdateRule> all = new ArrayList<>();
    settings.updateRules().forEach(rule -> all.add(UpdateRule.of(rule, all.size() + 1)));
    for (AclElement source : settings.allowUpdate()) {
      all.add(UpdateRule.of(source));
    }
    rules = List.copyOf(all);
  }

  /** The apex of the zone that it is for. */
  Name zone() {
    return zone;
  }

  /** Whether no update is allowed to anybody. */
  boolean isClosed() {
    return rules.stream().noneMatch(UpdateRule::allows);
  }

  /** The rules in the order in which they are asked. */
  List<UpdateRule> rules() {
    return rules;
  }

  /**
   * Decides on the operations of a message.
   *
   * @param operations may be none, in a message that only asks whether prerequisites hold, or whose
   *     update section is malformed: then it is enough that the requester may do something
   */
  Decision decide(Requester requester, List<UpdateOperation> operations) {
    UpdateRule first = null;
    List<NameLimit> limits = List.of();
    Set<Name> wholeNames = Set.of();
    int follow = 0;
    for (UpdateOperation operation : operations) {
      RRType type = typeOf(operation);
      UpdateRule rule = decider(requester, operation.name(), type);
      if (rule == null || !rule.allows()) {
        return refusedBy(rule, operation.name(), type);
      }
      first = first == null ? rule : first;
      follow = Math.max(follow, rule.follow());
      if (rule.maxRecordsPerName() > 0 && operation instanceof UpdateOperation.AddRecord) {
        limits = limits.isEmpty() ? new ArrayList<>() : limits;
        // The name of the rule is for those alone who have signed.
        String label = requester.key() == null ? "" : rule.label();
        limits.add(new NameLimit(operation.name(), rule.maxRecordsPerName(), label));
      }
      if (operation instanceof UpdateOperation.DeleteName(Name name) && !mayEmpty(rule)) {
        wholeNames = wholeNames.isEmpty() ? new LinkedHashSet<>() : wholeNames;
        wholeNames.add(name);
      }
    }
    return first == null
        ? decideWithoutOperation(requester)
        : Decision.allowed(first, limits, List.copyOf(wholeNames), follow);
  }

  private static Decision refusedBy(@Nullable UpdateRule rule, Name owner, RRType type) {
    String what = type + " at " + owner;
    return rule == null
        ? Decision.refused("", owner, type, "no rule allows " + what + " to this client")
        : Decision.refused(rule.label(), owner, type, rule.label() + " denies " + what);
  }

  /**
   * Whether a rule that allows the deletion of all that a name has does so whatever that is: if it
   * names the type ANY, or speaks of every type and no rule before it could deny some.
   */
  boolean mayEmpty(UpdateRule rule) {
    if (!rule.types().isEmpty()) {
      return rule.types().contains(RRTypes.ANY);
    }
    if (!rule.anyType()) {
      return false;
    }
    return rules.subList(0, rules.indexOf(rule)).stream().allMatch(UpdateRule::allows);
  }

  /**
   * Decides on the deletion of all that a name has by the types that there are, each as if it were
   * deleted by itself; null if it may be done.
   *
   * @param types of {@link Decision#wholeNames}, as the zone has them
   */
  @Nullable Decision refuseDeletion(Requester requester, Name owner, Iterable<RRType> types) {
    for (RRType type : types) {
      UpdateRule rule = find(requester, owner, type);
      if (rule == null || !rule.allows()) {
        return refusedBy(rule, owner, type);
      }
    }
    return null;
  }

  /**
   * The rule that decides on an operation; null if none does. That is the first that matches. The
   * deletion of all that a name has matches rules without types and those that name ANY; before
   * one, or before a rule that denies every type, it is also allowed by a rule with other types, if
   * each type that the name has may be deleted by itself.
   */
  @Nullable UpdateRule decider(Requester requester, Name owner, RRType type) {
    if (!type.equals(RRTypes.ANY)) {
      return find(requester, owner, type);
    }
    UpdateRule byTypes = null;
    for (UpdateRule rule : rules) {
      if (rule.mismatch(requester, owner, type) == null) {
        boolean leavesTypes = !rule.allows() && rule.types().isEmpty();
        return byTypes != null && leavesTypes ? byTypes : rule;
      }
      if (byTypes == null && rule.allowsTypesAt(requester, owner)) {
        byTypes = rule;
      }
    }
    return byTypes;
  }

  /** The first rule that matches an operation, or null. */
  @Nullable UpdateRule find(Requester requester, Name owner, RRType type) {
    for (UpdateRule rule : rules) {
      if (rule.mismatch(requester, owner, type) == null) {
        return rule;
      }
    }
    return null;
  }

  private Decision decideWithoutOperation(Requester requester) {
    for (UpdateRule rule : rules) {
      if (rule.mismatch(requester) == null && rule.hasNameFor(requester)) {
        if (rule.allows()) {
          return Decision.allowed(rule, List.of(), List.of(), 0);
        }
        if (rule.isForAllOperations()) {
          return Decision.refused(rule.label(), null, null, rule.label() + " denies every update");
        }
      }
    }
    return Decision.refused("", null, null, "no rule allows anything to this client");
  }

  /** The type that a rule is asked about. */
  static RRType typeOf(UpdateOperation operation) {
    return switch (operation) {
      case UpdateOperation.AddRecord add -> add.rdata().type();
      case UpdateOperation.DeleteRRset delete -> delete.type();
      case UpdateOperation.DeleteName _ -> RRTypes.ANY;
      case UpdateOperation.DeleteRecord delete -> delete.rdata().type();
    };
  }
}
