package nomen.loadtest.workload;

import java.io.IOException;
import java.util.SplittableRandom;

/** A zone that knows which questions to ask it. */
public sealed interface QuerySource permits FlatZone, DelegationZone {
  /** Draws one question. */
  Question draw(SplittableRandom random);

  /** Writes {@code count} questions, one a line, as dnsperf reads them: name, space, type. */
  default void printQueries(Appendable out, long count, long seed) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    for (long i = 0; i < count; i++) {
      Question question = draw(random);
      out.append(question.name()).append(' ').append(question.type()).append('\n');
    }
  }

  /** Writes the zone as a master file. */
  void print(Appendable out) throws IOException;
}
