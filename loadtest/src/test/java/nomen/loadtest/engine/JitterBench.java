package nomen.loadtest.engine;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import nomen.loadtest.plan.Bounds;
import nomen.loadtest.plan.LoadPlan;
import nomen.loadtest.plan.Pace;
import nomen.loadtest.plan.Target;
import nomen.loadtest.socket.Exchange;
import nomen.loadtest.socket.ExchangeEvents;
import nomen.loadtest.socket.LinuxDatagrams;
import nomen.loadtest.statistics.RepeatDecision;
import nomen.loadtest.statistics.WorkerTally;

/**
 * How much later than intended requests go to the kernel: port, requests a second, seconds. Not a
 * test; docs/decisions/0007-load-generator.md has its figures, and how to run it.
 */
final class JitterBench {
  private JitterBench() {}

  /** Runs it. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    int port = Integer.parseInt(arguments[0]);
    double rate = Double.parseDouble(arguments[1]);
    double seconds = Double.parseDouble(arguments[2]);
    InetSocketAddress server = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    Target target = new Target(server, Target.Transport.UDP, List.of(), 0, 1, 1 << 20);
    Pace pace = new Pace.Open(List.of(new Pace.Step(rate, seconds)));
    Bounds bounds = new Bounds(seconds, Long.MAX_VALUE, 10_000, 1_000_000_000L);
    LoadPlan plan = new LoadPlan(target, pace, bounds, 1, 64, 0);
    FixedQueries queries = new FixedQueries(1_000, true, 0);
    WarmUp.run(plan, queries);
    long[] sent = new long[(int) Math.ceil(rate * seconds)];
    int[] count = new int[1];
    WorkerTally tally = new WorkerTally(1);
    LoadRun run =
        new LoadRun(
            plan,
            new RepeatDecision(),
            queries,
            null,
            List.of(tally),
            share -> {
              Exchange exchange = new LinuxDatagrams(server, share.locals(), 1 << 20, 64);
              return new Noting(exchange, nanos -> sent[count[0]++] = nanos);
            });
    long cpu = ProcessHandle.current().info().totalCpuDuration().orElseThrow().toNanos();
    run.start();
    run.awaitEnd(Long.MAX_VALUE);
    cpu = ProcessHandle.current().info().totalCpuDuration().orElseThrow().toNanos() - cpu;
    long[] late = new long[count[0]];
    for (int i = 0; i < late.length; i++) {
      late[i] = sent[i] - run.startNanos() - (long) (i * 1e9 / rate);
    }
    Arrays.sort(late);
    System.out.printf(
        "%d sent at %.0f/s, late by: p50 %.1f p90 %.1f p99 %.1f p99.9 %.1f max %.1f us; CPU %.1f"
            + " %%%n",
        late.length,
        rate,
        at(late, 0.5),
        at(late, 0.9),
        at(late, 0.99),
        at(late, 0.999),
        at(late, 1),
        cpu / seconds / 1e7);
  }

  private static double at(long[] sorted, double part) {
    return sorted[(int) Math.min(sorted.length - 1, (long) (part * sorted.length))] / 1e3;
  }

  /** Takes a time of sending. */
  private interface Note {
    void sent(long nanos);
  }

  /** Passes all on, and notes when requests are sent. */
  private record Noting(Exchange exchange, Note note) implements Exchange {
    @Override
    public int clients() {
      return exchange.clients();
    }

    @Override
    public boolean canSend(int client) {
      return exchange.canSend(client);
    }

    @Override
    public boolean stage(int client, int flight, byte[] octets, int length) {
      return exchange.stage(client, flight, octets, length);
    }

    @Override
    public int staged() {
      return exchange.staged();
    }

    @Override
    public void flush(ExchangeEvents events) {
      exchange.flush(
          new ExchangeEvents() {
            @Override
            public void sent(int flight, long nanos) {
              note.sent(nanos);
              events.sent(flight, nanos);
            }

            @Override
            public void unsent(int flight, int errno) {
              events.unsent(flight, errno);
            }

            @Override
            public void received(int client, int head, int length, long nanos) {
              events.received(client, head, length, nanos);
            }

            @Override
            public void garbage(int client) {
              events.garbage(client);
            }

            @Override
            public void disconnected(int client) {
              events.disconnected(client);
            }

            @Override
            public void sendable(int client) {
              events.sendable(client);
            }
          });
    }

    @Override
    public void abandon(ExchangeEvents events) {
      exchange.abandon(events);
    }

    @Override
    public boolean receive(ExchangeEvents events) {
      return exchange.receive(events);
    }

    @Override
    public void await(long nanos) {
      exchange.await(nanos);
    }

    @Override
    public void copyAnswer(byte[] into) {
      exchange.copyAnswer(into);
    }

    @Override
    public long dropped() {
      return exchange.dropped();
    }

    @Override
    public void close() {
      exchange.close();
    }
  }
}
