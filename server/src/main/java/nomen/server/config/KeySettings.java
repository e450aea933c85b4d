package nomen.server.config;

import nomen.codec.name.Name;
import nomen.codec.tsig.TsigKey;

/** A table {@code [[key]]}. */
public record KeySettings(
    @Setting(
            doc =
                "The name by which server and clients speak of the key. Access lists name it with"
                    + " `key:` before.",
            required = true,
            unique = true)
        Name name,
    @Setting(
            doc =
                "What the key is for; with another algorithm it is not accepted. `hmac-md5` also"
                    + " needs `server.allow-md5`. Truncated MACs are accepted only with a key that"
                    + " says so, and not shorter than it says; answers have MACs of that length.",
            required = true)
        KeyAlgorithm algorithm,
    @Setting(
            doc = "The secret that server and clients share. `bin/nomen key generate` makes one.",
            required = true)
        Secret secret) {
  /** The key itself. */
  TsigKey toKey() {
    return new TsigKey(name, algorithm.algorithm(), algorithm.macOctets(), secret.copyOctets());
  }
}
