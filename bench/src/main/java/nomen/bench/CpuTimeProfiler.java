package nomen.bench;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/**
 * Adds the processor time of the measuring threads and what they allocate, for each operation.
 * Where other programs share the processors it says more than the clock on the wall. Asked for by
 * {@code -prof nomen.bench.CpuTimeProfiler}.
 */
public final class CpuTimeProfiler implements InternalProfiler {
  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private long cpuBefore;
  private long allocatedBefore;

  /** JMH makes it by its name. */
  public CpuTimeProfiler() {}

  @Override
  public String getDescription() {
    return "processor time and allocation of the measuring threads";
  }

  @Override
  public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
    cpuBefore = cpuNanos();
    allocatedBefore = allocatedOctets();
  }

  @Override
  public Collection<? extends Result<?>> afterIteration(
      BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
    double operations = Math.max(1, result.getMetadata().getAllOps());
    return List.of(
        new ScalarResult(
            "cpu", (cpuNanos() - cpuBefore) / operations, "ns/op", AggregationPolicy.AVG),
        new ScalarResult(
            "alloc",
            (allocatedOctets() - allocatedBefore) / operations,
            "B/op",
            AggregationPolicy.AVG));
  }

  private long cpuNanos() {
    long sum = 0;
    for (ThreadInfo worker : workers()) {
      sum += threads.getThreadCpuTime(worker.getThreadId());
    }
    return sum;
  }

  private long allocatedOctets() {
    long sum = 0;
    for (ThreadInfo worker : workers()) {
      sum += threads.getThreadAllocatedBytes(worker.getThreadId());
    }
    return sum;
  }

  private List<ThreadInfo> workers() {
    return Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds()))
        .filter(thread -> thread != null && thread.getThreadName().contains("jmh-worker"))
        .toList();
  }
}
