package nomen.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The real process, killed with SIGKILL while many updates are under way, again and again with one
 * data directory. NOMEN_CRASH_CYCLES says how often, NOMEN_CRASH_SEED which moments.
 */
@Tag("crash")
class KilledServerTest {
  private static final String APEX = "example.";
  private static final int CLIENTS = 200;
  private static final int OVER_UDP = 150;
  private static final int CYCLES = number("NOMEN_CRASH_CYCLES", 20);
  private static final int SEED = number("NOMEN_CRASH_SEED", 1);

  @TempDir Path folder;

  private static int number(String variable, int otherwise) {
    String value = System.getenv(variable);
    return value == null || value.isEmpty() ? otherwise : Integer.parseInt(value);
  }

  @Test
  void whatWasPromisedSurvivesEveryKill() throws Exception {
    Path configuration = write();
    Random random = new Random(SEED);
    Promises promises = new Promises(APEX, CLIENTS);
    for (int cycle = 1; cycle <= CYCLES; cycle++) {
      try (ServerProcess server = ServerProcess.start(configuration)) {
        if (random.nextInt(8) == 0) {
          server.letRun(random.nextInt(1000));
          server.kill();
        } else {
          cycle(server, promises, 1 + random.nextInt(1 << random.nextInt(13)));
        }
      } catch (IOException | AssertionError e) {
        throw new AssertionError("make crash SEED=" + SEED + ", cycle " + cycle, e);
      }
    }
    try (ServerProcess server = ServerProcess.start(configuration)) {
      promises.check(server.awaitReady());
      assertEquals(0, server.stop(), server::output);
    }
    System.out.println(CYCLES + " kills, " + promises.total() + " updates promised");
  }

  /** Looks whether all is there, sends updates, and kills the server in the middle of them. */
  private static void cycle(ServerProcess server, Promises promises, int updates)
      throws IOException, InterruptedException {
    InetSocketAddress address = server.awaitReady();
    promises.check(address);
    try (UpdateLoad load = new UpdateLoad(address, promises, OVER_UDP)) {
      load.run(updates);
      server.kill();
      load.drain();
    }
  }

  /** Small segments and checkpoints, so that the server is also killed while it makes these. */
  private Path write() throws IOException {
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
        data-dir = "data"
        [storage]
        segment-size = "64KiB"
        checkpoint-size = "64KiB"
        [[zone]]
        name = "example."
        file = "example.zone"
        allow-update = ["127.0.0.0/8"]
        """);
  }
}
