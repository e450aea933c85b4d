package nomen.server.update;

import java.util.List;
import java.util.stream.Collectors;
import nomen.codec.name.Name;
import nomen.codec.rr.RRType;
import nomen.codec.rr.RRTypes;
import nomen.server.config.AclElement;
import nomen.server.config.LabelPattern;
import nomen.server.config.NamePattern;
import nomen.server.config.Network;
import nomen.server.config.RuleAction;
import nomen.server.config.UpdateRuleSettings;
import nomen.server.transport.Transport;
import org.jspecify.annotations.Nullable;

/**
 * One rule: conditions that must all hold, each by one of its values. An empty list is no
 * condition.
 *
 * @param label what it is called in explanations, refusals and the history
 * @param allows whether what it matches may be done
 * @param anyType whether a rule without types speaks of every type; else it leaves {@link #KEPT}
 *     out
 * @param maxRecordsPerName 0 for no limit
 * @param follow how many secondaries the answer waits for at least
 */
record UpdateRule(
    String label,
    boolean allows,
    List<LabelPattern> keys,
    List<Network> networks,
    List<Transport> transports,
    List<NamePattern> names,
    List<RRType> types,
    boolean anyType,
    int maxRecordsPerName,
    int follow) {
  /**
   * The types that a rule must name to allow them, for what they say goes beyond their own name:
   * where the zone is and ends, what stands for all names below (DNAME), how it is signed and
   * summed up, and what a parent takes over from it. KEY is none of them: it is data, which clients
   * register beside their addresses (RFC 9665).
   */
  static final List<RRType> KEPT =
      List.of(
          RRTypes.SOA,
          RRTypes.NS,
          RRTypes.DNAME,
          RRTypes.DS,
          RRTypes.DNSKEY,
          RRTypes.RRSIG,
          RRTypes.NSEC,
          RRTypes.NSEC3,
          RRTypes.NSEC3PARAM,
          RRTypes.CDS,
          RRTypes.CDNSKEY,
          RRTypes.CSYNC,
          RRTypes.ZONEMD);

  /** What can keep a rule from matching. */
  enum Condition {
    KEY,
    NETWORK,
    TRANSPORT,
    NAMES,
    TYPES
  }

  /**
   * The rule of a table.
   *
   * @param number from 1, in the order of the file
   */
  static UpdateRule of(UpdateRuleSettings settings, int number) {
    boolean allows = settings.action() == RuleAction.ALLOW;
    String name = settings.name();
    return new UpdateRule(
        name == null ? "rule " + number : name,
        allows,
        settings.key(),
        settings.network(),
        settings.transport(),
        settings.names(),
        settings.types(),
        !allows,
        settings.maxRecordsPerName(),
        settings.follow());
  }

  /** The rule that an element of {@code allow-update} stands for: every name and type. */
  static UpdateRule of(AclElement source) {
    List<LabelPattern> keys = List.of();
    List<Network> networks = List.of();
    switch (source) {
      case AclElement.Key key -> keys = List.of(new LabelPattern(key.name()));
      case AclElement.Within within -> networks = List.of(within.network());
      case AclElement.Both both -> {
        keys = List.of(new LabelPattern(both.name()));
        networks = List.of(both.network());
      }
    }
    return new UpdateRule(
        "allow-update " + source,
        true,
        keys,
        networks,
        List.of(),
        List.of(),
        List.of(),
        true,
        0,
        0);
  }

  /**
   * The first condition that an operation does not meet, or null if the rule matches it.
   *
   * @param type of the record or RRset; ANY if all RRsets of the name are to be deleted
   */
  @Nullable Condition mismatch(Requester requester, Name owner, RRType type) {
    Condition condition = mismatch(requester);
    if (condition != null) {
      return condition;
    }
    if (!names.isEmpty() && !matchesName(requester, owner)) {
      return Condition.NAMES;
    }
    boolean typed = types.isEmpty() ? anyType || !KEPT.contains(type) : types.contains(type);
    return typed ? null : Condition.TYPES;
  }

  /** Whether it allows some types of a name, and is not asked about its deletion as a whole. */
  boolean allowsTypesAt(Requester requester, Name owner) {
    return allows && !types.isEmpty() && mismatch(requester, owner, types.getFirst()) == null;
  }

  /** The first condition that a requester does not meet whatever the operation is, or null. */
  @Nullable Condition mismatch(Requester requester) {
    if (!keys.isEmpty() && !matchesKey(requester.key())) {
      return Condition.KEY;
    }
    if (!networks.isEmpty() && !matchesNetwork(requester)) {
      return Condition.NETWORK;
    }
    if (!transports.isEmpty() && !transports.contains(requester.transport())) {
      return Condition.TRANSPORT;
    }
    return null;
  }

  /**
   * Whether a requester who meets the rule's own conditions can ever match by name: nobody without
   * a key is itself.
   */
  boolean hasNameFor(Requester requester) {
    return names.isEmpty()
        || requester.key() != null
        || names.stream().anyMatch(name -> !isOfKey(name));
  }

  /** Whether it speaks of every name and type. */
  boolean isForAllOperations() {
    return names.isEmpty() && types.isEmpty() && anyType;
  }

  private static boolean isOfKey(NamePattern name) {
    return name == NamePattern.OfRequester.SELF || name == NamePattern.OfRequester.SELFSUB;
  }

  private boolean matchesKey(@Nullable Name key) {
    if (key != null) {
      for (LabelPattern pattern : keys) {
        if (pattern.matches(key)) {
          return true;
        }
      }
    }
    return false;
  }

  private boolean matchesNetwork(Requester requester) {
    for (Network network : networks) {
      if (network.contains(requester.high(), requester.low())) {
        return true;
      }
    }
    return false;
  }

  private boolean matchesName(Requester requester, Name owner) {
    for (NamePattern name : names) {
      if (matches(name, requester, owner)) {
        return true;
      }
    }
    return false;
  }

  private static boolean matches(NamePattern pattern, Requester requester, Name owner) {
    Name key = requester.key();
    return switch (pattern) {
      case NamePattern.Exact exact -> owner.equals(exact.name());
      case NamePattern.Subdomain below -> owner.isAtOrBelow(below.name());
      case NamePattern.Wildcard wildcard -> wildcard.pattern().matches(owner);
      case NamePattern.OfRequester who ->
          switch (who) {
            case SELF -> key != null && owner.equals(key);
            case SELFSUB -> key != null && owner.isAtOrBelow(key);
            case REVERSE -> owner.equals(requester.reverseName());
          };
    };
  }

  /** Why an operation does not meet a condition, for the operator. */
  String explain(Condition condition, Requester requester, Name owner, RRType type) {
    return switch (condition) {
      case KEY ->
          requester.key() == null
              ? "the request is not signed; key is " + print(keys)
              : "key " + requester.key() + " is not one of " + print(keys);
      case NETWORK -> "the address is not in " + print(networks);
      case TRANSPORT -> "it came over " + requester.transport() + ", not " + print(transports);
      case NAMES -> owner + " is not in " + print(names);
      case TYPES ->
          types.isEmpty()
              ? "without types it allows all but " + print(KEPT)
              : type
                  + (type.equals(RRTypes.ANY) ? " (all of the name)" : "")
                  + " is not one of "
                  + print(types);
    };
  }

  private static String print(List<?> values) {
    return values.stream().map(String::valueOf).collect(Collectors.joining(", "));
  }
}
