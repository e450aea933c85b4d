package nomen.server.config;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The table {@code [tcp]}. */
public record TcpSettings(
    @Setting(
            doc =
                "Connections open at the same time. When there are as many, the one that is idle"
                    + " longest is closed for a new one. A tenth is kept for addresses in `notify`,"
                    + " `primaries` and `allow-transfer` (there only networks of at most 256 IPv4"
                    + " addresses, or one IPv6 /64), if there are any. Each takes a file: where the"
                    + " process may not open as many (`ulimit -n`, `LimitNOFILE`), the start lowers"
                    + " this and says so.",
            initial = "2000",
            min = "1",
            max = "1000000")
        int maxConnections,
    @Setting(
            doc = "Connections open at the same time from one IPv4 address or one IPv6 /64.",
            initial = "200",
            min = "1",
            max = "1000000")
        int maxConnectionsPerClient,
    @Setting(
            doc =
                "A connection on which no query came for so long is closed (RFC 7766 section"
                    + " 6.2.3).",
            initial = "\"10s\"",
            min = "\"100ms\"",
            max = "\"1h\"")
        Duration idleTimeout,
    @Setting(
            doc =
                "A connection whose client took none of its waiting responses for so long is"
                    + " closed.",
            initial = "\"5s\"",
            min = "\"100ms\"",
            max = "\"1h\"")
        Duration writeTimeout,
    @Setting(
            doc =
                "Queries of one connection that are worked on at the same time; further ones wait"
                    + " in the client's socket.",
            initial = "100",
            min = "1",
            max = "10000")
        int maxPipelined,
    @Setting(
            doc =
                "Whether clients that send the edns-tcp-keepalive option are told the idle timeout"
                    + " (RFC 7828).",
            initial = "true")
        boolean keepalive,
    @Setting(
            doc =
                "What all connections together may hold in memory, of queries that are not complete"
                    + " and of responses that clients have not taken. Above it, connections are"
                    + " closed: those first that hold most for longest. Without it, it is an eighth"
                    + " of the JVM's heap or of its memory for buffers, whichever is less.",
            min = "\"1MiB\"",
            max = "\"64GiB\"")
        @Nullable Size maxBuffered) {}
