package nomen.linux;

/** The error numbers of Linux that are told apart; the same on x86-64 and AArch64. */
public final class Errno {
  /** Not permitted; sendmmsg gives it when a packet filter refuses the message. */
  public static final int EPERM = 1;

  /** There is no such file. */
  public static final int ENOENT = 2;

  /** Interrupted by a signal before anything happened. */
  public static final int EINTR = 4;

  /** Nothing to receive, or no room to send, at this moment. */
  public static final int EAGAIN = 11;

  /** Permission denied, as for a port below 1,024. */
  public static final int EACCES = 13;

  /** Bad parameter. */
  public static final int EINVAL = 22;

  /** The process has as many files open as it may (RLIMIT_NOFILE). */
  public static final int EMFILE = 24;

  /** The datagram is longer than the socket or the path takes. */
  public static final int EMSGSIZE = 90;

  /** The protocol has no such option. */
  public static final int ENOPROTOOPT = 92;

  /** The address family is not supported, as when IPv6 is switched off. */
  public static final int EAFNOSUPPORT = 97;

  /** Another socket has the address. */
  public static final int EADDRINUSE = 98;

  /** No interface has the address. */
  public static final int EADDRNOTAVAIL = 99;

  /** The kernel has no memory for the message now. */
  public static final int ENOBUFS = 105;

  /** No route to the network. */
  public static final int ENETUNREACH = 101;

  /** Nobody listens there. */
  public static final int ECONNREFUSED = 111;

  /** No route to the host, or it does not answer. */
  public static final int EHOSTUNREACH = 113;

  private Errno() {}

  /** Says in words what went wrong, with the number. */
  public static String describe(int errno) {
    return switch (errno) {
          case EPERM -> "operation not permitted";
          case ENOENT -> "no such file";
          case EINTR -> "interrupted";
          case EAGAIN -> "would block";
          case EACCES -> "permission denied";
          case EINVAL -> "invalid argument";
          case EMFILE -> "too many open files";
          case EMSGSIZE -> "message too long";
          case ENOPROTOOPT -> "no such socket option";
          case EAFNOSUPPORT -> "address family not supported";
          case EADDRINUSE -> "address already in use";
          case EADDRNOTAVAIL -> "no interface has this address";
          case ENETUNREACH -> "network unreachable";
          case ENOBUFS -> "no buffer space";
          case ECONNREFUSED -> "connection refused";
          case EHOSTUNREACH -> "host unreachable";
          default -> "system error";
        }
        + " (errno "
        + errno
        + ")";
  }
}
