package nomen.server.config;

import java.util.List;
import nomen.codec.rr.RRType;
import nomen.server.transport.Transport;
import org.jspecify.annotations.Nullable;

/** A table {@code [[zone.update-rule]]}. An empty list is no condition. */
public record UpdateRuleSettings(
    @Setting(
            doc =
                "What the rule is called in explanations, refusals and the history. Without it, it"
                    + " is called by its number: `rule 2`.")
        @Nullable String name,
    @Setting(doc = "What is done with an operation that the rule matches.", required = true)
        RuleAction action,
    @Setting(
            doc =
                "The request is signed with one of these keys. A label `*` is any one label:"
                    + " `*.hosts.example.`",
            initial = "[]")
        List<LabelPattern> key,
    @Setting(doc = "The request comes from one of these networks.", initial = "[]")
        List<Network> network,
    @Setting(doc = "The request comes this way.", initial = "[]") List<Transport> transport,
    @Setting(
            doc = "The owner name of the record is one of these. Without it: any in the zone.",
            initial = "[]")
        List<NamePattern> names,
    @Setting(
            doc =
                "The type of the record is one of these; `ANY` is the deletion of all that a name"
                    + " has, whatever that is. Without it, a rule that denies matches every"
                    + " operation, and one that allows all but those on types that speak of more"
                    + " than their own name; see [update-policy.md](update-policy.md).",
            initial = "[]")
        List<RRType> types,
    @Setting(
            doc =
                "How many records a name may have after an update that this rule allows to add to"
                    + " it; more is refused. 0 is no limit.",
            initial = "0",
            min = "0",
            max = "65535")
        int maxRecordsPerName,
    @Setting(
            doc =
                "Holds the answer to an update that this rule allows back until so many"
                    + " secondaries have fetched it, as the zone's `follow` does; the larger"
                    + " number counts. `follow-timeout` is the zone's.",
            initial = "0",
            min = "0",
            max = "100")
        int follow) {}
