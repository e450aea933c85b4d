package nomen.server.config;

import java.time.Duration;
import java.util.List;
import nomen.codec.name.Name;

/** The table {@code [zone.members]} of a catalog zone: how its members are served. */
public record MemberSettings(
    @Setting(
            doc =
                "The most members that the catalog may list. A catalog that lists more is not"
                    + " processed: the members stay as they are.",
            initial = "100000",
            min = "1",
            max = "10000000")
        int max,
    @Setting(
            doc =
                "Which zones the catalog may bring: those at or below one of these names. A zone"
                    + " that it lists beside is refused, and the log says so. Without it: all but"
                    + " the root zone. Zones below a zone of the configuration are refused unless"
                    + " a name here is below that zone, too.",
            initial = "[]")
        List<Name> within,
    @Setting(
            doc =
                "Servers from which the members are transferred. Without them: the primaries of"
                    + " the catalog.",
            initial = "[]")
        List<RemoteServer> primaries,
    @Setting(doc = "Who gets answers from the members.", initial = "[\"0.0.0.0/0\", \"::/0\"]")
        List<AclElement> allowQuery,
    @Setting(doc = "Who may transfer the members.", initial = "[]") List<AclElement> allowTransfer,
    @Setting(
            key = "notify",
            doc = "Servers that are told by NOTIFY that a member has changed.",
            initial = "[]")
        List<RemoteServer> secondaries,
    @Setting(
            doc = "Whether the name servers of a member's NS RRset are told too.",
            initial = "false")
        boolean notifyNs,
    @Setting(
            doc = "How much history is kept for each member.",
            initial = "\"64MiB\"",
            min = "\"0B\"",
            max = "\"1024GiB\"")
        Size historySize,
    @Setting(
            doc = "How long history is kept for each member.",
            initial = "\"90d\"",
            min = "\"0s\"",
            max = "\"36500d\"")
        Duration historyAge) {}
