package nomen.crash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import nomen.server.tidy.SourceTree;

/**
 * Nomen in a process of its own: the program that {@code NOMEN_PROGRAM} names, which may be {@code
 * bin/nomen}; without it, as bin/nomen starts it, from the classes of this build.
 */
public final class ServerProcess implements AutoCloseable {
  private static final Pattern LISTENING = Pattern.compile("listening on (.+), UDP and TCP");
  private static final long START_SECONDS = 120;
  private static final long STOP_SECONDS = 60;

  private final Process process;
  private final Path output;

  private ServerProcess(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  /** Starts one; it need not be ready. */
  public static ServerProcess start(Path configuration) throws IOException {
    return start(List.of(), configuration);
  }

  /** Starts one by a command that runs the command behind it. */
  static ServerProcess start(List<String> by, Path configuration) throws IOException {
    Path output = configuration.resolveSibling("output");
    List<String> command = new ArrayList<>(by);
    command.addAll(command("serve", "-c", configuration.toString()));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    return new ServerProcess(process, output);
  }

  /** What runs Nomen with arguments. */
  public static List<String> command(String... arguments) {
    List<String> command = new ArrayList<>();
    String program = System.getenv("NOMEN_PROGRAM");
    if (program != null) {
      command.add(program);
      command.addAll(List.of(arguments));
      return command;
    }
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("@" + SourceTree.find().root().resolve("conf/jvm.options"));
    command.addAll(List.of("-Xmx256m", "-XX:TieredStopAtLevel=1", "-ea"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), "nomen.server.Main"));
    command.addAll(List.of(arguments));
    return command;
  }

  /** Waits until it answers, and says where first. */
  public InetSocketAddress awaitReady() throws IOException, InterruptedException {
    return awaitAddresses().getFirst();
  }

  /** Waits until it answers, and says where, in the order of its configuration. */
  public List<InetSocketAddress> awaitAddresses() throws IOException, InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
    while (true) {
      boolean ended = process.waitFor(5, TimeUnit.MILLISECONDS);
      String text = output();
      Matcher listening = LISTENING.matcher(text);
      if (text.contains("ready after") && listening.find()) {
        return Stream.of(listening.group(1).split(", ", -1)).map(ServerProcess::address).toList();
      }
      if (ended || System.nanoTime() > deadline) {
        throw new IOException("the server did not start:\n" + text);
      }
    }
  }

  private static InetSocketAddress address(String text) {
    int colon = text.lastIndexOf(':');
    return new InetSocketAddress(
        InetAddress.ofLiteral(text.substring(0, colon)),
        Integer.parseInt(text.substring(colon + 1)));
  }

  /** Waits until it has printed or logged something. */
  public void awaitOutput(String text) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(STOP_SECONDS);
    while (!output().contains(text)) {
      if (process.waitFor(5, TimeUnit.MILLISECONDS) || System.nanoTime() > deadline) {
        throw new IOException("it did not say \"" + text + "\":\n" + output());
      }
    }
  }

  public long pid() {
    return process.pid();
  }

  /** Lets it run for a moment. */
  void letRun(long millis) throws InterruptedException {
    process.waitFor(millis, TimeUnit.MILLISECONDS);
  }

  /** SIGKILL. */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** SIGTERM; the exit status. */
  public int stop() throws InterruptedException {
    process.destroy();
    return process.waitFor(STOP_SECONDS, TimeUnit.SECONDS) ? process.exitValue() : -1;
  }

  /** What it printed and logged. */
  public String output() {
    try {
      return Files.readString(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
