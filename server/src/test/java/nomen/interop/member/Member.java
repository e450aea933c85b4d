package nomen.interop.member;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongPredicate;
import nomen.conformance.client.DnsClient;
import nomen.conformance.client.QueryOctets;
import nomen.conformance.client.Reply;
import nomen.conformance.client.UpdateOctets;
import org.jspecify.annotations.Nullable;

/** One server that runs, can be killed, and can be started again with what it kept on its disk. */
public final class Member implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration UPDATE_TIMEOUT = Duration.ofSeconds(20);
  private static final Duration TIMEOUT = Duration.ofMillis(500);
  private static final long STOP_SECONDS = 20;
  private static final int POLL_MILLIS = 2;

  private final MemberKind kind;
  private final Place place;
  private final Path folder;
  private final List<String> command;
  private final DnsClient client;
  private @Nullable Process process;

  private Member(MemberKind kind, Place place, Path folder, List<String> command)
      throws IOException {
    this.kind = kind;
    this.place = place;
    this.folder = folder;
    this.command = command;
    this.client = new DnsClient(place.address(), TIMEOUT);
  }

  /** Starts one in a folder of its own; whether it serves already is to be awaited. */
  public static Member start(MemberKind kind, Path folder, Place place, MemberZone... zones)
      throws IOException {
    String reason = kind.missing().orElse("");
    assumeTrue(reason.isEmpty(), reason);
    return run(kind, folder, place, kind.configure(folder, place, List.of(zones)));
  }

  /** Starts one by a command, whose configuration a test has written itself. */
  public static Member run(MemberKind kind, Path folder, Place place, List<String> command)
      throws IOException {
    Member member = new Member(kind, place, folder, command);
    member.start();
    return member;
  }

  /** Starts it again after {@link #kill}. */
  public void start() throws IOException {
    process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("output").toFile()))
            .start();
  }

  /** SIGKILL, to it and its children. */
  public void kill() throws InterruptedException {
    if (process != null) {
      List<ProcessHandle> children = process.descendants().toList();
      process.destroyForcibly().waitFor();
      children.forEach(ProcessHandle::destroyForcibly);
      for (ProcessHandle child : children) {
        child.onExit().join();
      }
      process = null;
    }
  }

  /** What it is. */
  public MemberKind kind() {
    return kind;
  }

  /** Where it is. */
  public Place place() {
    return place;
  }

  /** Where its configuration, its files and its output are. */
  public Path folder() {
    return folder;
  }

  /** What it printed and logged, over all its starts. */
  public String output() throws IOException {
    return Files.readString(folder.resolve("output"));
  }

  /** The serial that it serves, or -1 if it serves none. */
  public long serial(String origin) throws IOException {
    try {
      Reply reply = client.ask(QueryOctets.query(origin, "SOA"));
      return reply.status().equals("NOERROR aa")
          ? Long.parseLong(reply.answer().getFirst().split(" ", -1)[5])
          : -1;
    } catch (DnsClient.NoReply silent) {
      return -1;
    }
  }

  /** Asks until it serves the serial. */
  public void awaitSerial(String origin, long serial) throws IOException, InterruptedException {
    await(origin, now -> now == serial, "serial " + serial);
  }

  /** Asks until it serves the serial, or a later one. */
  public void awaitAtLeast(String origin, long serial) throws IOException, InterruptedException {
    await(origin, now -> now >= serial, "serial " + serial + " or later");
  }

  /** Asks until it serves any serial of a zone, and gives it. */
  public long awaitZone(String origin) throws IOException, InterruptedException {
    return await(origin, now -> now >= 0, "a zone");
  }

  private long await(String origin, LongPredicate wanted, String what)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    long now = serial(origin);
    while (!wanted.test(now)) {
      boolean ended = process == null || process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS);
      if (ended || System.nanoTime() > deadline) {
        fail("%s serves %d of %s, not %s:%n%s".formatted(kind, now, origin, what, output()));
      }
      now = serial(origin);
    }
    return now;
  }

  /**
   * Sends an update over UDP, once, and gives its RCODE. Servers have been seen to take a second
   * for one.
   */
  public String send(UpdateOctets update) throws IOException {
    try (DnsClient patient = new DnsClient(place.address(), UPDATE_TIMEOUT)) {
      return patient.ask(update.octets()).rcode();
    }
  }

  /** SIGTERM; SIGKILL if that does not end it. */
  @Override
  public void close() {
    client.close();
    if (process == null) {
      return;
    }
    List<ProcessHandle> children = process.descendants().toList();
    process.destroy();
    try {
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException interrupted) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    children.forEach(ProcessHandle::destroyForcibly);
  }
}
