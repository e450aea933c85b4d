package nomen.bench.results;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.openjdk.jmh.runner.options.CommandLineOptions;

/**
 * The benchmarks that arguments for JMH ask for, of those of a set: a kept one among them that did
 * not run is missing.
 */
final class Selection {
  private final CommandLineOptions asked;
  private final List<Pattern> includes;
  private final List<Pattern> excludes;

  /**
   * What is asked for.
   *
   * @param asked the arguments
   * @param usual those of the set, whose includes and excludes count if {@code asked} includes none
   */
  Selection(CommandLineOptions asked, CommandLineOptions usual) {
    this.asked = asked;
    boolean all = asked.getIncludes().isEmpty();
    this.includes = patterns(all ? usual.getIncludes() : asked.getIncludes());
    this.excludes = patterns(all ? usual.getExcludes() : asked.getExcludes());
  }

  private static List<Pattern> patterns(Collection<String> expressions) {
    return expressions.stream().map(Pattern::compile).toList();
  }

  /** Whether a benchmark with these parameters is asked for. */
  boolean has(Score score) {
    return (includes.isEmpty() || isFound(includes, score))
        && !isFound(excludes, score)
        && score.params().entrySet().stream().allMatch(this::isAsked);
  }

  private static boolean isFound(List<Pattern> patterns, Score score) {
    return patterns.stream().anyMatch(pattern -> pattern.matcher(score.benchmark()).find());
  }

  private boolean isAsked(Map.Entry<String, String> param) {
    Collection<String> values = asked.getParameter(param.getKey()).orElse(List.of());
    return values.isEmpty() || values.contains(param.getValue());
  }
}
