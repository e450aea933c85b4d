package nomen.server.config;

import java.util.List;
import nomen.codec.edns.CookieSecret;
import org.jspecify.annotations.Nullable;

/** The table {@code [cookies]}. */
public record CookieSettings(
    @Setting(
            doc =
                "`off` ignores the COOKIE option; `answer` gives clients that send it a server"
                    + " cookie; `require` also answers a UDP query whose cookie is missing or wrong"
                    + " with BADCOOKIE, or TC if it had none, so that no answer goes to a forged"
                    + " address.",
            initial = "\"answer\"")
        CookieMode mode,
    @Setting(
            doc =
                "Secret that server cookies are made with, 16 octets in hexadecimal. Servers that"
                    + " share an address must share it. Without it a random one is made at every"
                    + " start.")
        @Nullable CookieSecret secret,
    @Setting(
            doc =
                "Secrets whose cookies are still accepted, for changing the secret without turning"
                    + " clients away (RFC 9018 section 5).",
            initial = "[]",
            unique = true)
        List<CookieSecret> oldSecrets) {}
