package nomen.loadtest.report;

import static nomen.loadtest.report.Figures.format;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import nomen.loadtest.statistics.Interval;
import nomen.loadtest.statistics.Ramp;
import nomen.loadtest.statistics.RunResult;
import nomen.loadtest.statistics.StepResult;
import nomen.loadtest.statistics.Verdict;

/** What is said of the steps of a ramp, and of the answers dropped in them. */
final class StepWords {
  private StepWords() {}

  /** What is said of a step: that it is the highest good one, why it has failed, or nothing. */
  static String of(Verdict verdict, Optional<StepResult> knee) {
    StepResult step = verdict.step();
    String dropped = step.dropped() == 0 ? "" : format("%,d answers dropped here", step.dropped());
    boolean isKnee = knee.isPresent() && knee.get().step() == step.step();
    return switch (verdict.state()) {
      case FAILED -> "failed: " + verdict.reason();
      case GOOD -> joined(isKnee ? "highest good step" : "", dropped);
      case NOT_CONFIRMED -> "not confirmed: " + verdict.reason();
      case SETTLING -> joined("settling, not judged", dropped);
      case GOOD_AGAIN -> joined("good again", dropped);
      case NOT_JUDGED -> joined("too short to judge", dropped);
    };
  }

  private static String joined(String first, String second) {
    return first.isEmpty() || second.isEmpty() ? first + second : first + "; " + second;
  }

  /** A state as programs read it. */
  static String name(Verdict.State state) {
    return switch (state) {
      case GOOD -> "good";
      case FAILED -> "failed";
      case GOOD_AGAIN -> "good_again";
      case NOT_CONFIRMED -> "not_confirmed";
      case SETTLING -> "settling";
      case NOT_JUDGED -> "not_judged";
    };
  }

  /** Where the first step failed and which were good after it; sentences without a stop. */
  static List<String> summary(Ramp ramp) {
    Optional<Verdict> failed = ramp.firstFailed();
    List<String> summary = new ArrayList<>();
    for (Verdict verdict : ramp.notConfirmed()) {
      summary.add(
          "Not confirmed: " + name(verdict.step()) + " failed once and was good when repeated");
    }
    if (failed.isEmpty()) {
      ramp.knee()
          .ifPresent(
              highest ->
                  summary.add(
                      format(
                          "No limit found up to %,.0f/s: no step failed",
                          highest.offeredPerSecond())));
      return summary;
    }
    summary.add("First failed: " + name(failed.get().step()) + ": " + failed.get().reason());
    if (!ramp.goodAgain().isEmpty()) {
      summary.add(
          "Also good again at: "
              + ramp.goodAgain().stream()
                  .map(verdict -> name(verdict.step()))
                  .collect(Collectors.joining(", ")));
    }
    return summary;
  }

  static String name(StepResult step) {
    return format("step %d (%,.0f/s)", step.number(), step.offeredPerSecond());
  }

  /** What is called a request without an answer: after an interruption some are not lost yet. */
  static String unanswered(RunResult result) {
    boolean anyOpen = result.kinds().stream().anyMatch(kind -> kind.counts().outstanding() > 0);
    return anyOpen ? "lost or interrupted" : "lost";
  }

  /** When answers were dropped on this machine; for a run in which some were. */
  static String drops(RunResult result) {
    List<Interval> rows = result.timeLine().stream().filter(row -> row.dropped() > 0).toList();
    if (rows.isEmpty()) {
      return "not known when";
    }
    Interval most = rows.stream().max(Comparator.comparingLong(Interval::dropped)).orElseThrow();
    String when =
        format(
            "%.0f to %.0f s", Figures.seconds(most.startNanos()), Figures.seconds(most.endNanos()));
    return rows.size() == 1
        ? "from " + when
        : format(
            "in %d of %d rows of the time line, most (%,d) from %s",
            rows.size(), result.timeLine().size(), most.dropped(), when);
  }
}
