package nomen.loadtest.traffic.capture;

import java.io.InputStream;
import nomen.loadtest.traffic.TrafficException;

/** Reads the packets of a capture file, one after the other. */
sealed interface CaptureReader permits ClassicCapture, PcapngCapture {
  /**
   * Goes to the next packet.
   *
   * @return false at the end of the file
   * @throws TrafficException if the file is not as its kind should be, with packet or block
   */
  boolean next(CapturedPacket into) throws TrafficException;

  /**
   * A reader for a file, whose kind its first octets tell.
   *
   * @param file what messages call it
   */
  static CaptureReader open(String file, InputStream from) throws TrafficException {
    CaptureInput in = new CaptureInput(file, from);
    byte[] first = new byte[4];
    if (in.read(first, 0, first.length) < first.length) {
      throw new TrafficException(file, 0, "magic: the file ends within it");
    }
    int magic = (int) in.u32(first, 0);
    if (magic == PcapngCapture.SECTION_HEADER) {
      return new PcapngCapture(in);
    }
    if (ClassicCapture.isMagic(magic)) {
      return new ClassicCapture(in, magic);
    }
    if (ClassicCapture.isMagic(Integer.reverseBytes(magic))) {
      in.bigEndian(false);
      return new ClassicCapture(in, Integer.reverseBytes(magic));
    }
    throw new TrafficException(file, 0, "magic: 0x%08x is none of a capture file".formatted(magic));
  }
}
