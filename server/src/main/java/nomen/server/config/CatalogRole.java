package nomen.server.config;

/** What this server makes of a zone as a catalog of zones (RFC 9432 section 2). */
public enum CatalogRole {
  /** It is no catalog. */
  NONE,
  /** It lists the zones whose tables name it. */
  PRODUCER,
  /** The zones that it lists are served. */
  CONSUMER
}
