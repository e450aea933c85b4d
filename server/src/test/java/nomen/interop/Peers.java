package nomen.interop;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import nomen.conformance.client.PipelinedClient;
import nomen.conformance.subject.ServedZone;
import nomen.conformance.subject.Serving;
import nomen.conformance.subject.Subject;
import nomen.conformance.subject.SubjectKind;

/** NSD, Knot and the chosen subject, all serving the same zones. */
record Peers(Subject nsd, Subject knot, Subject ours) implements AutoCloseable {
  /**
   * Starts all three.
   *
   * @param zones for the subject
   * @param printed the same zones for the peers, which do not know every directive
   */
  static Peers start(List<ServedZone> zones, List<ServedZone> printed, Path folder)
      throws IOException {
    for (SubjectKind kind : List.of(SubjectKind.NSD, SubjectKind.KNOT, SubjectKind.chosen())) {
      String reason = kind.missing().orElse("");
      assumeTrue(reason.isEmpty(), reason);
    }
    Subject nsd = start(SubjectKind.NSD, "nsd", printed, folder);
    try {
      Subject knot = start(SubjectKind.KNOT, "knot", printed, folder);
      try {
        return new Peers(nsd, knot, start(SubjectKind.chosen(), "ours", zones, folder));
      } catch (IOException | RuntimeException failure) {
        knot.close();
        throw failure;
      }
    } catch (IOException | RuntimeException failure) {
      nsd.close();
      throw failure;
    }
  }

  private static Subject start(SubjectKind kind, String name, List<ServedZone> zones, Path folder)
      throws IOException {
    return kind.start(Serving.comparable(zones, Files.createDirectory(folder.resolve(name))));
  }

  /** Asks all three at the same time and compares what they say. */
  Comparison compare(List<Question> questions) throws IOException, InterruptedException {
    List<byte[]> octets = questions.stream().map(Question::octets).toList();
    List<Callable<List<byte[]>>> work =
        List.of(
            () -> PipelinedClient.ask(nsd.address(), octets),
            () -> PipelinedClient.ask(knot.address(), octets),
            () -> PipelinedClient.ask(ours.address(), octets));
    try (ExecutorService threads = Executors.newFixedThreadPool(work.size())) {
      List<Future<List<byte[]>>> replies = threads.invokeAll(work);
      Comparison comparison = new Comparison();
      for (int i = 0; i < questions.size(); i++) {
        comparison.add(
            questions.get(i),
            replies.get(0).get().get(i),
            replies.get(1).get().get(i),
            replies.get(2).get().get(i));
      }
      return comparison;
    } catch (ExecutionException failure) {
      throw new IOException(failure.getCause());
    }
  }

  @Override
  public void close() {
    ours.close();
    knot.close();
    nsd.close();
  }
}
