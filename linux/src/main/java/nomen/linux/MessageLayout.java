package nomen.linux;

/**
 * What {@code recvmmsg} and {@code sendmmsg} are given.
 *
 * <pre>
 * struct mmsghdr (64 octets)                       struct iovec (16)     struct cmsghdr (16 + data)
 *  0  msg_name        8  -> socket address          0  base   8           0  length   8
 *  8  msg_namelen     4  (+4 padding)               8  length 8           8  level    4
 * 16  msg_iov         8  -> iovec                                        12  type     4
 * 24  msg_iovlen      8                                                  16  data
 * 32  msg_control     8  -> control message
 * 40  msg_controllen  8
 * 48  msg_flags       4  (+4 padding)
 * 56  msg_len         4  (+4 padding)
 * </pre>
 */
public final class MessageLayout {
  /** Octets of a {@code struct mmsghdr}. */
  public static final int HEADER_SIZE = 64;

  /** Where the pointer to the socket address is. */
  public static final long MSG_NAME = 0;

  /** Where the length of the socket address is. */
  public static final long MSG_NAMELEN = 8;

  /** Where the pointer to the iovecs is. */
  public static final long MSG_IOV = 16;

  /** Where the number of the iovecs is. */
  public static final long MSG_IOVLEN = 24;

  /** Where the pointer to the control messages is. */
  public static final long MSG_CONTROL = 32;

  /** Where the length of the control messages is. */
  public static final long MSG_CONTROLLEN = 40;

  /** Where the flags are that the kernel sets on receipt. */
  public static final long MSG_FLAGS = 48;

  /** Where the kernel writes how many octets were received or sent. */
  public static final long MSG_LEN = 56;

  /** Octets of a {@code struct iovec}. */
  public static final int IOVEC_SIZE = 16;

  /** Where the pointer of an iovec is. */
  public static final long IOV_BASE = 0;

  /** Where the length of an iovec is. */
  public static final long IOV_LEN = 8;

  /** Where the data of a control message are. */
  public static final int CMSG_DATA = 16;

  /** The most messages that the kernel takes in one call (UIO_MAXIOV). */
  public static final int MAX_MESSAGES = 1024;

  /** Set on receipt: the datagram had more octets than there was room for. */
  public static final int MSG_TRUNC = 0x20;

  /** Asks a call not to wait. */
  public static final int MSG_DONTWAIT = 0x40;

  /** Asks {@code recvmmsg} to wait for the first message only. */
  public static final int MSG_WAITFORONE = 0x10000;

  private MessageLayout() {}
}
