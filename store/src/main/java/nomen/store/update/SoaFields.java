package nomen.store.update;

import nomen.codec.rr.RRTypes;
import nomen.codec.rr.Rdata;

/** The fields of SOA RDATA (RFC 1035 section 3.3.13): two names, then numbers of 32 bits. */
final class SoaFields {
  /** From the end of the RDATA to the serial, in octets. */
  private static final int SERIAL = 20;

  private SoaFields() {}

  static int serial(Rdata soa) {
    int at = soa.length() - SERIAL;
    return (soa.octet(at) & 0xff) << 24
        | (soa.octet(at + 1) & 0xff) << 16
        | (soa.octet(at + 2) & 0xff) << 8
        | soa.octet(at + 3) & 0xff;
  }

  static Rdata withSerial(Rdata soa, int serial) {
    byte[] octets = soa.toWire();
    int at = octets.length - SERIAL;
    octets[at] = (byte) (serial >>> 24);
    octets[at + 1] = (byte) (serial >>> 16);
    octets[at + 2] = (byte) (serial >>> 8);
    octets[at + 3] = (byte) serial;
    return Rdata.ofValid(RRTypes.SOA, octets, 0, octets.length);
  }
}
