package nomen.codec.transfer;

import nomen.codec.name.Name;
import nomen.codec.rr.RRType;
import nomen.codec.rr.RRTypes;

/**
 * What a transfer was asked for with: its answer is judged by this.
 *
 * @param id the message ID of the request
 * @param zone the apex
 * @param isIncremental whether IXFR was asked, else AXFR
 * @param serialHere the serial that the request named as the client's; only for IXFR
 * @param isDatagram whether the request went over UDP, so that the answer is one message; only for
 *     IXFR
 */
public record TransferRequest(
    int id, Name zone, boolean isIncremental, int serialHere, boolean isDatagram) {
  /** Checks that the parts fit each other. */
  public TransferRequest {
    if (id >>> 16 != 0) {
      throw new IllegalArgumentException("ID of over 16 bits");
    }
    if (isDatagram && !isIncremental) {
      throw new IllegalArgumentException("AXFR over UDP (RFC 5936 section 4.2)");
    }
  }

  /** The whole zone, over TCP. */
  public static TransferRequest axfr(int id, Name zone) {
    return new TransferRequest(id, zone, false, 0, false);
  }

  /** What changed since a serial, over TCP. */
  public static TransferRequest ixfr(int id, Name zone, int serialHere) {
    return new TransferRequest(id, zone, true, serialHere, false);
  }

  /** What changed since a serial, over UDP (RFC 1995 section 2). */
  public static TransferRequest ixfrOverUdp(int id, Name zone, int serialHere) {
    return new TransferRequest(id, zone, true, serialHere, true);
  }

  /** The QTYPE: AXFR or IXFR. */
  public RRType qtype() {
    return isIncremental ? RRTypes.IXFR : RRTypes.AXFR;
  }
}
