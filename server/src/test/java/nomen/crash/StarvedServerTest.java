package nomen.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import nomen.conformance.client.DnsClient;
import nomen.conformance.client.QueryOctets;
import nomen.conformance.client.UpdateOctets;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The real process, from which one resource after another is taken: while it is gone nothing that
 * was acknowledged is lost, and when it is back the server is whole again, without a restart.
 */
@Tag("crash")
@Timeout(240)
class StarvedServerTest {
  private static final String LONG = "x".repeat(240);

  /** Updates that need a segment more than the one that waits. */
  private static final int MANY = 700;

  @TempDir private Path folder;
  private int sent;

  /** The numbers of updates that were acknowledged. */
  private final List<Integer> taken = new ArrayList<>();

  private Path write(Path data) throws IOException {
    Files.writeString(
        folder.resolve("example.zone"),
        """
        $ORIGIN example.
        $TTL 60
        @ SOA ns admin 1 3600 900 604800 60
        @ NS ns
        ns A 127.0.0.1
        """);
    return Files.writeString(
        folder.resolve("nomen.toml"),
        """
        [server]
        listen = ["127.0.0.1:0"]
        event-loops = 1
        data-dir = "%s"
        [storage]
        segment-size = "64KiB"
        [[zone]]
        name = "example."
        file = "example.zone"
        allow-update = ["127.0.0.0/8"]
        """
            .formatted(data));
  }

  private static DnsClient client(InetSocketAddress server) throws IOException {
    return new DnsClient(server, Duration.ofSeconds(30));
  }

  /** Sends an update; the response code. */
  private String add(DnsClient client) throws IOException {
    int number = sent++;
    String rcode =
        client
            .ask(UpdateOctets.of("example.").add("n" + number, 60, "TXT", LONG).edns(1232).octets())
            .rcode();
    if (rcode.equals("NOERROR")) {
      taken.add(number);
    }
    return rcode;
  }

  private static boolean isThere(DnsClient client, int number) throws IOException {
    return !client.ask(QueryOctets.query("n" + number + ".example.", "TXT")).answer().isEmpty();
  }

  /** The server takes updates and answers by all its doors. */
  private void assertWhole(DnsClient client) throws Exception {
    assertEquals("NOERROR", add(client));
    assertTrue(isThere(client, taken.getLast()));
    String metrics = Run.of(folder, "metrics").good();
    assertTrue(metrics.contains("nomen_writer_failed 0.0\n"), metrics);
    assertEquals("NOERROR", add(client));
  }

  private void assertNothingLost(Path configuration) throws Exception {
    assertTrue(Run.of(folder, "log", "verify").good().startsWith("log ok: "));
    try (ServerProcess server = ServerProcess.start(configuration);
        DnsClient client = client(server.awaitReady())) {
      for (int number : taken) {
        assertTrue(isThere(client, number), "n" + number);
      }
      assertEquals(0, server.stop(), server::output);
    }
  }

  /** Runs a command that takes or gives a resource; whether it could. */
  private static boolean run(String... command) throws Exception {
    return new ProcessBuilder(command).inheritIO().start().waitFor() == 0;
  }

  private static void limit(ServerProcess server, String limit) throws Exception {
    assumeTrue(run("prlimit", "--pid", Long.toString(server.pid()), limit), "prlimit is missing");
  }

  private static long descriptors(ServerProcess server) throws IOException {
    try (Stream<Path> all = Files.list(Path.of("/proc/" + server.pid() + "/fd"))) {
      return all.count();
    }
  }

  @Test
  void descriptors() throws Exception {
    Path configuration = write(folder.resolve("data"));
    try (ServerProcess server = ServerProcess.start(configuration)) {
      InetSocketAddress address = server.awaitReady();
      try (DnsClient client = client(address)) {
        // Classes and segments that are needed are there once this was done.
        assertWhole(client);
        limit(server, "--nofile=" + (descriptors(server) + 5) + ":");
        List<Socket> idle = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
          idle.add(new Socket(address.getAddress(), address.getPort()));
        }
        for (int i = 0; i < MANY; i++) {
          add(client);
        }
        assertTrue(isThere(client, taken.getLast()), "queries go on");
        for (Socket socket : idle) {
          socket.close();
        }
        limit(server, "--nofile=1024:");
        assertWhole(client);
      }
      assertEquals(0, server.stop(), server::output);
    }
    assertNothingLost(configuration);
  }

  @Test
  void threads() throws Exception {
    Path configuration = write(folder.resolve("data"));
    Path groups = Path.of("/sys/fs/cgroup/pids");
    Path group = groups.resolve("nomen-" + ProcessHandle.current().pid());
    boolean made = groups.toFile().canWrite() && group.toFile().mkdir();
    assumeTrue(made, "no pids cgroup can be made here");
    try {
      try (ServerProcess server = ServerProcess.start(configuration)) {
        try (DnsClient client = client(server.awaitReady())) {
          assertWhole(client);
          Files.writeString(group.resolve("cgroup.procs"), Long.toString(server.pid()));
          Files.writeString(
              group.resolve("pids.max"), Files.readString(group.resolve("pids.current")));
          for (int i = 0; i < MANY; i++) {
            add(client);
          }
          assertTrue(isThere(client, taken.getLast()), "queries go on");
          Files.writeString(group.resolve("pids.max"), "max");
          assertWhole(client);
        }
        assertEquals(0, server.stop(), server::output);
      }
    } finally {
      Files.deleteIfExists(group);
    }
    assertNothingLost(configuration);
  }

  /** A small file system of its own, with room for some segments. */
  private void onSmallDisk(String options, String exhausts) throws Exception {
    Path data = Files.createDirectory(folder.resolve("small"));
    boolean mounted = run("mount", "-t", "tmpfs", "-o", options, "nomen-test", data.toString());
    assumeTrue(mounted, "no file system can be mounted here: this needs root");
    try {
      Path configuration = write(data.resolve("data"));
      try (ServerProcess server = ServerProcess.start(configuration)) {
        try (DnsClient client = client(server.awaitReady())) {
          assertWhole(client);
          Path filler = Files.createDirectory(data.resolve("filler"));
          run("sh", "-c", exhausts, "sh", filler.toString());
          String last = "NOERROR";
          for (int i = 0; i < MANY && last.equals("NOERROR"); i++) {
            last = add(client);
          }
          assertEquals("SERVFAIL", last, "there is no room for the next segment");
          assertEquals("SERVFAIL", add(client));
          assertTrue(isThere(client, taken.getLast()), "queries go on");
          run("rm", "-r", filler.toString());
          assertWhole(client);
        }
        assertEquals(0, server.stop(), server::output);
      }
      assertNothingLost(configuration);
    } finally {
      run("umount", data.toString());
    }
  }

  @Test
  void disk() throws Exception {
    onSmallDisk("size=8m", "head -c 16777216 /dev/zero > $1/fill 2> /dev/null");
  }

  @Test
  void inodes() throws Exception {
    onSmallDisk("size=32m,nr_inodes=100", "i=0; while : > $1/$i; do i=$((i+1)); done 2> /dev/null");
  }
}
