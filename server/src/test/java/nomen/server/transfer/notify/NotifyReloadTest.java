package nomen.server.transfer.notify;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import nomen.server.NameServer;
import nomen.server.config.ConfigurationReader;
import nomen.server.transport.TransportClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who is told when files change while the server runs. */
@Timeout(60)
class NotifyReloadTest {
  @TempDir private Path folder;
  private final List<AutoCloseable> open = new ArrayList<>();

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable one : open.reversed()) {
      one.close();
    }
  }

  private ScriptedSecondary secondary(String host) throws IOException {
    ScriptedSecondary secondary = new ScriptedSecondary(host, null);
    open.add(secondary);
    return secondary;
  }

  private void writeZone(String apex, long serial) throws IOException {
    Files.writeString(
        folder.resolve(apex + "zone"),
        """
        $ORIGIN %s
        $TTL 60
        @ SOA ns.%s host.%s %d 3600 600 86400 60
        @ NS ns.example.
        """
            .formatted(apex, apex, apex, serial));
  }

  private static String zone(String apex, ScriptedSecondary... secondaries) {
    StringBuilder text =
        new StringBuilder(
            "[[zone]]\nname = '%s'\nfile = '%szone'\nnotify = [".formatted(apex, apex));
    for (ScriptedSecondary secondary : secondaries) {
      text.append('\'').append(secondary.entry()).append("', ");
    }
    return text.append("]\n").toString();
  }

  private void configure(String server, String... zones) {
    try {
      Files.writeString(
          folder.resolve("nomen.toml"),
          "[server]\nlisten = ['127.0.0.1:0']\nevent-loops = 1\n"
              + server
              + String.join("", zones));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private NameServer start() throws Exception {
    Path file = folder.resolve("nomen.toml");
    NameServer server =
        NameServer.start(
            ConfigurationReader.read(file),
            () -> ConfigurationReader.read(file),
            TransportClock.SYSTEM,
            new Random(4),
            new PrintWriter(Writer.nullWriter()),
            false);
    open.add(server);
    return server;
  }

  @Test
  void ofAnEditedFileWithoutDataDirectory() throws Exception {
    ScriptedSecondary secondary = secondary("127.0.0.2");
    writeZone("a.test.", 1);
    configure("", zone("a.test.", secondary));
    NameServer server = start();
    secondary.answer(secondary.receive(1));
    writeZone("a.test.", 2);
    server.reload();
    assertEquals(2, secondary.receive(2).serial());
  }

  @Test
  void ofAnEditedFileThatIsMerged() throws Exception {
    ScriptedSecondary secondary = secondary("127.0.0.2");
    writeZone("a.test.", 1);
    configure("data-dir = 'data'\n", zone("a.test.", secondary));
    NameServer server = start();
    secondary.answer(secondary.receive(1));
    writeZone("a.test.", 7);
    server.reload();
    assertEquals(7, secondary.receive(7).serial());
  }

  @Test
  void ofAZoneThatComesAndBySomebodyWhoComes() throws Exception {
    ScriptedSecondary first = secondary("127.0.0.2");
    ScriptedSecondary second = secondary("127.0.0.3");
    writeZone("a.test.", 1);
    writeZone("b.test.", 20);
    configure("data-dir = 'data'\n", zone("a.test.", first));
    NameServer server = start();
    first.answer(first.receive(1));
    configure("data-dir = 'data'\n", zone("a.test.", first, second), zone("b.test.", first));
    server.reload();
    assertEquals(1, second.receive(1).serial());
    assertEquals(20, first.receive(20).serial());
  }
}
