package nomen.loadtest.traffic.capture;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;

/** Writes captures, for tests. */
final class CaptureWriter {
  static final int ETHERNET = 1;

  private final ByteOrder order;
  private final boolean nanos;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  CaptureWriter(ByteOrder order, boolean nanos, int linkType) {
    this.order = order;
    this.nanos = nanos;
    ByteBuffer header = ByteBuffer.allocate(24).order(order);
    header.putInt(nanos ? 0xa1b23c4d : 0xa1b2c3d4);
    header.putShort((short) 2).putShort((short) 4).putLong(0).putInt(65_535).putInt(linkType);
    out.writeBytes(header.array());
  }

  CaptureWriter packet(long timeNanos, byte[]... parts) {
    byte[] data = join(parts);
    return cut(timeNanos, data, data.length);
  }

  /** A packet of which only the first octets were captured. */
  CaptureWriter cut(long timeNanos, byte[] data, int captured) {
    ByteBuffer header = ByteBuffer.allocate(16).order(order);
    header.putInt((int) (timeNanos / 1_000_000_000L));
    header.putInt((int) (timeNanos % 1_000_000_000L) / (nanos ? 1 : 1000));
    header.putInt(captured).putInt(data.length);
    out.writeBytes(header.array());
    out.write(data, 0, captured);
    return this;
  }

  byte[] octets() {
    return out.toByteArray();
  }

  InputStream stream() {
    return new ByteArrayInputStream(octets());
  }

  static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits);
  }

  static byte[] join(byte[]... parts) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      joined.writeBytes(part);
    }
    return joined.toByteArray();
  }

  /** Addresses of an Ethernet frame, and what comes next. */
  static byte[] ethernet(String etherType) {
    return hex("020000000001020000000002" + etherType);
  }

  static byte[] ipv4(byte[] payload, int protocol, int fragment) {
    ByteBuffer header = ByteBuffer.allocate(20);
    header.put((byte) 0x45).put((byte) 0).putShort((short) (20 + payload.length));
    header.putShort((short) 1).putShort((short) fragment).put((byte) 64).put((byte) protocol);
    header.putShort((short) 0).putInt(0x7f000001).putInt(0x7f000002);
    return join(header.array(), payload);
  }

  static byte[] ipv6(byte[] payload, int next) {
    ByteBuffer header = ByteBuffer.allocate(40);
    header.putInt(0x60000000).putShort((short) payload.length).put((byte) next).put((byte) 64);
    return join(header.array(), payload);
  }

  static byte[] udp(int port, byte[] payload) {
    ByteBuffer header = ByteBuffer.allocate(8);
    header.putShort((short) 40_000).putShort((short) port);
    header.putShort((short) (8 + payload.length)).putShort((short) 0);
    return join(header.array(), payload);
  }

  /** A segment of a connection from port 40,000 to a port. */
  static byte[] tcp(int port, int sequence, int flags, byte[] payload) {
    return tcp(40_000, port, sequence, flags, payload);
  }

  static byte[] tcp(int from, int port, int sequence, int flags, byte[] payload) {
    ByteBuffer header = ByteBuffer.allocate(24);
    header.putShort((short) from).putShort((short) port).putInt(sequence).putInt(0);
    // 24 octets: options are passed.
    header.put((byte) 0x60).put((byte) flags).putShort((short) 512).putInt(0).putInt(0x01010101);
    return join(header.array(), payload);
  }

  /** A message behind its length, as it stands in a TCP connection. */
  static byte[] framed(byte[] message) {
    return join(new byte[] {(byte) (message.length >> 8), (byte) message.length}, message);
  }
}
