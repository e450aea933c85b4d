package nomen.server.config;

import java.util.List;

/** The table {@code [rate-limit]}. */
public record RateLimitSettings(
    @Setting(doc = "Whether UDP responses are limited.", initial = "false") boolean enabled,
    @Setting(
            doc = "Equal positive responses a second for one client network.",
            initial = "50",
            min = "1",
            max = "1000000")
        int responsesPerSecond,
    @Setting(
            doc = "NXDOMAIN responses a second of one zone for one client network.",
            initial = "20",
            min = "1",
            max = "1000000")
        int nxdomainsPerSecond,
    @Setting(
            doc = "Other error responses a second for one client network.",
            initial = "20",
            min = "1",
            max = "1000000")
        int errorsPerSecond,
    @Setting(
            doc = "Prefix length that makes a client network of IPv4 addresses.",
            initial = "24",
            min = "1",
            max = "32")
        int ipv4Prefix,
    @Setting(
            doc = "Prefix length that makes a client network of IPv6 addresses.",
            initial = "56",
            min = "1",
            max = "128")
        int ipv6Prefix,
    @Setting(
            doc =
                "Every so-manieth response over the limit is sent short with TC, so that a real"
                    + " client comes back over TCP; the others are dropped. 1 drops none, 0 drops"
                    + " all.",
            initial = "2",
            min = "0",
            max = "100")
        int slip,
    @Setting(
            doc =
                "Entries of the table in which responses are counted, over all event loops. It"
                    + " never grows; when it is full, old entries make room.",
            initial = "100000",
            min = "1000",
            max = "100000000")
        int tableSize,
    @Setting(doc = "Client networks that are not limited.", initial = "[]", unique = true)
        List<Network> exempt) {}
