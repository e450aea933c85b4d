package nomen.bench.tree;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import nomen.store.tree.NameKey;

/** Prints what each candidate takes of the heap for each name, and how long loading takes. */
public final class TreeFootprint {
  private static final int VALUE_OCTETS = 19;

  /** Processor time, for other programs may share the processors. */
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private TreeFootprint() {}

  /** No arguments. */
  public static void main(String[] args) {
    System.out.printf(
        "%-10s %10s %8s %14s %12s%n",
        "structure", "names", "order", "octets a name", "load CPU ms");
    for (String structure : new String[] {"pages", "qp-trie"}) {
      for (int names : new int[] {1000, 100_000, 1_000_000}) {
        for (boolean sorted : new boolean[] {true, false}) {
          measure(structure, names, sorted);
        }
      }
    }
  }

  private static void measure(String structure, int names, boolean sorted) {
    byte[][] wires = new byte[names][];
    for (int i = 0; i < names; i++) {
      wires[i] = BenchNames.wire(i, 0);
    }
    if (sorted) {
      Arrays.sort(wires, (a, b) -> Arrays.compareUnsigned(a, 1, a.length, b, 1, b.length));
    }
    NameKey key = new NameKey();
    byte[] value = new byte[VALUE_OCTETS];
    long before = usedOctets();
    long start = THREADS.getCurrentThreadCpuTime();
    Candidate candidate = Candidate.of(structure);
    for (byte[] wire : wires) {
      key.set(wire, 0, 1);
      candidate.load(key, value);
    }
    candidate.edit(key, value);
    long millis = (THREADS.getCurrentThreadCpuTime() - start) / 1_000_000;
    long used = usedOctets() - before;
    // Asked last, so that neither went before it was measured.
    key.set(wires[names / 2], 0, 1);
    if (candidate.get(key) != 0) {
      throw new IllegalStateException("a name is lost");
    }
    System.out.printf(
        "%-10s %10d %8s %14.1f %12d%n",
        structure, names, sorted ? "sorted" : "random", used / (double) names, millis);
  }

  @SuppressWarnings("SystemGc") // what is left after a collection is what is measured
  private static long usedOctets() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
