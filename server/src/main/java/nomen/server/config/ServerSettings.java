package nomen.server.config;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The table {@code [server]}. */
public record ServerSettings(
    @Setting(
            doc =
                "Where to listen, UDP and TCP each. `0.0.0.0` is every IPv4 address of the machine,"
                    + " `[::]` every IPv6 address; replies leave from the address that was asked."
                    + " Port 0 is any free port, which the start-up report names. Off Linux `[::]`"
                    + " takes IPv4 too: do not list `0.0.0.0` with the same port there.",
            initial = "[\"127.0.0.1:5300\"]",
            required = true,
            unique = true)
        List<InetSocketAddress> listen,
    @Setting(
            doc =
                "Folder of what must outlive the server: the log of all changes, checkpoints,"
                    + " images of zone files, the lock and the control socket; it is made if it is"
                    + " not there. A relative path starts at the folder of the configuration file."
                    + " Without it zones are only served: they take no updates, have no history and"
                    + " are read from their files at every start.")
        @Nullable Location dataDir,
    @Setting(
            doc =
                "The control socket, which commands such as `nomen reload` talk to. Without it, it"
                    + " is `control.sock` in `data-dir`; without that too, there is none. Only the"
                    + " user that runs the server can use it (mode 0600).")
        @Nullable Location control,
    @Setting(
            doc = "Threads that answer queries, each with sockets of its own. 0 is one per core.",
            initial = "0",
            min = "0",
            max = "256")
        int eventLoops,
    @Setting(
            doc =
                "How long the server may ask itself before it listens, so that the code which"
                    + " answers is compiled when clients come; it stops when that makes it no"
                    + " faster. Nothing of it is counted, limited or logged. `0s` is not at all:"
                    + " with the AOT cache it gains nothing (docs/tuning.md).",
            initial = "\"0s\"",
            min = "\"0s\"",
            max = "\"10s\"")
        Duration warmUp,
    @Setting(
            doc =
                "Name of this server in the NSID option (RFC 5001), sent to those who ask for it."
                    + " Without it the option is not sent.")
        @Nullable String nsid,
    @Setting(
            doc =
                "Answer to `version.bind` and `version.server`, class CHAOS, type TXT. Without it"
                    + " these are refused.")
        @Nullable String version,
    @Setting(
            doc =
                "Answer to `id.server` and `hostname.bind`, class CHAOS, type TXT (RFC 4892)."
                    + " Without it these are refused.")
        @Nullable String id,
    @Setting(
            doc =
                "Files with more keys, to keep secrets out of this one: TOML with `[[key]]` tables,"
                    + " or BIND's `key` statements as `tsig-keygen` writes them. A relative path"
                    + " starts at the folder of the configuration file.",
            initial = "[]")
        List<KeyFile> keyFiles,
    @Setting(
            doc =
                "Whether keys may be for `hmac-md5`, which RFC 8945 section 6 rules out and which"
                    + " some clients still have as default.",
            initial = "false")
        boolean allowMd5) {}
