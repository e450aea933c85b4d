package nomen.server.config;

import java.nio.file.Path;

/**
 * A path at which something is, or will be made.
 *
 * @param path an absolute one
 */
public record Location(Path path) {}
