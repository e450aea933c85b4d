package nomen.server.transfer.in;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import nomen.codec.edns.ErrorCode;
import nomen.codec.message.Rcode;
import nomen.codec.name.Name;
import nomen.codec.rr.RRTypes;
import nomen.codec.rr.Serial;
import nomen.codec.transfer.TransferException;
import nomen.store.log.Author;
import nomen.store.update.Evaluation;
import nomen.store.update.ZoneTask;
import nomen.store.update.ZoneWriter;
import nomen.store.zone.Changeset;
import nomen.store.zone.NodeView;
import nomen.store.zone.RRsetView;
import nomen.store.zone.ZoneEditor;
import org.jspecify.annotations.Nullable;

/**
 * Changes of one zone that follow each other, on their way through the writer: each is a task and a
 * record of its own, and one force serves as many as the writer's batch has room for. When one does
 * not fit, none behind it is made.
 */
final class ChangeChain {
  /** The most that wait in the writer's queue, which is there for others too. */
  static final int MAX_WAITING = 1_024;

  private final ZoneWriter writer;
  private final Author author;
  private final List<Changeset> changes;
  private final Semaphore room = new Semaphore(MAX_WAITING);
  private final CompletableFuture<Integer> done = new CompletableFuture<>();

  /** For the writer's thread: whether a task of the chain was refused. */
  private boolean isBroken;

  ChangeChain(ZoneWriter writer, Author author, List<Changeset> changes) {
    this.writer = writer;
    this.author = author;
    this.changes = changes;
  }

  /** Whether a change can stand in the log: it leads to a newer serial. */
  static boolean isStep(Changeset change) {
    return Serial.isNewer(change.serialTo(), change.serialFrom());
  }

  /** Hands all of them over; waits while the writer has {@link #MAX_WAITING} of them. */
  CompletableFuture<Integer> offer() {
    int left = changes.size();
    for (Changeset change : changes) {
      left--;
      room.acquireUninterruptibly();
      if (done.isDone()) {
        break;
      }
      Evaluation.Refused refused = writer.offer(new Step(change, left == 0));
      if (refused != null) {
        // Those before it are made; they lead to a version that the primary had.
        fail(refused.reason());
        break;
      }
    }
    return done;
  }

  private void fail(String reason) {
    done.completeExceptionally(TransferException.ofZone(reason));
  }

  private final class Step implements ZoneTask {
    private final Changeset change;
    private final boolean isLast;

    Step(Changeset change, boolean isLast) {
      this.change = change;
      this.isLast = isLast;
    }

    @Override
    public Name zone() {
      return change.zone();
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
      return 0;
    }

    @Override
    public Evaluation evaluate(ZoneEditor editor, long nowMillis) {
      if (isBroken) {
        return refuse("the difference before this one was not made");
      }
      isBroken = true;
      String misfit = misfit(editor);
      if (misfit != null) {
        return refuse(misfit);
      }
      try {
        change.applyTo(editor);
      } catch (IllegalStateException | IllegalArgumentException e) {
        return refuse(String.valueOf(e.getMessage()));
      }
      isBroken = false;
      return new Evaluation.Changed(change);
    }

    private @Nullable String misfit(ZoneEditor editor) {
      NodeView apex = new NodeView();
      RRsetView soa = new RRsetView();
      if (!editor.find(change.zone(), apex) || !apex.find(RRTypes.SOA.code(), soa)) {
        return "the zone has no data";
      }
      int end = soa.rdataOffset(soa.first()) + soa.rdataLength(soa.first());
      int serial = Serial.ofSoa(soa.octets(), end);
      if (serial == change.serialFrom()) {
        return null;
      }
      return "the difference begins at serial "
          + Serial.print(change.serialFrom())
          + ", and the zone has "
          + Serial.print(serial);
    }

    private Evaluation refuse(String why) {
      return new Evaluation.Refused(Rcode.SERVFAIL, ErrorCode.OTHER, why);
    }

    @Override
    public void complete(Evaluation evaluation) {
      if (evaluation instanceof Evaluation.Refused(int _, int _, String reason)) {
        // Also if the writer took back what it had evaluated.
        isBroken = true;
        fail(reason);
      } else if (isLast) {
        done.complete(change.serialTo());
      }
      room.release();
    }
  }
}
