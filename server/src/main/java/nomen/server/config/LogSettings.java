package nomen.server.config;

/** The table {@code [log]}. */
public record LogSettings(
    @Setting(doc = "The least important messages to print.", initial = "\"info\"")
        LogLevel level) {}
