package nomen.linux;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;

/**
 * Single datagrams to sockets of this machine (unix(7)), which {@code java.nio} has streams for
 * only.
 *
 * <pre>
 *   struct sockaddr_un    0  family  2 octets, AF_UNIX
 *                         2  path    up to 107 octets and a zero; an abstract name begins with a zero
 * </pre>
 */
public final class DomainDatagram {
  private static final short AF_UNIX = 1;
  private static final int SOCK_DGRAM = 2;
  private static final int SOCK_CLOEXEC = 0x80000;
  private static final int MSG_NOSIGNAL = 0x4000;
  private static final int PATH = 2;
  private static final int MAX_PATH_OCTETS = 107;

  private DomainDatagram() {}

  /**
   * Sends one. It waits only while the receiver's buffer is full.
   *
   * @param to the path of the socket; {@code @} at its start stands for an abstract name
   * @throws IOException saying which call failed, or that the path is too long
   * @throws IllegalStateException if this machine is not known
   */
  public static void send(String to, String text) throws IOException {
    if (!LinuxCalls.isPlatformKnown()) {
      throw new IllegalStateException("no Linux");
    }
    byte[] path = to.getBytes(StandardCharsets.UTF_8);
    if (path.length == 0 || path.length > MAX_PATH_OCTETS) {
      throw new IOException("the path of a socket has 1 to " + MAX_PATH_OCTETS + " octets: " + to);
    }
    boolean isAbstract = path[0] == '@';
    if (isAbstract) {
      path[0] = 0;
    }
    byte[] octets = text.getBytes(StandardCharsets.UTF_8);
    LinuxCalls calls = new LinuxCalls();
    int fd = checked("socket", calls.socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0));
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment address = arena.allocate(PATH + MAX_PATH_OCTETS + 1L);
      address.set(ValueLayout.JAVA_SHORT_UNALIGNED, 0, AF_UNIX);
      MemorySegment.copy(path, 0, address, ValueLayout.JAVA_BYTE, PATH, path.length);
      // An abstract name ends with its length, a path with its zero.
      int length = PATH + path.length + (isAbstract ? 0 : 1);
      checked("connect", calls.connect(fd, address.address(), length));
      MemorySegment message = arena.allocateFrom(ValueLayout.JAVA_BYTE, octets);
      checked("send", calls.send(fd, message.address(), octets.length, MSG_NOSIGNAL));
    } finally {
      calls.close(fd);
    }
  }

  private static int checked(String call, int result) throws IOException {
    if (result < 0) {
      throw new IOException(call + ": " + Errno.describe(-result));
    }
    return result;
  }
}
