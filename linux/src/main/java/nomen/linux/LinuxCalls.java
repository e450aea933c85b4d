package nomen.linux;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.Locale;

/**
 * The functions of the C library that datagram sockets need. Each returns what the function
 * returns, or the negated error number where the function would set {@code errno}.
 *
 * <p>An instance owns the four octets into which {@code errno} is captured, so it belongs to one
 * thread at a time. Addresses that the caller keeps alive are passed as plain numbers: a {@link
 * MemorySegment} parameter would count users of its arena at every call.
 */
public final class LinuxCalls {
  private static final Linker LINKER = Linker.nativeLinker();
  private static final SymbolLookup LOOKUP = LINKER.defaultLookup();
  private static final Linker.Option CAPTURE = Linker.Option.captureCallState("errno");
  private static final VarHandle ERRNO =
      Linker.Option.captureStateLayout().varHandle(PathElement.groupElement("errno"));

  private static final MethodHandle SOCKET =
      find("socket", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));
  private static final MethodHandle CLOSE =
      find("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
  private static final MethodHandle BIND =
      find("bind", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));
  private static final MethodHandle CONNECT =
      find("connect", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));
  private static final MethodHandle GETSOCKNAME =
      find("getsockname", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, ADDRESS));
  private static final MethodHandle SETSOCKOPT =
      find(
          "setsockopt",
          FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));
  private static final MethodHandle GETSOCKOPT =
      find(
          "getsockopt",
          FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, ADDRESS));
  private static final MethodHandle RECVMMSG =
      find(
          "recvmmsg",
          FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_LONG));
  private static final MethodHandle SENDMMSG =
      find("sendmmsg", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_INT, JAVA_INT));
  private static final MethodHandle EPOLL_CREATE1 =
      find("epoll_create1", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
  private static final MethodHandle EPOLL_CTL =
      find("epoll_ctl", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG));
  private static final MethodHandle EPOLL_WAIT =
      find("epoll_wait", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_INT, JAVA_INT));
  private static final MethodHandle PPOLL =
      find("ppoll", FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG));
  private static final MethodHandle NANOSLEEP =
      find("nanosleep", FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_LONG));
  private static final MethodHandle PRCTL =
      find(
          "prctl",
          FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG),
          Linker.Option.firstVariadicArg(1));
  private static final MethodHandle MMAP =
      find(
          "mmap",
          FunctionDescriptor.of(
              JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG));
  private static final MethodHandle MUNMAP =
      find("munmap", FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_LONG));

  private final MemorySegment state = Arena.ofAuto().allocate(Linker.Option.captureStateLayout());

  // downcallHandle() is restricted because a wrong descriptor would corrupt memory; each descriptor
  // above is the function's declaration in POSIX or in the kernel's manual.
  @SuppressWarnings("restricted")
  private static MethodHandle find(
      String name, FunctionDescriptor descriptor, Linker.Option... options) {
    Linker.Option[] all = Arrays.copyOf(options, options.length + 1);
    all[options.length] = CAPTURE;
    return LINKER.downcallHandle(LOOKUP.findOrThrow(name), descriptor, all);
  }

  /** Whether this is Linux on a machine whose structures are laid out as this package says. */
  public static boolean isPlatformKnown() {
    String arch = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
    return System.getProperty("os.name", "").equals("Linux")
        && (arch.equals("amd64") || arch.equals("x86_64") || arch.equals("aarch64"));
  }

  public int socket(int family, int type, int protocol) {
    try {
      return orErrno((int) SOCKET.invokeExact(state, family, type, protocol));
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  public int close(int fd) {
    try {
      return orErrno((int) CLOSE.invokeExact(state, fd));
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  public int bind(int fd, MemorySegment address, int length) {
    try {
      return orErrno((int) BIND.invokeExact(state, fd, address, length));
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  public int connect(int fd, MemorySegment address, int length) {
    try {
      return orErrno((int) CONNECT.invokeExact(state, fd, address, length));
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  public int getsockname(int fd, MemorySegment address, MemorySegment length) {
    try {
      return orErrno((int) GETSOCKNAME.invokeExact(state, fd, address, length));
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  public int setsockopt(int fd, int level, int option, MemorySegment value, int length) {
    try {
      return orErrno((int) SETSOCKOPT.invokeExact(state, fd, level, option, value, length));
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  public int getsockopt(int fd, int level, int option, MemorySegment value, MemorySegment length) {
    try {
      return orErrno((int) GETSOCKOPT.invokeExact(state, fd, level, option, value, length));
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  public int recvmmsg(int fd, long headers, int count, int flags) {
    try {
      return orErrno((int) RECVMMSG.invokeExact(state, fd, headers, count, flags, 0L));
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  public int sendmmsg(int fd, long headers, int count, int flags) {
    try {
      return orErrno((int) SENDMMSG.invokeExact(state, fd, headers, count, flags));
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  public int epollCreate(int flags) {
    try {
      return orErrno((int) EPOLL_CREATE1.invokeExact(state, flags));
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  public int epollControl(int epoll, int operation, int fd, long event) {
    try {
      return orErrno((int) EPOLL_CTL.invokeExact(state, epoll, operation, fd, event));
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  public int epollWait(int epoll, long events, int count, int timeoutMillis) {
    try {
      return orErrno((int) EPOLL_WAIT.invokeExact(state, epoll, events, count, timeoutMillis));
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  /** Waits as {@code ppoll} does, with no signal blocked. */
  public int ppoll(long entries, long count, long timespec) {
    try {
      return orErrno((int) PPOLL.invokeExact(state, entries, count, timespec, 0L));
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  public int nanosleep(long timespec) {
    try {
      return orErrno((int) NANOSLEEP.invokeExact(state, timespec, 0L));
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  public int prctl(int option, long value) {
    try {
      return orErrno((int) PRCTL.invokeExact(state, option, value, 0L, 0L, 0L));
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  /** Maps zeroed memory that takes no room until it is touched; -1 if there is none. */
  public long mmap(long sizeOctets, int protection, int flags) {
    try {
      return (long) MMAP.invokeExact(state, 0L, sizeOctets, protection, flags, -1, 0L);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  public int munmap(long address, long sizeOctets) {
    try {
      return orErrno((int) MUNMAP.invokeExact(state, address, sizeOctets));
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  private int orErrno(int result) {
    return result >= 0 ? result : -(int) ERRNO.get(state, 0L);
  }

  private static AssertionError unexpected(Throwable e) {
    return new AssertionError("a downcall itself throws nothing", e);
  }
}
