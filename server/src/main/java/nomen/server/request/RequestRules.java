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
import org.jspecify.annotations.Nullable;

/**
 * What the configuration means for requests, in the form that the query path wants. It never changes
 * and is shared by all event loops.
 *
 * @param maxUdpPayload the most octets of a UDP response, and what the server says it takes
 * @param nsid the name of this server (RFC 5001), or null
 * @param keepaliveTimeout the idle timeout of TCP connections in units of 100 ms (RFC 7828), or -1
 * @param cookieMode what is done with cookies
 * @param cookieSecrets the secret that makes cookies, then those that are accepted too
 * @param chaos what the server says of itself
 * @param zones how each zone is served
 */
record RequestRules(
    int maxUdpPayload,
    byte @Nullable [] nsid,
    int keepaliveTimeout,
    CookieMode cookieMode,
    List<CookieSecret> cookieSecrets,
    ChaosAnswers chaos,
    ZonePolicies zones) {
  /** No keepalive option is sent. */
  static final int NO_KEEPALIVE = -1;

  private static final int MAX_KEEPALIVE = 0xffff;
  private static final int KEEPALIVE_UNIT_MILLIS = 100;

  /**
   * The rules that a configuration asks for.
   *
   * @param random makes the cookie secret, if none is configured
   */
  static RequestRules of(Configuration configuration, RandomGenerator random) {
    String nsid = configuration.server().nsid();
    long idle = configuration.tcp().idleTimeout().toMillis() / KEEPALIVE_UNIT_MILLIS;
    return new RequestRules(
        configuration.udp().maxPayload(),
        nsid == null ? null : nsid.getBytes(StandardCharsets.UTF_8),
        configuration.tcp().keepalive() ? (int) Math.min(idle, MAX_KEEPALIVE) : NO_KEEPALIVE,
        configuration.cookies().mode(),
        secrets(configuration.cookies(), random),
        new ChaosAnswers(configuration.server()),
        new ZonePolicies(configuration.zones()));
  }

  private static List<CookieSecret> secrets(CookieSettings settings, RandomGenerator random) {
    List<CookieSecret> secrets = new ArrayList<>();
    nomen.server.config.CookieSecret configured = settings.secret();
    secrets.add(
        configured == null
            ? new CookieSecret(random.nextLong(), random.nextLong())
            : CookieSecret.of(configured.octets()));
    for (nomen.server.config.CookieSecret old : settings.oldSecrets()) {
      secrets.add(CookieSecret.of(old.octets()));
    }
    return List.copyOf(secrets);
  }
}
