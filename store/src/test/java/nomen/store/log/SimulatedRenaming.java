package nomen.store.log;

import org.jspecify.annotations.Nullable;

/** A directory's change: a creation has no {@code from}, a deletion no {@code to}. */
record SimulatedRenaming(
    @Nullable String from, @Nullable String to, @Nullable SimulatedContent created) {
  String directory() {
    return directoryOf(from == null ? String.valueOf(to) : from);
  }

  static String directoryOf(String path) {
    return path.substring(0, Math.max(0, path.lastIndexOf('/')));
  }
}
