package nomen.server.cli;

import java.io.BufferedReader;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nomen.server.warmup.BurstClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * {@code nomen rehearse}: a short life of a server, for the JVM to note what a start needs. It
 * recovers a data directory, reads a zone from text, serves it on a port that the system chooses on
 * the loopback interface, asks itself, and ends. {@code make build} runs it; see docs/tuning.md.
 */
@Command(name = "rehearse", hidden = true, description = "Serve a zone for a moment.")
final class RehearseCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FOLDER", description = "Where its files go.")
  private Path folder;

  /** After so long it ends, whatever it waits for. */
  private static final int LIMIT_MILLIS = 30_000;

  private static final int ANSWER_LIMIT_MILLIS = 2_000;
  private static final int BURSTS = 10_000;

  /** A machine with other work has enough of them after so long. */
  private static final long ASKING_NANOS = 10_000_000_000L;

  private static final int STREAMED = 64;

  /** More than a start-up report has. */
  private static final int PRINTED_OCTETS = 1 << 16;

  private static final Pattern LISTENING = Pattern.compile("listening on 127\\.0\\.0\\.1:(\\d+)");

  private static final String CONFIGURATION =
      """
      [server]
      listen = ["127.0.0.1:0"]
      data-dir = "data"
      [[zone]]
      name = "example."
      file = "example.zone"
      """;

  @Override
  public Integer call() throws IOException {
    CompletableFuture.delayedExecutor(LIMIT_MILLIS, TimeUnit.MILLISECONDS)
        .execute(() -> Runtime.getRuntime().halt(1));
    Files.createDirectories(folder);
    RehearsedRecovery.run(folder.resolve("large"));
    RehearsedZone zone = new RehearsedZone();
    Files.writeString(folder.resolve("example.zone"), zone.text());
    Path configuration = folder.resolve("nomen.toml");
    Files.writeString(configuration, CONFIGURATION);
    PipedInputStream printed = new PipedInputStream(PRINTED_OCTETS);
    PipedOutputStream out = new PipedOutputStream(printed);
    String file = configuration.toString();
    Thread server = new Thread(() -> CommandLineRunner.run(out, "serve", "-c", file), "server");
    server.setDaemon(true);
    server.start();
    InetSocketAddress address = addressIn(printed);
    List<ByteBuffer> questions = zone.questions("example.");
    askOverUdp(address, questions);
    askOverTcp(address, questions.subList(0, STREAMED));
    return ExitCode.OK;
  }

  /** Waits until the server says where it listens; {@link #LIMIT_MILLIS} bounds it. */
  private static InetSocketAddress addressIn(PipedInputStream printed) throws IOException {
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(printed, StandardCharsets.UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      Matcher matcher = LISTENING.matcher(line);
      if (matcher.find()) {
        int port = Integer.parseInt(matcher.group(1));
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
      }
    }
    throw new IOException("the server ended before it listened");
  }

  /** As fast as it goes, so that the code which answers is compiled as in a busy server. */
  private static void askOverUdp(InetSocketAddress address, List<ByteBuffer> questions)
      throws IOException {
    try (BurstClient client = new BurstClient(address)) {
      long begin = System.nanoTime();
      for (int i = 0; i < BURSTS && System.nanoTime() - begin < ASKING_NANOS; i++) {
        if (client.ask(questions, i * BurstClient.BURST % questions.size()) == 0) {
          throw new IOException("no answers");
        }
      }
    }
  }

  private static void askOverTcp(InetSocketAddress address, List<ByteBuffer> questions)
      throws IOException {
    try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
      socket.setSoTimeout(ANSWER_LIMIT_MILLIS);
      DataOutputStream out = new DataOutputStream(socket.getOutputStream());
      DataInputStream in = new DataInputStream(socket.getInputStream());
      for (ByteBuffer question : questions) {
        byte[] octets = new byte[question.capacity()];
        question.get(0, octets);
        out.writeShort(octets.length);
        out.write(octets);
        in.readFully(new byte[in.readUnsignedShort()]);
      }
    }
  }
}
