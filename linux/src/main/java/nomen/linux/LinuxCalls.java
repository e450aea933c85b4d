package nomen.linux;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.util.Locale;

/**
 * The functions of the C library that sockets and files need. Each returns what the function
 * returns, or the negated error number where the function would set {@code errno}.
 *
 * <p>An instance owns the four octets into which {@code errno} is captured, so it belongs to one
 * thread at a time. Addresses that the caller keeps alive are passed as plain numbers: a {@link
 * MemorySegment} parameter would count users of its arena at every call.
 *
 * <p>All are called as if they took six numbers of 64 bits and gave one. Each integer or address
 * has a register of its own, of which the function looks at as much as its type has, and it does
 * not look at those that it has no parameter for (System V ABI for AMD64 section 3.2.3, AAPCS64
 * section 6.8.2; Linux passes the variable arguments of {@code prctl} and {@code syscall} so too).
 * The JVM makes a dozen classes for each list of types that it calls with, at every start: half of
 * all that a start made.
 */
public final class LinuxCalls {
  private static final Linker LINKER = Linker.nativeLinker();
  private static final SymbolLookup LOOKUP = LINKER.defaultLookup();
  private static final Linker.Option CAPTURE = Linker.Option.captureCallState("errno");
  private static final long ERRNO =
      Linker.Option.captureStateLayout().byteOffset(PathElement.groupElement("errno"));
  private static final FunctionDescriptor NUMBERS =
      FunctionDescriptor.of(
          JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG);

  private static final MethodHandle SOCKET = find("socket");
  private static final MethodHandle OPEN = find("open");
  private static final MethodHandle CLOSE = find("close");
  private static final MethodHandle BIND = find("bind");
  private static final MethodHandle CONNECT = find("connect");
  private static final MethodHandle GETSOCKNAME = find("getsockname");
  private static final MethodHandle SETSOCKOPT = find("setsockopt");
  private static final MethodHandle GETSOCKOPT = find("getsockopt");
  private static final MethodHandle SEND = find("send");
  private static final MethodHandle RECVMMSG = find("recvmmsg");
  private static final MethodHandle SENDMMSG = find("sendmmsg");
  private static final MethodHandle EPOLL_CREATE1 = find("epoll_create1");
  private static final MethodHandle EPOLL_CTL = find("epoll_ctl");
  private static final MethodHandle EPOLL_WAIT = find("epoll_wait");
  private static final MethodHandle PPOLL = find("ppoll");
  private static final MethodHandle NANOSLEEP = find("nanosleep");
  private static final MethodHandle PRCTL = find("prctl");
  private static final MethodHandle SYSCALL = find("syscall");
  private static final MethodHandle MMAP = find("mmap");
  private static final MethodHandle MUNMAP = find("munmap");

  private final MemorySegment state = Arena.ofAuto().allocate(Linker.Option.captureStateLayout());

  // downcallHandle() is restricted because a wrong descriptor would corrupt memory; no function
  // here has a parameter that is not an integer or an address, or more than six.
  @SuppressWarnings("restricted")
  private static MethodHandle find(String name) {
    return LINKER.downcallHandle(LOOKUP.findOrThrow(name), NUMBERS, CAPTURE);
  }

  /** Whether this is Linux on a machine whose structures are laid out as this package says. */
  public static boolean isPlatformKnown() {
    String arch = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
    return System.getProperty("os.name", "").equals("Linux")
        && (arch.equals("amd64") || arch.equals("x86_64") || arch.equals("aarch64"));
  }

  public int socket(int family, int type, int protocol) {
    return orErrno(call(SOCKET, family, type, protocol, 0, 0, 0));
  }

  /** Opens the file of a path, which ends with a zero; none is made. */
  public int open(long path, int flags) {
    return orErrno(call(OPEN, path, flags, 0, 0, 0, 0));
  }

  public int close(int fd) {
    return orErrno(call(CLOSE, fd, 0, 0, 0, 0, 0));
  }

  public int bind(int fd, long address, int length) {
    return orErrno(call(BIND, fd, address, length, 0, 0, 0));
  }

  public int connect(int fd, long address, int length) {
    return orErrno(call(CONNECT, fd, address, length, 0, 0, 0));
  }

  public int getsockname(int fd, long address, long length) {
    return orErrno(call(GETSOCKNAME, fd, address, length, 0, 0, 0));
  }

  public int setsockopt(int fd, int level, int option, long value, int length) {
    return orErrno(call(SETSOCKOPT, fd, level, option, value, length, 0));
  }

  public int getsockopt(int fd, int level, int option, long value, long length) {
    return orErrno(call(GETSOCKOPT, fd, level, option, value, length, 0));
  }

  public int send(int fd, long octets, long length, int flags) {
    return orErrno(call(SEND, fd, octets, length, flags, 0, 0));
  }

  public int recvmmsg(int fd, long headers, int count, int flags) {
    return orErrno(call(RECVMMSG, fd, headers, count, flags, 0, 0));
  }

  public int sendmmsg(int fd, long headers, int count, int flags) {
    return orErrno(call(SENDMMSG, fd, headers, count, flags, 0, 0));
  }

  public int epollCreate(int flags) {
    return orErrno(call(EPOLL_CREATE1, flags, 0, 0, 0, 0, 0));
  }

  public int epollControl(int epoll, int operation, int fd, long event) {
    return orErrno(call(EPOLL_CTL, epoll, operation, fd, event, 0, 0));
  }

  public int epollWait(int epoll, long events, int count, int timeoutMillis) {
    return orErrno(call(EPOLL_WAIT, epoll, events, count, timeoutMillis, 0, 0));
  }

  /** Waits as {@code ppoll} does, with no signal blocked. */
  public int ppoll(long entries, long count, long timespec) {
    return orErrno(call(PPOLL, entries, count, timespec, 0, 0, 0));
  }

  public int nanosleep(long timespec) {
    return orErrno(call(NANOSLEEP, timespec, 0, 0, 0, 0, 0));
  }

  public int prctl(int option, long value) {
    return orErrno(call(PRCTL, option, value, 0, 0, 0, 0));
  }

  /** Calls the kernel by the number of the call, where the C library has no function for it. */
  public int systemCall(long number, long a, long b, long c, long d) {
    return orErrno(call(SYSCALL, number, a, b, c, d, 0));
  }

  /** Maps zeroed memory that takes no room until it is touched; -1 if there is none. */
  public long mmap(long sizeOctets, int protection, int flags) {
    return call(MMAP, 0, sizeOctets, protection, flags, -1, 0);
  }

  public int munmap(long address, long sizeOctets) {
    return orErrno(call(MUNMAP, address, sizeOctets, 0, 0, 0, 0));
  }

  private long call(MethodHandle function, long a, long b, long c, long d, long e, long f) {
    try {
      return (long) function.invokeExact(state, a, b, c, d, e, f);
    } catch (Throwable thrown) {
      throw new AssertionError("a downcall itself throws nothing", thrown);
    }
  }

  /** What a function gave that returns an {@code int}: the upper half of its register is chance. */
  private int orErrno(long register) {
    int result = (int) register;
    return result >= 0 ? result : -state.get(JAVA_INT, ERRNO);
  }
}
