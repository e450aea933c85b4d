package nomen.linux;

import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Locale;

/**
 * Tells which of many sockets have something to receive. Belongs to one thread at a time.
 *
 * <pre>
 * struct epoll_event       x86-64 (12 octets, packed)     AArch64 (16 octets)
 *                           0  events  4                   0  events  4 (+4 padding)
 *                           4  data    8                   8  data    8
 * </pre>
 */
public final class Epoll implements AutoCloseable {
  private static final int EPOLL_CLOEXEC = 0x80000;
  private static final int EPOLL_CTL_ADD = 1;
  private static final int EPOLLIN = 1;

  private final LinuxCalls calls = new LinuxCalls();
  private final int stride;
  private final int data;
  private final int capacity;
  private final MemorySegment events;
  private final int fd;

  /**
   * Opens one.
   *
   * @param capacity the most sockets that {@link #look} tells at once, 1 or more
   */
  public Epoll(int capacity) throws IOException {
    String arch = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
    boolean packed = !arch.equals("aarch64");
    stride = packed ? 12 : 16;
    data = packed ? 4 : 8;
    this.capacity = capacity;
    events = Arena.ofAuto().allocate((long) capacity * stride, Long.BYTES);
    fd = calls.epollCreate(EPOLL_CLOEXEC);
    if (fd < 0) {
      throw new IOException("epoll_create1: " + Errno.describe(-fd));
    }
  }

  /** Its own file descriptor, which is readable while {@link #look} would tell of a socket. */
  public int fd() {
    return fd;
  }

  /**
   * Watches a socket until it is closed.
   *
   * @param key what {@link #ready} tells of it
   */
  public void add(int socket, int key) throws IOException {
    events.set(JAVA_INT_UNALIGNED, 0, EPOLLIN);
    events.set(JAVA_LONG_UNALIGNED, data, key);
    int result = calls.epollControl(fd, EPOLL_CTL_ADD, socket, events.address());
    if (result < 0) {
      throw new IOException("epoll_ctl: " + Errno.describe(-result));
    }
  }

  /** How many sockets have something now, at most the capacity; or a negated error number. */
  public int look() {
    return calls.epollWait(fd, events.address(), capacity, 0);
  }

  /** The key of the {@code index}-th socket that {@link #look} found. */
  public int ready(int index) {
    return (int) events.get(JAVA_LONG_UNALIGNED, (long) index * stride + data);
  }

  /** Closes it, once. */
  @Override
  public void close() {
    calls.close(fd);
  }
}
