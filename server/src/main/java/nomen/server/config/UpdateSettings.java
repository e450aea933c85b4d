package nomen.server.config;

import java.time.Duration;

/** The table {@code [updates]}. */
public record UpdateSettings(
    @Setting(
            doc =
                "Updates that wait to be written. One more gets SERVFAIL with an extended error"
                    + " (Not Ready).",
            initial = "8192",
            min = "16",
            max = "1048576")
        int queue,
    @Setting(
            doc = "Updates that are made durable together, with one flush of the disk.",
            initial = "4096",
            min = "1",
            max = "65536")
        int batch,
    @Setting(
            doc = "Operations of one message; one with more is refused.",
            initial = "5000",
            min = "1",
            max = "65535")
        int maxOperations,
    @Setting(
            doc = "Records that an RRset may have after an update; one that makes more is refused.",
            initial = "1000",
            min = "1",
            max = "65535")
        int maxRecordsPerRrset,
    @Setting(
            doc = "RRsets that a name may have after an update; one that makes more is refused.",
            initial = "100",
            min = "1",
            max = "65535")
        int maxRrsetsPerName,
    @Setting(
            doc =
                "Updates that are remembered so that one that comes a second time is not done a"
                    + " second time. When there are more, the oldest are forgotten, and signed"
                    + " requests that are not newer than what was forgotten of their key get"
                    + " BADTIME.",
            initial = "1000000",
            min = "1024",
            max = "100000000")
        int remembered,
    @Setting(
            doc =
                "Updates that were forwarded to a primary and wait for its answer, over all event"
                    + " loops; one more gets SERVFAIL.",
            initial = "1000",
            min = "1",
            max = "60000")
        int maxForwarded,
    @Setting(
            doc = "How long a primary has to answer a forwarded update before the next is tried.",
            initial = "\"3s\"",
            min = "\"100ms\"",
            max = "\"1m\"")
        Duration forwardTimeout) {}
