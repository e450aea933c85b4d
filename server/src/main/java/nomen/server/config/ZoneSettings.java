package nomen.server.config;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import nomen.codec.name.Name;
import nomen.store.update.SerialPolicy;
import org.jspecify.annotations.Nullable;

/** A table {@code [[zone]]}. */
public record ZoneSettings(
    @Setting(doc = "The zone's apex.", required = true, unique = true) Name name,
    @Setting(
            doc =
                "Master file with the zone's records (RFC 1035 section 5). A relative path starts"
                    + " at the folder of the configuration file. A zone has this or `primaries`. If"
                    + " the file cannot be read the other zones are served all the same, and this"
                    + " one as the data directory has it.")
        @Nullable Path file,
    @Setting(
            doc =
                "Servers from which the zone is transferred, in the order in which they are asked."
                    + " This server is a secondary of the zone then. NOTIFY (RFC 1996) is taken"
                    + " from them alone.",
            initial = "[]")
        List<RemoteServer> primaries,
    @Setting(
            doc =
                "Who gets answers from this zone: client networks, and keys that requests are"
                    + " signed with. One that matches is enough; others get REFUSED. Without it:"
                    + " everybody; for a catalog zone, who may transfer it.")
        @Nullable List<AclElement> allowQuery,
    @Setting(
            doc =
                "Whether a query for ANY over UDP is answered with one RRset instead of all (RFC"
                    + " 8482 section 4.1).",
            initial = "true")
        boolean minimalAny,
    @Setting(
            doc =
                "Who may transfer the zone (AXFR, RFC 5936; IXFR, RFC 1995): networks, keys, or"
                    + " both in one element.",
            initial = "[]")
        List<AclElement> allowTransfer,
    @Setting(
            key = "notify",
            doc =
                "Servers that are told by NOTIFY (RFC 1996) that the zone has changed: its"
                    + " secondaries.",
            initial = "[]")
        List<RemoteServer> secondaries,
    @Setting(
            doc =
                "Whether the name servers of the zone's NS RRset are told too, at port 53 of their"
                    + " addresses as far as this server's own zones have them, all but the one that"
                    + " the SOA's MNAME names.",
            initial = "false")
        boolean notifyNs,
    @Setting(
            doc =
                "Holds the answer to an update back until so many of the secondaries in `notify`"
                    + " have fetched it, or `follow-timeout` has passed. 0 holds nothing back."
                    + " Whether the update is durable here never depends on it.",
            initial = "0",
            min = "0",
            max = "100")
        int follow,
    @Setting(
            doc =
                "How long an answer to an update is held back for secondaries at most. It says"
                    + " NOERROR then too, with an extended error that tells how many have"
                    + " followed.",
            initial = "\"2s\"",
            min = "\"10ms\"",
            max = "\"1m\"")
        Duration followTimeout,
    @Setting(
            doc =
                "Who may update the zone (RFC 2136), in the simple case: `key:NAME`, which is"
                    + " whoever signs with that key, or a network. One of them is enough. They are"
                    + " asked behind the zone's update rules; see"
                    + " [update-policy.md](update-policy.md).",
            initial = "[]")
        List<AclElement> allowUpdate,
    @Setting(
            doc =
                "The serial after an update that does not bring one of its own: `increment` is one"
                    + " more, `unixtime` the seconds since 1970, `dateserial` YYYYMMDDnn. Where"
                    + " that would not be newer, it is one more.",
            initial = "\"increment\"")
        SerialPolicy serial,
    @Setting(
            doc =
                "Primaries to which updates of the zone are passed on (RFC 2136 section 6), the"
                    + " first that answers. The zone's own rules are not asked then, the primary's"
                    + " are. Needs `allow-forward`.",
            initial = "[]")
        List<InetSocketAddress> forwardUpdates,
    @Setting(
            doc =
                "Who may have updates passed on by `forward-updates`: networks, keys, or both in"
                    + " one element. Others get REFUSED, and cost neither a connection nor a place"
                    + " among `updates.max-forwarded`.",
            initial = "[]")
        List<AclElement> allowForward,
    @Setting(
            doc =
                "Who wins where the zone file and a dynamic update changed the same thing in"
                    + " different ways: `update` keeps what the update did, `file` does what the"
                    + " file says. Either way each such conflict is reported by name and type.",
            initial = "\"update\"")
        MergeConflicts mergeConflicts,
    @Setting(
            doc =
                "How much history is kept for the zone; what is older is given up with the segment"
                    + " of the log in which it lies.",
            initial = "\"64MiB\"",
            min = "\"0B\"",
            max = "\"1024GiB\"")
        Size historySize,
    @Setting(
            doc =
                "How long history is kept for the zone, if `history-size` does not end it before.",
            initial = "\"90d\"",
            min = "\"0s\"",
            max = "\"36500d\"")
        Duration historyAge,
    @Setting(
            key = "update-rule",
            doc =
                "Who may update what. The conditions of a rule must all hold, each by one of its"
                    + " values. The first rule that matches an operation decides on it; what none"
                    + " matches is refused, and with one operation the whole message.")
        List<UpdateRuleSettings> updateRules,
    @Setting(
            doc =
                "Whether the zone is a catalog of zones (RFC 9432): a `producer` lists the zones"
                    + " whose tables name it with `in-catalog`, and has neither `file` nor"
                    + " `primaries`; with `consumer`, which needs `primaries`, the zones that it"
                    + " lists are served. See [transfers.md](transfers.md).",
            initial = "\"none\"")
        CatalogRole catalog,
    @Setting(doc = "The catalog zone of this server that lists the zone.") @Nullable Name inCatalog,
    @Setting(
            doc =
                "The value of the group property with which the catalog lists the zone (RFC 9432"
                    + " section 4.4.2): its consumers know what it stands for.")
        @Nullable String catalogGroup,
    @Setting(doc = "How the members of a catalog are served; only with `catalog = \"consumer\"`.")
        MemberSettings members,
    @Setting(
            key = "members-group",
            doc =
                "How members of a group are served that the catalog's producer has put into one."
                    + " The table is repeated, once for each group.")
        List<MemberGroupSettings> memberGroups) {
  /** Who is everybody. */
  private static final List<AclElement> ANYBODY =
      List.of(
          new AclElement.Within(new Network(0, Network.mapped(0), 96, true)),
          new AclElement.Within(new Network(0, 0, 0, false)));

  /** Who gets answers, whether the file says so or not. */
  public List<AclElement> queriers() {
    List<AclElement> said = allowQuery;
    if (said != null) {
      return said;
    }
    return catalog == CatalogRole.NONE ? ANYBODY : allowTransfer;
  }

  /** Whether the server itself makes what the zone holds. */
  public boolean isProduced() {
    return catalog == CatalogRole.PRODUCER;
  }

  /** Whether the zones that this one lists are served. */
  public boolean isConsumed() {
    return catalog == CatalogRole.CONSUMER;
  }

  /**
   * How a member of this catalog is served.
   *
   * @param apex of the member
   * @param groups the values of its group property
   */
  public ZoneSettings member(Name apex, List<String> groups) {
    MemberGroupSettings group =
        memberGroups.stream()
            .filter(one -> groups.contains(one.group()))
            .findFirst()
            .orElse(MemberGroupSettings.NONE);
    List<RemoteServer> from = members.primaries().isEmpty() ? primaries : members.primaries();
    return new ZoneSettings(
        apex,
        null,
        Objects.requireNonNullElse(group.primaries(), from),
        Objects.requireNonNullElse(group.allowQuery(), members.allowQuery()),
        minimalAny,
        Objects.requireNonNullElse(group.allowTransfer(), members.allowTransfer()),
        Objects.requireNonNullElse(group.secondaries(), members.secondaries()),
        members.notifyNs(),
        0,
        followTimeout,
        List.of(),
        serial,
        List.of(),
        List.of(),
        mergeConflicts,
        members.historySize(),
        members.historyAge(),
        List.of(),
        CatalogRole.NONE,
        name,
        null,
        members,
        List.of());
  }

  /** These settings for another zone: nothing differs but its apex and its file. */
  ZoneSettings like(Name apex, @Nullable Path path) {
    return new ZoneSettings(
        apex,
        path,
        primaries,
        allowQuery,
        minimalAny,
        allowTransfer,
        secondaries,
        notifyNs,
        follow,
        followTimeout,
        allowUpdate,
        serial,
        forwardUpdates,
        allowForward,
        mergeConflicts,
        historySize,
        historyAge,
        updateRules,
        catalog,
        inCatalog,
        catalogGroup,
        members,
        memberGroups);
  }

  /** Whether this server is a secondary of the zone. */
  public boolean isSecondary() {
    return !primaries.isEmpty();
  }
}
