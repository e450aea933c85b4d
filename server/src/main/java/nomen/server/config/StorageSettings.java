package nomen.server.config;

import java.time.Duration;

/** The table {@code [storage]}. */
public record StorageSettings(
    @Setting(
            doc =
                "Size of a segment of the log. Each is made in full beforehand, so that forcing it"
                    + " costs the disk the least.",
            initial = "\"16MiB\"",
            min = "\"64KiB\"",
            max = "\"1GiB\"")
        Size segmentSize,
    @Setting(
            doc =
                "A checkpoint of all zones is written when the log has grown by so much since the"
                    + " last one: the start reads a checkpoint and what the log has behind it.",
            initial = "\"64MiB\"",
            min = "\"64KiB\"",
            max = "\"1024GiB\"")
        Size checkpointSize,
    @Setting(
            doc =
                "A checkpoint is also written after so long, if there was any change since the last"
                    + " one.",
            initial = "\"1h\"",
            min = "\"1s\"",
            max = "\"365d\"")
        Duration checkpointInterval) {}
