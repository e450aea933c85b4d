package nomen.server.config;

import java.nio.file.Path;
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
            doc =
                "Who gets answers from this zone: client networks, and keys that requests are"
                    + " signed with. One that matches is enough; others get REFUSED.",
            initial = "[\"0.0.0.0/0\", \"::/0\"]")
        List<AclElement> allowQuery,
    @Setting(
            doc =
                "Whether a query for ANY over UDP is answered with one RRset instead of all (RFC"
                    + " 8482 section 4.1).",
            initial = "true")
        boolean minimalAny) {}
