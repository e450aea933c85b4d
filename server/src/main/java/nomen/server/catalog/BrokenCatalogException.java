package nomen.server.catalog;

/** A zone that must not be processed as a catalog (RFC 9432 section 5.1). The message says why. */
final class BrokenCatalogException extends Exception {
  private static final long serialVersionUID = 1L;

  BrokenCatalogException(String message) {
    super(message, null, false, false);
  }
}
