package nomen.bench.results;

import java.nio.file.Path;
import java.util.Locale;

/** Benchmarks that are run and kept together. */
public enum BenchmarkSet {
  /**
   * All that has a row in the page. 81 scores of three forks of seven iterations of half a second
   * are 14 minutes, by JMH's own estimate; to start the forks and to make what they measure with
   * takes some 6 more. Left out are the candidates for the tree, whose figures stand in decision 1,
   * and the receiving of a zone, which takes minutes by itself.
   */
  STANDARD(
      "-f 3 -wi 3 -w 500ms -i 4 -r 500ms -prof gc -e NameTreeBenchmark -e ReceivedZoneBenchmark"),

  /**
   * Lookups among ten million names: a heap of 4 GiB, and half a minute to make the zone, in each
   * of three forks of four kinds: some 7 minutes.
   */
  LARGE(
      "-f 3 -wi 3 -w 500ms -i 4 -r 500ms -prof gc -p names=10000000 -jvmArgsAppend -Xmx4g"
          + " ZoneLookupBenchmark");

  private final String jmh;

  BenchmarkSet(String jmh) {
    this.jmh = jmh;
  }

  /** What JMH is told. */
  public String jmh() {
    return jmh;
  }

  /** What to type to run and keep it. */
  public String command() {
    return this == STANDARD ? "make bench-keep" : "make bench-keep SET=" + word();
  }

  /** The set that a word stands for. */
  public static BenchmarkSet of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }

  private String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Where its last run is kept.
   *
   * @param root the project's top folder
   */
  public Path file(Path root) {
    return root.resolve("bench/results").resolve(word() + ".json");
  }
}
