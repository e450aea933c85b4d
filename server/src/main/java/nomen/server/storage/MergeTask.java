package nomen.server.storage;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import nomen.codec.name.Name;
import nomen.store.log.Author;
import nomen.store.update.Evaluation;
import nomen.store.update.Merged;
import nomen.store.update.ZoneTask;
import nomen.store.update.ZoneWriter;
import nomen.store.zone.Changeset;
import nomen.store.zone.ZoneEditor;
import org.jspecify.annotations.Nullable;

/** A merge on its way through the writer: of a zone file, or of what undoes a change. */
final class MergeTask implements ZoneTask {
  /**
   * What became of it.
   *
   * @param evaluation as the writer tells it
   * @param merged what was found, null if it was not evaluated
   */
  record Result(Evaluation evaluation, @Nullable Merged merged) {
    /** Whether the zone had not all of it already, or something contradicts. */
    boolean isNews() {
      return merged == null
          || !(merged.evaluation() instanceof Evaluation.Unchanged)
          || merged.conflictCount() > 0;
    }

    /** What was found to contradict, one line each. */
    List<String> conflicts() {
      if (merged == null) {
        return List.of();
      }
      List<String> lines = new ArrayList<>();
      merged.conflicts().forEach(conflict -> lines.add("conflict: " + conflict));
      int more = merged.conflictCount() - merged.conflicts().size();
      if (more > 0) {
        lines.add("and " + more + " conflicts more");
      }
      return lines;
    }
  }

  private final Name zone;
  private final Author author;
  private final long base;
  private final BiFunction<ZoneEditor, Long, Merged> merge;
  private final CompletableFuture<Result> done = new CompletableFuture<>();
  private @Nullable Merged merged;

  /**
   * A task.
   *
   * @param base the number of the image that the next merge starts from; 0 if this is no merge of a
   *     file
   * @param merge changes the zone; its second argument is the time in milliseconds since 1970
   */
  MergeTask(Name zone, Author author, long base, BiFunction<ZoneEditor, Long, Merged> merge) {
    this.zone = zone;
    this.author = author;
    this.base = base;
    this.merge = merge;
  }

  /** Has the writer do one, and waits for it. */
  static Result run(ZoneWriter writer, MergeTask task) {
    Evaluation.Refused refused = writer.offer(task);
    return refused == null ? task.done().join() : new Result(refused, null);
  }

  /** Tells what became of it. */
  CompletableFuture<Result> done() {
    return done;
  }

  @Override
  public Name zone() {
    return zone;
  }

  @Override
  public Author author() {
    return author;
  }

  @Override
  public long requestDigest() {
    return 0;
  }

  @Override
  public long base() {
    return base;
  }

  @Override
  public Evaluation evaluate(ZoneEditor editor, long nowMillis) {
    ZoneEditor.Savepoint before = editor.savepoint();
    Merged result = merge.apply(editor, nowMillis);
    merged = result;
    if (result.evaluation() instanceof Evaluation.Unchanged(int serial) && base != 0) {
      // The zone has all of it already, but the next merge must start from the new file. The
      // history leaves such a record out.
      editor.rollback(before);
      return new Evaluation.Changed(new Changeset(zone, serial, serial, List.of(), List.of()));
    }
    return result.evaluation();
  }

  @Override
  public void complete(Evaluation evaluation) {
    done.complete(new Result(evaluation, merged));
  }
}
