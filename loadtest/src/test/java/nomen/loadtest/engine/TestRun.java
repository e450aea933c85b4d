package nomen.loadtest.engine;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import nomen.loadtest.plan.Bounds;
import nomen.loadtest.plan.LoadPlan;
import nomen.loadtest.plan.Pace;
import nomen.loadtest.plan.Target;
import nomen.loadtest.plan.Target.Transport;
import nomen.loadtest.socket.LinuxDatagrams;
import nomen.loadtest.socket.NioDatagrams;
import nomen.loadtest.socket.TcpConnections;
import nomen.loadtest.statistics.Counts;
import nomen.loadtest.statistics.RepeatDecision;
import nomen.loadtest.statistics.WorkerTally;
import nomen.loadtest.traffic.AnswerCheck;
import nomen.loadtest.traffic.RequestKind;
import nomen.loadtest.traffic.Traffic;
import org.jspecify.annotations.Nullable;

/** A run with values that suit tests, of which each test changes what it is about. */
final class TestRun {
  /** What requests go through. */
  enum Through {
    LINUX,
    NIO,
    TCP
  }

  private static final long LONGEST_NANOS = 30_000_000_000L;

  private final InetSocketAddress server;
  private final Through through;
  Pace pace = new Pace.Closed(0);
  final RepeatDecision repeat = new RepeatDecision();
  List<InetAddress> sources = List.of();
  int clients = 1;
  int outstanding = 10;
  int threads = 1;
  int batch = 64;
  long requests = Long.MAX_VALUE;
  double seconds = 20;
  long timeoutNanos = 5_000_000_000L;
  int checkEvery;
  @Nullable AnswerCheck check;
  Traffic traffic = new FixedQueries(100, true, 0);
  final List<WorkerTally> tallies = new ArrayList<>();

  TestRun(InetSocketAddress server, Through through) {
    this.server = server;
    this.through = through;
  }

  LoadPlan plan() {
    Transport transport = through == Through.TCP ? Transport.TCP : Transport.UDP;
    Target target = new Target(server, transport, sources, 0, clients, 0);
    Bounds bounds = new Bounds(seconds, requests, outstanding, timeoutNanos);
    return new LoadPlan(target, pace, bounds, threads, batch, checkEvery);
  }

  LoadRun start() throws IOException {
    for (int i = 0; i < threads; i++) {
      tallies.add(new WorkerTally(pace.stepCount()));
    }
    LoadRun run =
        new LoadRun(
            plan(),
            repeat,
            traffic,
            check,
            tallies,
            share ->
                switch (through) {
                  case LINUX -> new LinuxDatagrams(server, share.locals(), 0, batch);
                  case NIO -> new NioDatagrams(server, share.locals(), 0, batch);
                  case TCP -> new TcpConnections(server, share.locals(), 0, batch);
                });
    run.start();
    return run;
  }

  /** Runs to the end. */
  LoadRun complete() throws IOException, InterruptedException {
    LoadRun run = start();
    assertTrue(run.awaitEnd(LONGEST_NANOS), "it does not end");
    return run;
  }

  /** What the workers counted of a step. */
  Counts counts(int step) {
    Counts sum = Counts.NONE;
    for (WorkerTally tally : tallies) {
      sum = sum.plus(tally.counts(step, RequestKind.QUERY));
    }
    return sum;
  }

  Counts counts() {
    return counts(0);
  }

  long unexpected() {
    return tallies.stream().mapToLong(WorkerTally::unexpectedAnswers).sum();
  }

  long disconnections() {
    return tallies.stream().mapToLong(WorkerTally::disconnections).sum();
  }
}
