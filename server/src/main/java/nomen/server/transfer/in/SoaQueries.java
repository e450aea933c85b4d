package nomen.server.transfer.in;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import nomen.codec.name.Name;
import nomen.server.config.RemoteServer;
import org.jspecify.annotations.Nullable;

/**
 * Asks primaries for SOA records, so many at a time; the others wait their turn. Each has a socket
 * of its own, and where a primary of many zones does not answer, all of them ask. Belongs to the
 * agenda's thread.
 */
final class SoaQueries {
  /** Queries under way at a time, each with a descriptor. */
  static final int MAX_RUNNING = 1_000;

  private final Deque<Turn> waiting = new ArrayDeque<>();
  private int running;

  /** One that waits, or is under way. */
  private final class Turn implements PrimaryLink.Pending {
    private final SecondaryContext context;
    private final Name apex;
    private final RemoteServer primary;
    private final Consumer<SoaQuery.Outcome> done;
    private @Nullable SoaQuery query;
    private boolean over;

    Turn(
        SecondaryContext context,
        Name apex,
        RemoteServer primary,
        Consumer<SoaQuery.Outcome> done) {
      this.context = context;
      this.apex = apex;
      this.primary = primary;
      this.done = done;
    }

    void begin() {
      query = SoaQuery.ask(context, apex, primary, this::came);
    }

    private void came(SoaQuery.Outcome outcome) {
      if (!over) {
        over = true;
        ended();
        done.accept(outcome);
      }
    }

    @Override
    public void abandon() {
      if (over) {
        return;
      }
      over = true;
      if (query == null) {
        waiting.remove(this);
      } else {
        query.abandon();
        ended();
      }
    }
  }

  /**
   * Asks one primary, when its turn has come.
   *
   * @param done is told once, later, unless the query is abandoned
   */
  PrimaryLink.Pending ask(
      SecondaryContext context, Name apex, RemoteServer primary, Consumer<SoaQuery.Outcome> done) {
    Turn turn = new Turn(context, apex, primary, done);
    waiting.add(turn);
    beginNext();
    return turn;
  }

  private void ended() {
    running--;
    beginNext();
  }

  private void beginNext() {
    while (running < MAX_RUNNING && !waiting.isEmpty()) {
      running++;
      waiting.remove().begin();
    }
  }
}
