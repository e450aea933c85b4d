package nomen.server.config;

import java.util.List;
import java.util.stream.Stream;
import nomen.codec.tsig.Keyring;

/** Everything that a configuration file says. */
public record Configuration(
    @Setting(doc = "The server as a whole.") ServerSettings server,
    @Setting(doc = "Queries over UDP.") UdpSettings udp,
    @Setting(doc = "Queries over TCP (RFC 7766).") TcpSettings tcp,
    @Setting(doc = "DNS cookies (RFC 7873, RFC 9018).") CookieSettings cookies,
    @Setting(
            doc =
                "Response rate limiting: how many equal UDP responses a client network gets in a"
                    + " second. It keeps the server from being used to flood others.")
        RateLimitSettings rateLimit,
    @Setting(doc = "Messages on standard error.") LogSettings log,
    @Setting(doc = "Dynamic updates (RFC 2136).") UpdateSettings updates,
    @Setting(doc = "How `server.data-dir` is used.") StorageSettings storage,
    @Setting(
            doc =
                "Zone transfers (RFC 5936, RFC 1995) and what starts them (RFC 1996): see"
                    + " [transfers.md](transfers.md).")
        TransferSettings transfers,
    @Setting(doc = "Figures for monitoring: see [metrics.md](metrics.md).") MetricsSettings metrics,
    @Setting(
            key = "key",
            doc =
                "A secret that is shared with clients (TSIG, RFC 8945): they sign requests with"
                    + " it, and get signed answers. The table is repeated, once for each key.")
        List<KeySettings> keys,
    @Setting(
            key = "zone",
            doc =
                "A zone that is served; the table is repeated, once for each zone. A query is"
                    + " answered from the zone with the longest name that encloses its QNAME.")
        List<ZoneSettings> zones) {
  /** The same with other zones. */
  Configuration withZones(List<ZoneSettings> others) {
    return new Configuration(
        server, udp, tcp, cookies, rateLimit, log, updates, storage, transfers, metrics, keys,
        others);
  }

  /** All keys, those of the key files too. */
  public List<KeySettings> allKeys() {
    return Stream.concat(
            keys.stream(),
            server.keyFiles().stream()
                .flatMap(file -> file.keys().stream().map(KeyFile.Entry::key)))
        .toList();
  }

  /** {@link #allKeys} as requests want them. */
  public Keyring keyring() {
    return new Keyring(allKeys().stream().map(KeySettings::toKey).toList());
  }
}
