package nomen.server.config;

/**
 * One thing that is wrong with a configuration file.
 *
 * @param file the file as the operator named it
 * @param line the line, from 1; 0 if the finding is about the file as a whole
 * @param column the column in code points, from 1; 0 if the finding is about the file as a whole
 * @param key the setting, such as {@code udp.max-payload} or {@code zone[2].file}; empty if none
 * @param message what is wrong, and what is allowed
 */
public record Finding(String file, int line, int column, String key, String message) {
  /** One line: {@code file:line:column: error: key: message}. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(file);
    if (line > 0) {
      text.append(':').append(line).append(':').append(column);
    }
    text.append(": error: ");
    if (!key.isEmpty()) {
      text.append(key).append(": ");
    }
    return text.append(message).toString();
  }
}
