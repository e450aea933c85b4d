package nomen.loadtest.traffic.capture;

/** A packet as a capture file has it; reused for one after the other. */
final class CapturedPacket {
  /** The most octets of a packet that are taken. */
  static final int MAX_OCTETS = 1 << 18;

  /** Its octets, from index 0, its link header first. */
  final byte[] data = new byte[MAX_OCTETS];

  /** How many octets of it were captured. */
  int length;

  /** Whether it had more octets than were captured. */
  boolean cut;

  /** What kind of link header it has (draft-ietf-opsawg-pcaplinktype). */
  int linkType;

  /** Whether the file says when it was captured. */
  boolean timed;

  /**
   * When it was captured, in nanoseconds since 1970; if not timed, that of the packet before it.
   */
  long nanos;

  /** Its number in the file, counted from 1. */
  long number;
}
