package nomen.store.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Sees whether another process has deleted, replaced, shortened or overwritten what recovery would
 * need: then a batch is not acknowledged, for nobody would read it. The segment that is written is
 * looked at after each force, the others of which records are needed one after another.
 *
 * <p>Used by the writer's thread, but for {@link #needed}.
 */
final class LogWatch {
  /** Forces between two looks at something else than the segment that is written. */
  private static final int EVERY = 8;

  private record Closed(SegmentHeader header, long following) {}

  private final Disk disk;
  private final DurableMark mark;

  /** Closed segments with records that recovery needs; the one that was looked at last is last. */
  private final Deque<Closed> closed = new ArrayDeque<>();

  private final ByteBuffer expected = ByteBuffer.allocateDirect(SegmentHeader.OCTETS);
  private final ByteBuffer found = ByteBuffer.allocateDirect(SegmentHeader.OCTETS);

  private volatile long neededFromLsn;
  private int forces;

  LogWatch(Disk disk, DurableMark mark, long neededFromLsn) {
    this.disk = disk;
    this.mark = mark;
    this.neededFromLsn = neededFromLsn;
  }

  /** Recovery needs no record before an LSN any more. May be called by any thread. */
  void needed(long fromLsn) {
    neededFromLsn = fromLsn;
  }

  /** A segment is written to from now on. */
  void begun(SegmentHeader header) {
    expected.clear().put(header.write()).flip();
  }

  /** Nothing is written to a segment any more. */
  void closed(SegmentHeader header, long following) {
    closed.addLast(new Closed(header, following));
  }

  /**
   * Looks at the segment that is written, and at times at something else.
   *
   * @throws IOException saying what was done to which file
   */
  void check(OpenSegment segment) throws IOException {
    DiskFile file = segment.file();
    if (!file.isInPlace(segment.size())) {
      throw displaced(file.path(), "deleted, replaced or cut short");
    }
    file.read(0, found.clear());
    if (!found.flip().equals(expected)) {
      throw displaced(file.path(), "overwritten");
    }
    if (++forces % EVERY == 0) {
      checkOthers();
    }
  }

  private void checkOthers() throws IOException {
    if (!mark.isInPlace()) {
      throw displaced(DurableMark.PATH, "deleted or replaced");
    }
    while (!closed.isEmpty() && closed.getFirst().following <= neededFromLsn) {
      closed.removeFirst();
    }
    Closed next = closed.pollFirst();
    if (next == null) {
      return;
    }
    closed.addLast(next);
    // Old segments may go once they are not needed, and that may have become so just now.
    String how = damageOf(next);
    if (how != null && next.following > neededFromLsn) {
      throw displaced(SegmentFiles.path(next.header.firstLsn()), how);
    }
  }

  private @Nullable String damageOf(Closed segment) {
    try (DiskFile file = disk.openForReading(SegmentFiles.path(segment.header.firstLsn()))) {
      ByteBuffer header = ByteBuffer.allocate(SegmentHeader.OCTETS);
      file.read(0, header);
      return file.size() < segment.header.sizeOctets()
              || !header.flip().equals(segment.header.write())
          ? "cut short or overwritten"
          : null;
    } catch (NoSuchFileException e) {
      return "deleted";
    } catch (IOException e) {
      // It cannot be looked at now, for want of a descriptor perhaps; that says nothing of it.
      return null;
    }
  }

  private static IOException displaced(String path, String how) {
    return new IOException(path + ": was " + how + " by another process while it was in use");
  }
}
