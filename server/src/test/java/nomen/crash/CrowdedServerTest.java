package nomen.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import nomen.conformance.client.DnsClient;
import nomen.conformance.client.QueryOctets;
import nomen.conformance.client.UpdateOctets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The real process with 256 MiB of heap, whose connections are taken by strangers. */
@Tag("crash")
@Timeout(300)
class CrowdedServerTest {
  private static final String FEW_FILES = "ulimit -n 256; exec \"$@\"";
  private static final int LARGE_RECORDS = 230;
  private static final String LONG = "x".repeat(240);

  /** Addresses of this machine that the strangers come from: each may have 200 connections. */
  private static final int ADDRESSES = 10;

  @TempDir private Path folder;
  private final List<SocketChannel> strangers = new ArrayList<>();

  @AfterEach
  void closeStrangers() throws IOException {
    for (SocketChannel stranger : strangers) {
      stranger.close();
    }
  }

  private Path write(String more) throws IOException {
    StringBuilder zone =
        new StringBuilder("$TTL 60\n@ SOA ns admin 1 3600 900 604800 60\n@ NS ns\n")
            .append("ns A 127.0.0.1\n");
    for (int i = 0; i < LARGE_RECORDS; i++) {
      zone.append("big TXT ").append(LONG).append(i).append('\n');
    }
    Files.writeString(folder.resolve("example.zone"), zone);
    return Files.writeString(
        folder.resolve("nomen.toml"),
        """
        [server]
        listen = ["127.0.0.1:0"]
        data-dir = "data"
        %s
        [[zone]]
        name = "example."
        file = "example.zone"
        allow-update = ["127.0.0.0/8"]
        """
            .formatted(more));
  }

  private SocketChannel connect(InetSocketAddress server) throws IOException {
    SocketChannel stranger = SocketChannel.open();
    strangers.add(stranger);
    stranger.setOption(StandardSocketOptions.SO_RCVBUF, 2048);
    stranger.bind(new InetSocketAddress("127.0." + strangers.size() % ADDRESSES + ".1", 0));
    stranger.connect(server);
    stranger.configureBlocking(false);
    return stranger;
  }

  private static ByteBuffer manyRequests() {
    byte[] query = QueryOctets.query("big.example.", "TXT").octets();
    ByteBuffer requests = ByteBuffer.allocate(100 * (2 + query.length));
    while (requests.hasRemaining()) {
      requests.putShort((short) query.length).put(query);
    }
    return requests.flip();
  }

  @Test
  void clientsThatReadNothingHoldUpNeitherQueriesNorTheEnd() throws Exception {
    try (ServerProcess server = ServerProcess.start(write(""))) {
      InetSocketAddress address = server.awaitReady();
      ByteBuffer requests = manyRequests();
      for (int i = 0; i < 1500; i++) {
        connect(address);
      }
      for (SocketChannel stranger : strangers) {
        try {
          var unused = stranger.write(requests.rewind());
        } catch (IOException e) {
          // It was closed already: the server holds too much.
        }
      }
      try (DnsClient client = new DnsClient(address, Duration.ofSeconds(5), 1)) {
        for (int i = 0; i < 100; i++) {
          assertEquals("NOERROR", client.ask(QueryOctets.query("ns.example.", "A")).rcode());
        }
        assertEquals("NOERROR", client.askOverTcp(QueryOctets.query("ns.example.", "A")).rcode());
        assertEquals(
            "NOERROR",
            client.ask(UpdateOctets.of("example.").add("n", 60, "TXT", LONG).octets()).rcode());
      }
      server.awaitOutput("tcp.max-buffered");
      assertEquals(0, server.stop(), server::output);
      assertTrue(!server.output().contains("Cannot reserve"), server::output);
    }
  }

  @Test
  void descriptorsAreLeftForTheLog() throws Exception {
    Path configuration = write("[storage]\nsegment-size = \"64KiB\"");
    try (ServerProcess server =
        ServerProcess.start(List.of("sh", "-c", FEW_FILES, "sh"), configuration)) {
      InetSocketAddress address = server.awaitReady();
      assertTrue(server.output().contains("fewer connections than configured"), server::output);
      for (int i = 0; i < 300; i++) {
        connect(address);
      }
      try (DnsClient client = new DnsClient(address, Duration.ofSeconds(20))) {
        for (int i = 0; i < 400; i++) {
          byte[] update =
              UpdateOctets.of("example.").add("n" + i, 60, "TXT", LONG).edns(1232).octets();
          assertEquals("NOERROR", client.ask(update).rcode());
        }
        assertEquals("NOERROR", client.askOverTcp(QueryOctets.query("n1.example.", "A")).rcode());
      }
      assertEquals(0, server.stop(), server::output);
    }
  }
}
