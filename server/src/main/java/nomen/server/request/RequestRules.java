package nomen.server.request;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import nomen.codec.edns.CookieSecret;
import nomen.server.authority.ZonePolicies;
import nomen.server.config.Configuration;
import nomen.server.config.CookieMode;
import nomen.server.config.CookieSettings;
import nomen.server.zone.KeyTable;
import org.jspecify.annotations.Nullable;

/**
 * What the configuration means for requests, in the form that the query path wants. It is shared by
 * all event loops; only the policies of zones and the keys change.
 */
final class RequestRules {
  /** No keepalive option is sent. */
  static final int NO_KEEPALIVE = -1;

  private static final int MAX_KEEPALIVE = 0xffff;
  private static final int KEEPALIVE_UNIT_MILLIS = 100;

  private final int maxUdpPayload;
  private final byte @Nullable [] nsid;
  private final int keepaliveTimeout;
  private final CookieMode cookieMode;
  private final List<CookieSecret> cookieSecrets;
  private final ChaosAnswers chaos;
  private final ZonePolicies zones;
  private final KeyTable keys;

  /**
   * The rules that a configuration asks for.
   *
   * @param keys that requests may be signed with
   * @param random makes the cookie secret, if none is configured
   */
  RequestRules(Configuration configuration, KeyTable keys, RandomGenerator random) {
    String name = configuration.server().nsid();
    long idle = configuration.tcp().idleTimeout().toMillis() / KEEPALIVE_UNIT_MILLIS;
    maxUdpPayload = configuration.udp().maxPayload();
    nsid = name == null ? null : name.getBytes(StandardCharsets.UTF_8);
    keepaliveTimeout =
        configuration.tcp().keepalive() ? (int) Math.min(idle, MAX_KEEPALIVE) : NO_KEEPALIVE;
    cookieMode = configuration.cookies().mode();
    cookieSecrets = secrets(configuration.cookies(), random);
    chaos = new ChaosAnswers(configuration.server());
    zones = new ZonePolicies(configuration.zones());
    this.keys = keys;
  }

  private static List<CookieSecret> secrets(CookieSettings settings, RandomGenerator random) {
    List<CookieSecret> secrets = new ArrayList<>();
    CookieSecret configured = settings.secret();
    secrets.add(
        configured == null ? new CookieSecret(random.nextLong(), random.nextLong()) : configured);
    secrets.addAll(settings.oldSecrets());
    return List.copyOf(secrets);
  }

  /** The most octets of a UDP response, and what the server says that it takes. */
  int maxUdpPayload() {
    return maxUdpPayload;
  }

  /** The name of this server (RFC 5001), or null. It is not to be written to. */
  byte @Nullable [] nsid() {
    return nsid;
  }

  /** The idle timeout of TCP connections in units of 100 ms (RFC 7828 section 3.1), or -1. */
  int keepaliveTimeout() {
    return keepaliveTimeout;
  }

  /** What is done with cookies. */
  CookieMode cookieMode() {
    return cookieMode;
  }

  /** The secret that makes cookies, then those that are accepted too. */
  List<CookieSecret> cookieSecrets() {
    return cookieSecrets;
  }

  /** What the server says of itself. */
  ChaosAnswers chaos() {
    return chaos;
  }

  /** The keys that requests may be signed with. */
  KeyTable keys() {
    return keys;
  }

  /** How each zone is served. */
  ZonePolicies zones() {
    return zones;
  }
}
