package nomen.conformance.subject;

import java.nio.file.Path;

/**
 * One zone to serve.
 *
 * @param origin the apex, absolute, with a final dot
 * @param file its master file
 */
public record ServedZone(String origin, Path file) {}
