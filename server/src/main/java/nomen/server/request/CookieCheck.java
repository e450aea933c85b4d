package nomen.server.request;

import java.util.List;
import nomen.codec.edns.CookieSecret;
import nomen.codec.edns.OptionCode;
import nomen.codec.edns.ServerCookie;
import nomen.codec.message.MessageWriter;
import nomen.codec.message.Query;
import nomen.codec.wire.WireWriter;
import nomen.server.config.CookieMode;
import nomen.server.transport.ClientAddress;

/**
 * Checks the cookies of requests and bakes those of responses (RFC 7873 section 5.2, RFC 9018). One
 * of several secrets makes new cookies; the others, from before the last change, are accepted.
 */
final class CookieCheck {
  /** What a request shows. */
  enum Finding {
    /** No COOKIE option; or cookies are off. */
    NONE,
    /** A client cookie alone. */
    NEW,
    /** A server cookie that this server did not make for this client, or too long ago. */
    BAD,
    /** A server cookie that is right: the client has the address that it says. */
    GOOD
  }

  private static final long MILLIS_PER_SECOND = 1000;

  private final CookieMode mode;
  private final CookieSecret[] secrets;
  private boolean renew;

  /**
   * A check.
   *
   * @param secrets the one that makes new cookies, then those that are still accepted
   */
  CookieCheck(CookieMode mode, List<CookieSecret> secrets) {
    this.mode = mode;
    this.secrets = secrets.toArray(CookieSecret[]::new);
  }

  CookieMode mode() {
    return mode;
  }

  /** Looks at the cookie of a request. */
  Finding check(Query query, ClientAddress client, long nowMillis) {
    int option = query.clientCookieOffset();
    if (mode == CookieMode.OFF || option < 0) {
      return Finding.NONE;
    }
    renew = true;
    int length = query.serverCookieLength();
    if (length == 0) {
      return Finding.NEW;
    }
    long now = nowMillis / MILLIS_PER_SECOND;
    for (int i = 0; i < secrets.length; i++) {
      ServerCookie.Validity validity =
          ServerCookie.check(
              query.octets(), option, length, client.octets(), 0, client.length(), secrets[i], now);
      switch (validity) {
        case GOOD -> {
          renew = i > 0;
          return Finding.GOOD;
        }
        case GOOD_TO_RENEW -> {
          return Finding.GOOD;
        }
        case OUT_OF_TIME -> {
          return Finding.BAD;
        }
        case BAD -> {}
      }
    }
    return Finding.BAD;
  }

  /** Adds the COOKIE option to a response, for a request in which a cookie was found. */
  void addOption(Query query, ClientAddress client, long nowMillis, MessageWriter message) {
    if (!renew) {
      message.addOption(
          OptionCode.COOKIE,
          query.octets(),
          query.clientCookieOffset(),
          ServerCookie.OPTION_OCTETS);
      return;
    }
    WireWriter option = message.beginOption(OptionCode.COOKIE, ServerCookie.OPTION_OCTETS);
    if (option == null) {
      return;
    }
    int at = option.claim(ServerCookie.OPTION_OCTETS);
    ServerCookie.write(
        option.octets(),
        at,
        query.octets(),
        query.clientCookieOffset(),
        client.octets(),
        0,
        client.length(),
        secrets[0],
        nowMillis / MILLIS_PER_SECOND);
  }
}
