package nomen.loadtest.statistics;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Numbers that one thread writes and another reads at any time, whole. The writer's stores are in
 * order for the reader (release and acquire), which costs a plain store on x86. Room on both sides
 * keeps the cells of two workers out of one cache line, and out of the pair of lines that a
 * processor fetches together.
 */
final class PaddedCells {
  private static final int PADDING = 16;
  private static final VarHandle CELL = MethodHandles.arrayElementVarHandle(long[].class);

  private final long[] cells;

  PaddedCells(int count) {
    cells = new long[count + 2 * PADDING];
  }

  /** For the writer only. */
  void add(int cell, long amount) {
    int index = PADDING + cell;
    CELL.setRelease(cells, index, cells[index] + amount);
  }

  /** For the writer only. */
  void set(int cell, long value) {
    CELL.setRelease(cells, PADDING + cell, value);
  }

  /** For the writer only. */
  void lower(int cell, long value) {
    if (value < cells[PADDING + cell]) {
      set(cell, value);
    }
  }

  /** For the writer only. */
  void raise(int cell, long value) {
    if (value > cells[PADDING + cell]) {
      set(cell, value);
    }
  }

  /** For any thread. */
  long get(int cell) {
    return (long) CELL.getAcquire(cells, PADDING + cell);
  }
}
