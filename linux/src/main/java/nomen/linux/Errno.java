package nomen.linux;

/** The error numbers of Linux that are told apart; the same on x86-64 and AArch64. */
public final class Errno {
  /** Not permitted; sendmmsg gives it when a packet filter refuses the message. */
  public static final int EPERM = 1;

  /** Interrupted by a signal before anything happened. */
  public static final int EINTR = 4;

  /** Nothing to receive, or no room to send, at this moment. */
  public static final int EAGAIN = 11;

  /** Permission denied, as for a port below 1,024. */
  public static final int EACCES = 13;

  /** Bad parameter. */
  public static final int EINVAL = 22;

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

  private Errno() {}

  /** Says in words what went wrong, with the number. */
  public static String describe(int errno) {
    return switch (errno) {
          case EPERM -> "operation not permitted";
          case EINTR -> "interrupted";
          case EAGAIN -> "would block";
          case EACCES -> "permission denied";
          case EINVAL -> "invalid argument";
          case ENOPROTOOPT -> "no such socket option";
          case EAFNOSUPPORT -> "address family not supported";
          case EADDRINUSE -> "address already in use";
          case EADDRNOTAVAIL -> "no interface has this address";
          case ENOBUFS -> "no buffer space";
          default -> "system error";
        }
        + " (errno "
        + errno
        + ")";
  }
}
