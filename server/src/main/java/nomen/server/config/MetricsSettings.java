package nomen.server.config;

import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** The table {@code [metrics]}. */
public record MetricsSettings(
    @Setting(
            doc =
                "Where metrics are served over HTTP, at the path `/metrics`, for Prometheus."
                    + " Whoever reaches it can read them, so let it be a loopback address or one of"
                    + " a network of your own. Without it, `nomen metrics` still prints them.")
        @Nullable InetSocketAddress listen) {}
