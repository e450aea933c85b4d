package nomen.server.transfer.notify;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.TSIG;
import org.xbill.DNS.Type;

/** A secondary at an address of its own that does what a test says, and nothing else. */
final class ScriptedSecondary implements AutoCloseable {
  private static final int TIMEOUT_MILLIS = 10_000;

  private final InetAddress host;
  private final DatagramSocket udp;
  private final @Nullable TSIG key;

  /**
   * One that listens on a port that the system chose.
   *
   * @param host in 127.0.0.0/8
   * @param key that it signs with, null for none
   */
  ScriptedSecondary(String host, @Nullable TSIG key) throws IOException {
    this.host = InetAddress.ofLiteral(host);
    this.key = key;
    udp = new DatagramSocket(new InetSocketAddress(this.host, 0));
    udp.setSoTimeout(TIMEOUT_MILLIS);
  }

  /** Its entry in {@code notify}, without a key. */
  String entry() {
    return host.getHostAddress() + ":" + udp.getLocalPort();
  }

  /** A message and where it came from. */
  // A test does not write to it.
  @SuppressWarnings("ArrayRecordComponent")
  record Received(byte[] octets, InetSocketAddress from) {
    Message message() throws IOException {
      return new Message(octets);
    }

    long serial() throws IOException {
      Record soa = message().getSection(Section.ANSWER).getFirst();
      return ((SOARecord) soa).getSerial();
    }
  }

  /** The next message that comes. */
  Received receive() throws IOException {
    DatagramPacket packet = new DatagramPacket(new byte[65_535], 65_535);
    udp.receive(packet);
    return new Received(
        Arrays.copyOf(packet.getData(), packet.getLength()),
        (InetSocketAddress) packet.getSocketAddress());
  }

  /** The next message that tells of a serial; those before it are taken and not answered. */
  Received receive(long serial) throws IOException {
    Received received = receive();
    while (received.serial() != serial) {
      received = receive();
    }
    return received;
  }

  /** Answers a NOTIFY. */
  void answer(Received to) throws IOException {
    answer(to, to.message().getHeader().getID(), Rcode.NOERROR, key);
  }

  void answer(Received to, int id, int rcode, @Nullable TSIG signedBy) throws IOException {
    Message asked = to.message();
    Message answer = new Message(id);
    answer.getHeader().setOpcode(Opcode.NOTIFY);
    answer.getHeader().setFlag(Flags.QR);
    answer.getHeader().setFlag(Flags.AA);
    answer.getHeader().setRcode(rcode);
    answer.addRecord(asked.getQuestion(), Section.QUESTION);
    if (signedBy != null) {
      answer.setTSIG(signedBy, Rcode.NOERROR, asked.getTSIG());
    }
    byte[] octets = answer.toWire(65_535);
    udp.send(new DatagramPacket(octets, octets.length, to.from()));
  }

  /**
   * Fetches what is newer than a serial over TCP.
   *
   * @return the serial that the primary sends
   */
  long fetch(InetSocketAddress primary, String zone, long have) throws IOException {
    org.xbill.DNS.Name apex = new org.xbill.DNS.Name(zone);
    Message request = Message.newQuery(Record.newRecord(apex, Type.IXFR, org.xbill.DNS.DClass.IN));
    request.addRecord(
        new SOARecord(apex, org.xbill.DNS.DClass.IN, 0, apex, apex, have, 0, 0, 0, 0),
        Section.AUTHORITY);
    if (key != null) {
      request.setTSIG(key, Rcode.NOERROR, null);
    }
    byte[] octets = request.toWire(65_535);
    try (Socket socket = new Socket()) {
      socket.setSoTimeout(TIMEOUT_MILLIS);
      socket.bind(new InetSocketAddress(host, 0));
      socket.connect(primary, TIMEOUT_MILLIS);
      DataOutputStream out = new DataOutputStream(socket.getOutputStream());
      out.writeShort(octets.length);
      out.write(octets);
      DataInputStream in = new DataInputStream(socket.getInputStream());
      byte[] reply = new byte[in.readUnsignedShort()];
      in.readFully(reply);
      return ((SOARecord) new Message(reply).getSection(Section.ANSWER).getFirst()).getSerial();
    }
  }

  @Override
  public void close() {
    udp.close();
  }
}
