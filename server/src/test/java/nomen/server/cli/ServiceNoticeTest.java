package nomen.server.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.netty.channel.epoll.Epoll;
import io.netty.channel.unix.DomainDatagramSocketAddress;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.channel.unix.Socket;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Map;
import nomen.linux.DomainDatagram;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What the service manager is told. */
@Timeout(60)
@EnabledOnOs(OS.LINUX)
class ServiceNoticeTest {
  @TempDir private Path folder;
  private Socket manager;

  @BeforeEach
  void open() throws IOException {
    Epoll.ensureAvailability();
    manager = Socket.newSocketDomainDgram();
  }

  @AfterEach
  void close() throws IOException {
    manager.close();
  }

  private String received() throws IOException {
    ByteBuffer buffer = ByteBuffer.allocateDirect(100);
    DomainDatagramSocketAddress from = manager.recvFromDomainSocket(buffer, 0, 100);
    byte[] octets = new byte[from.receivedAmount()];
    buffer.get(0, octets);
    return new String(octets, UTF_8);
  }

  @Test
  void readyAndStoppingAreOneDatagramEach() throws IOException {
    Path socket = folder.resolve("notify");
    manager.bind(new DomainSocketAddress(socket.toString()));
    ServiceNotice notice = ServiceNotice.of(Map.of("NOTIFY_SOCKET", socket.toString()));
    notice.ready();
    notice.stopping();
    assertEquals("READY=1", received());
    assertEquals("STOPPING=1", received());
  }

  @Test
  void withoutAServiceManagerNothingIsTold() {
    ServiceNotice.of(Map.of()).ready();
    ServiceNotice.of(Map.of("NOTIFY_SOCKET", "")).ready();
  }

  @Test
  void aServiceManagerThatIsGoneIsNoFault() {
    String gone = folder.resolve("gone").toString();
    assertEquals(
        "connect: no such file (errno 2)",
        assertThrows(IOException.class, () -> DomainDatagram.send(gone, "x")).getMessage());
    ServiceNotice.of(Map.of("NOTIFY_SOCKET", gone)).ready();
  }

  @Test
  void aPathThatIsTooLongIsRefused() {
    assertThrows(IOException.class, () -> DomainDatagram.send("/" + "p".repeat(107), "x"));
    assertThrows(IOException.class, () -> DomainDatagram.send("", "x"));
  }
}
