package nomen.server.config;

/** What is done with the COOKIE option. */
public enum CookieMode {
  /** It is ignored. */
  OFF,
  /** Clients that send it get a server cookie. */
  ANSWER,
  /** Over UDP, only clients with a right server cookie get an answer. */
  REQUIRE
}
