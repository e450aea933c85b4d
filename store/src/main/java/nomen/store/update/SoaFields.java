package nomen.store.update;

import java.util.List;
import nomen.codec.name.Name;
import nomen.codec.rr.RRTypes;
import nomen.codec.rr.Rdata;

/** The fields of SOA RDATA (RFC 1035 section 3.3.13): two names, then numbers of 32 bits. */
final class SoaFields {
  /** The fields but the serial, in the order of {@link #values}. */
  static final List<String> NAMES =
      List.of("MNAME", "RNAME", "REFRESH", "RETRY", "EXPIRE", "MINIMUM");

  /** From the end of the RDATA to the serial, in octets. */
  private static final int SERIAL = 20;

  private final Object[] values;
  private final int serial;

  private SoaFields(Object[] values, int serial) {
    this.values = values;
    this.serial = serial;
  }

  static SoaFields of(Rdata soa) {
    Name mname = soa.name(0);
    Object[] values = new Object[NAMES.size()];
    values[0] = mname;
    values[1] = soa.name(mname.length());
    for (int i = 2; i < values.length; i++) {
      values[i] = Integer.toUnsignedLong(u32(soa, soa.length() - SERIAL + 4 * (i - 1)));
    }
    return new SoaFields(values, serial(soa));
  }

  /** Names and unsigned numbers, without the serial; a copy. */
  Object[] values() {
    return values.clone();
  }

  int serial() {
    return serial;
  }

  /** RDATA of such values and a serial. */
  static Rdata write(Object[] values, int serial) {
    Name mname = (Name) values[0];
    Name rname = (Name) values[1];
    byte[] octets = new byte[mname.length() + rname.length() + SERIAL];
    int at = rname.copyTo(octets, mname.copyTo(octets, 0)) + mname.length();
    put(octets, at, serial);
    for (int i = 2; i < values.length; i++) {
      put(octets, at + 4 * (i - 1), ((Long) values[i]).intValue());
    }
    return Rdata.ofValid(RRTypes.SOA, octets, 0, octets.length);
  }

  static int serial(Rdata soa) {
    return u32(soa, soa.length() - SERIAL);
  }

  static Rdata withSerial(Rdata soa, int serial) {
    byte[] octets = soa.toWire();
    put(octets, octets.length - SERIAL, serial);
    return Rdata.ofValid(RRTypes.SOA, octets, 0, octets.length);
  }

  private static int u32(Rdata rdata, int at) {
    return (rdata.octet(at) & 0xff) << 24
        | (rdata.octet(at + 1) & 0xff) << 16
        | (rdata.octet(at + 2) & 0xff) << 8
        | rdata.octet(at + 3) & 0xff;
  }

  private static void put(byte[] octets, int at, int value) {
    octets[at] = (byte) (value >>> 24);
    octets[at + 1] = (byte) (value >>> 16);
    octets[at + 2] = (byte) (value >>> 8);
    octets[at + 3] = (byte) value;
  }
}
