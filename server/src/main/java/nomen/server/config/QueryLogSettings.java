package nomen.server.config;

/** The table {@code [log.queries]}. */
public record QueryLogSettings(
    @Setting(
            doc =
                "The share of all queries of which a line is written, each by chance: 0.01 is one"
                    + " in a hundred, 1 every query, 0 none. Lines that are not written in time"
                    + " are dropped and counted.",
            initial = "0.0",
            min = "0.0",
            max = "1.0")
        double sample) {}
