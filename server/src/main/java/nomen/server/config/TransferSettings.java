package nomen.server.config;

import java.time.Duration;

/** The table {@code [transfers]}. */
public record TransferSettings(
    @Setting(
            doc =
                "Zone transfers that are sent at a time. A client beyond that gets SERVFAIL with an"
                    + " extended error (Not Ready), and asks again.",
            initial = "10",
            min = "1",
            max = "1000")
        int maxOut,
    @Setting(
            doc =
                "Zone transfers that are received at a time, over all zones; the others wait their"
                    + " turn.",
            initial = "10",
            min = "1",
            max = "1000")
        int maxIn,
    @Setting(
            doc =
                "Zone transfers that are received from one primary at a time, so that one that is"
                    + " slow leaves room for the others. A primary is known by its address.",
            initial = "5",
            min = "1",
            max = "1000")
        int maxInPerPrimary,
    @Setting(
            doc =
                "The most octets that a transfer which is received may have, all its messages"
                    + " counted. One that has more is broken off, and the zone stays as it was.",
            initial = "\"4GiB\"",
            min = "\"64KiB\"",
            max = "\"1024GiB\"")
        Size maxInSize,
    @Setting(
            doc =
                "The least that a primary must send in a second, on average over 30 seconds, while"
                    + " a transfer is received. A slower one is broken off, and asked again later."
                    + " `0B` is no limit.",
            initial = "\"256B\"",
            min = "\"0B\"",
            max = "\"1GiB\"")
        Size minInRate,
    @Setting(
            doc =
                "How long the other side of a transfer may send or take nothing before it is"
                    + " broken off.",
            initial = "\"10s\"",
            min = "\"100ms\"",
            max = "\"10m\"")
        Duration idleTimeout,
    @Setting(
            doc = "How long a transfer may take in all before it is broken off.",
            initial = "\"1h\"",
            min = "\"1s\"",
            max = "\"1d\"")
        Duration timeout,
    @Setting(
            doc =
                "The least time between two NOTIFYs of a zone to a server. The first change is told"
                    + " at once; those that follow it within this time are told together, at its"
                    + " end.",
            initial = "\"2ms\"",
            min = "\"0ms\"",
            max = "\"1m\"")
        Duration notifyDelay) {}
