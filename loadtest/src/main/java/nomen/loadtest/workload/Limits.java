package nomen.loadtest.workload;

/** What a generated zone may be. */
final class Limits {
  /** Half of the labels stay free for names that are missing. */
  private static final long NAMES = Labels.LIMIT / 2;

  private Limits() {}

  static void check(String origin, long names) {
    if (!origin.endsWith(".")) {
      throw new IllegalArgumentException("origin " + origin + " does not end with a dot");
    }
    if (names < 1 || names > NAMES) {
      throw new IllegalArgumentException(names + " names are not in 1.." + NAMES);
    }
  }
}
