package nomen.loadtest.statistics;

import java.time.Instant;
import java.util.List;
import nomen.loadtest.plan.LoadPlan;
import nomen.loadtest.process.Machine;

/**
 * What is known of a run before it starts.
 *
 * @param program name and version: "nomen-load 0.1.0"
 * @param commandLine the words of the command, the program first
 * @param traffic what is asked, in a few words
 * @param plan what shall be done
 * @param startedAt when
 * @param machine on what
 */
public record RunHeading(
    String program,
    List<String> commandLine,
    String traffic,
    LoadPlan plan,
    Instant startedAt,
    Machine machine) {
  /** Copies the list. */
  public RunHeading {
    commandLine = List.copyOf(commandLine);
  }

  /** The same run, begun at another time. */
  public RunHeading startingAt(Instant start) {
    return new RunHeading(program, commandLine, traffic, plan, start, machine);
  }
}
