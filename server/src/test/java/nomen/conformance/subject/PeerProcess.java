package nomen.conformance.subject;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import nomen.conformance.client.DnsClient;
import nomen.conformance.client.LoopbackPort;
import nomen.conformance.client.QueryOctets;
import nomen.conformance.client.Reply;

/** A peer that runs as a process of its own, on a free port of the loopback. */
final class PeerProcess implements Subject {
  private static final Duration START = Duration.ofSeconds(60);
  private static final long STOP_SECONDS = 10;
  private static final InetAddress V4 = loopback("127.0.0.1");
  private static final InetAddress V6 = loopback("::1");

  private final Process process;
  private final int port;

  private PeerProcess(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Runs the command, then asks for the SOA of every zone until it is answered. */
  static PeerProcess start(List<String> command, int port, Serving serving) throws IOException {
    Path output = serving.folder().resolve("output");
    Process process =
        new ProcessBuilder(command)
            .directory(serving.folder().toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    PeerProcess peer = new PeerProcess(process, port);
    long deadline = System.nanoTime() + START.toNanos();
    for (ServedZone zone : serving.zones()) {
      while (!peer.answers(zone.origin())) {
        if (!process.isAlive() || System.nanoTime() > deadline) {
          peer.close();
          throw new IOException(
              "%s does not answer for %s:%n%s"
                  .formatted(command, zone.origin(), Files.readString(output)));
        }
      }
    }
    return peer;
  }

  /** A port that is free for UDP and TCP in both families at this moment. */
  static int freePort() throws IOException {
    return LoopbackPort.draw("127.0.0.1", "::1").getPort();
  }

  private boolean answers(String origin) throws IOException {
    try (DnsClient client = new DnsClient(address(), Duration.ofMillis(100))) {
      Reply reply = client.ask(QueryOctets.query(origin, "SOA"));
      return reply.status().equals("NOERROR aa");
    } catch (DnsClient.NoReply notYet) {
      return false;
    }
  }

  @Override
  public InetSocketAddress address() {
    return new InetSocketAddress(V4, port);
  }

  @Override
  public InetSocketAddress address6() {
    return new InetSocketAddress(V6, port);
  }

  @Override
  public void close() {
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

  private static InetAddress loopback(String literal) {
    try {
      return InetAddress.getByName(literal);
    } catch (java.net.UnknownHostException impossible) {
      throw new IllegalArgumentException(literal, impossible);
    }
  }
}
