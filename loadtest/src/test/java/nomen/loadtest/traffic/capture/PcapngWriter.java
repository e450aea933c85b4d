package nomen.loadtest.traffic.capture;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Writes pcapng files, for tests. */
final class PcapngWriter {
  private ByteOrder order = ByteOrder.BIG_ENDIAN;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /** Begins a section. */
  PcapngWriter section(ByteOrder newOrder) {
    order = newOrder;
    ByteBuffer body = body(16);
    body.putInt(0x1a2b3c4d).putShort((short) 1).putShort((short) 0).putLong(-1);
    return block(0x0a0d0d0a, octets(body));
  }

  /** Adds an interface, with options as they stand in the file. */
  PcapngWriter link(int linkType, int longest, byte[]... options) {
    ByteBuffer body = body(8).putShort((short) linkType).putShort((short) 0).putInt(longest);
    return block(1, CaptureWriter.join(octets(body), CaptureWriter.join(options)));
  }

  byte[] option(int code, byte... value) {
    ByteBuffer option = body(4 + (value.length + 3 & ~3));
    return octets(option.putShort((short) code).putShort((short) value.length).put(value));
  }

  PcapngWriter packet(int link, long ticks, byte[]... parts) {
    byte[] data = CaptureWriter.join(parts);
    ByteBuffer body = body(20 + (data.length + 3 & ~3));
    body.putInt(link).putInt((int) (ticks >>> 32)).putInt((int) ticks);
    return block(6, octets(body.putInt(data.length).putInt(data.length).put(data)));
  }

  /** A block of the kind that enhanced packets have replaced. */
  PcapngWriter oldPacket(int link, long ticks, byte[]... parts) {
    byte[] data = CaptureWriter.join(parts);
    ByteBuffer body = body(20 + (data.length + 3 & ~3)).putShort((short) link).putShort((short) 7);
    body.putInt((int) (ticks >>> 32)).putInt((int) ticks);
    return block(2, octets(body.putInt(data.length).putInt(data.length).put(data)));
  }

  PcapngWriter simplePacket(int original, byte[]... parts) {
    byte[] data = CaptureWriter.join(parts);
    return block(3, octets(body(4 + (data.length + 3 & ~3)).putInt(original).put(data)));
  }

  PcapngWriter block(int type, byte... body) {
    ByteBuffer block = body(12 + body.length);
    block.putInt(type).putInt(12 + body.length).put(body).putInt(12 + body.length);
    out.writeBytes(octets(block));
    return this;
  }

  byte[] octets() {
    return out.toByteArray();
  }

  InputStream stream() {
    return new ByteArrayInputStream(octets());
  }

  private static byte[] octets(ByteBuffer from) {
    byte[] octets = new byte[from.capacity()];
    from.get(0, octets);
    return octets;
  }

  private ByteBuffer body(int size) {
    return ByteBuffer.allocate(size).order(order);
  }
}
