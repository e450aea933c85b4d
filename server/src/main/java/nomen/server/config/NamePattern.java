package nomen.server.config;

import nomen.codec.name.Name;

/** Which owner names a rule speaks of. */
public sealed interface NamePattern {
  /** How they are written, for messages. */
  String ALLOWED =
      "\"exact:NAME\", \"subdomain:NAME\" (at or below it), \"wildcard:NAME\" (a label * is any one"
          + " label), \"self\" (the name of the key), \"selfsub\" (at or below it) or \"reverse\""
          + " (of the client's address)";

  /** One name, written {@code exact:}. */
  record Exact(Name name) implements NamePattern {
    @Override
    public String toString() {
      return "exact:" + name;
    }
  }

  /** A name and all below it, written {@code subdomain:}. */
  record Subdomain(Name name) implements NamePattern {
    @Override
    public String toString() {
      return "subdomain:" + name;
    }
  }

  /** Names that differ in some labels, written {@code wildcard:}. */
  record Wildcard(LabelPattern pattern) implements NamePattern {
    @Override
    public String toString() {
      return "wildcard:" + pattern;
    }
  }

  /** What is known only when a request is there. */
  enum OfRequester implements NamePattern {
    /** The name of the key that signed the request. */
    SELF("self"),
    /** The name of the key that signed the request, and all below it. */
    SELFSUB("selfsub"),
    /** The name of the client's address below in-addr.arpa or ip6.arpa. */
    REVERSE("reverse");

    private final String word;

    OfRequester(String word) {
      this.word = word;
    }

    @Override
    public String toString() {
      return word;
    }
  }

  /** Scans the written form. */
  static NamePattern scan(String text) throws SettingException {
    for (OfRequester word : OfRequester.values()) {
      if (word.toString().equals(text)) {
        return word;
      }
    }
    int colon = text.indexOf(':');
    String kind = colon < 0 ? "" : text.substring(0, colon);
    String rest = text.substring(colon + 1);
    return switch (kind) {
      case "exact" -> new Exact(ValueTypes.scanName(rest));
      case "subdomain" -> new Subdomain(ValueTypes.scanName(rest));
      case "wildcard" -> new Wildcard(scanWildcard(rest));
      default ->
          throw new SettingException(
              AddressText.quote(text) + " does not say which names it means");
    };
  }

  private static LabelPattern scanWildcard(String text) throws SettingException {
    LabelPattern pattern = new LabelPattern(ValueTypes.scanName(text));
    if (!pattern.hasWildcard()) {
      throw new SettingException(AddressText.quote(text) + " has no label *");
    }
    return pattern;
  }
}
