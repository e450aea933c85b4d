package nomen.server.config;

/** Who may update a zone, in the simple case: one element of {@code allow-update}. */
public sealed interface UpdateSource {
  /** How it starts if it is a key. */
  String KEY_PREFIX = "key:";

  /** Whoever signs with a key, written {@code key:dhcp.example.} */
  record SignedBy(LabelPattern key) implements UpdateSource {
    @Override
    public String toString() {
      return KEY_PREFIX + key;
    }
  }

  /** Whoever asks from a network, signed or not, written {@code 192.0.2.0/24}. */
  record From(Network network) implements UpdateSource {
    @Override
    public String toString() {
      return network.toString();
    }
  }

  /** Scans the written form. */
  static UpdateSource scan(String text) throws SettingException {
    return text.startsWith(KEY_PREFIX)
        ? new SignedBy(new LabelPattern(ValueTypes.scanName(text.substring(KEY_PREFIX.length()))))
        : new From(Network.scan(text));
  }
}
