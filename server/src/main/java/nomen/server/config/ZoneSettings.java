package nomen.server.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import nomen.codec.name.Name;

/** A table {@code [[zone]]}. */
public record ZoneSettings(
    @Setting(doc = "The zone's apex.", required = true, unique = true) Name name,
    @Setting(
            doc =
                "Master file with the zone's records (RFC 1035 section 5). A relative path starts"
                    + " at the folder of the configuration file.",
            required = true)
        Path file,
    @Setting(
            doc = "Client networks that get answers from this zone; others get REFUSED.",
            initial = "[\"0.0.0.0/0\", \"::/0\"]")
        List<Network> allowQuery,
    @Setting(
            doc =
                "Whether a query for ANY over UDP is answered with one RRset instead of all (RFC"
                    + " 8482 section 4.1).",
            initial = "true")
        boolean minimalAny,
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
        Duration historyAge) {}
