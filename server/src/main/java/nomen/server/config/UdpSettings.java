package nomen.server.config;

/** The table {@code [udp]}. */
public record UdpSettings(
    @Setting(
            doc =
                "Largest UDP response in octets, whatever larger payload size a client offers (RFC"
                    + " 6891 section 6.2.5). 1232 fits IPv6's smallest MTU, so nothing is"
                    + " fragmented. It is also the size that this server offers.",
            initial = "1232",
            min = "512",
            max = "4096")
        int maxPayload,
    @Setting(
            doc =
                "Which channel carries UDP: `native` receives and sends many datagrams with one"
                    + " system call and needs Linux; `netty` works everywhere; `auto` takes"
                    + " `native` where it works. The start-up report names the one in use.",
            initial = "\"auto\"")
        UdpTransport transport,
    @Setting(
            doc = "Datagrams that one system call receives at most, with transport `native`.",
            initial = "64",
            min = "1",
            max = "1024")
        int batch,
    @Setting(
            doc =
                "Microseconds for which a loop under load lets datagrams gather before it takes the"
                    + " next batch, with transport `native`: fewer and larger batches cost less. It"
                    + " waits only while datagrams come so fast that at least 5 are expected"
                    + " meanwhile, so not at low rates. 0 is never.",
            initial = "25",
            min = "0",
            max = "1000")
        int gather,
    @Setting(
            doc =
                "Whether answers to one client (address and port) leave as segments of one message"
                    + " (UDP_SEGMENT), with transport `native` and a listener on one address. It"
                    + " saves much of the kernel's work where load balancers or forwarders ask many"
                    + " queries from one port. Where the kernel cannot do it, answers go one by"
                    + " one.",
            initial = "true")
        boolean segmentation,
    @Setting(
            doc =
                "Receive buffer of each socket (SO_RCVBUF). It holds the queries that arrive while"
                    + " a loop is busy. Linux grants at most `net.core.rmem_max`.",
            initial = "\"4MiB\"",
            min = "\"4KiB\"",
            max = "\"1GiB\"")
        Size receiveBuffer,
    @Setting(
            doc =
                "Send buffer of each socket (SO_SNDBUF). Linux grants at most"
                    + " `net.core.wmem_max`.",
            initial = "\"4MiB\"",
            min = "\"4KiB\"",
            max = "\"1GiB\"")
        Size sendBuffer) {}
