package nomen.server.transfer.out;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import nomen.codec.edns.Edns;
import nomen.codec.message.Message;
import nomen.codec.message.MessageReader;
import nomen.codec.message.MessageWriter;
import nomen.codec.message.Question;
import nomen.codec.message.Rcode;
import nomen.codec.name.Name;
import nomen.codec.rr.RRClass;
import nomen.codec.rr.RRTypes;
import nomen.codec.wire.WireFormatException;
import nomen.server.NameServer;
import nomen.server.StartFailedException;
import nomen.server.config.ConfigurationException;
import nomen.server.config.ConfigurationReader;
import nomen.server.transport.TransportClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What clients may take of a server by transfers: how many, and how long. */
@Timeout(60)
class TransferLimitsTest {
  private static final int RECORDS = 200_000;
  private static final int TIMEOUT_MILLIS = 20_000;

  @TempDir Path folder;

  private NameServer start(String transfers) throws IOException, StartFailedException {
    StringBuilder zone =
        new StringBuilder("$TTL 300\n@ SOA ns host 1 2 3 4 5\n@ NS ns\nns A 192.0.2.1\n");
    for (int i = 0; i < RECORDS; i++) {
      zone.append("h").append(i).append(" TXT \"").append("x".repeat(100)).append("\"\n");
    }
    Files.writeString(folder.resolve("zone"), zone);
    Path file =
        Files.writeString(
            folder.resolve("nomen.toml"),
            """
            [server]
            listen = ["127.0.0.1:0"]
            [transfers]
            %s
            [[zone]]
            name = "zone.test."
            file = "zone"
            allow-transfer = ["127.0.0.0/8"]
            """
                .formatted(transfers));
    try {
      return NameServer.start(
          ConfigurationReader.read(file),
          TransportClock.SYSTEM,
          new Random(1),
          new PrintWriter(new StringWriter()),
          false);
    } catch (ConfigurationException e) {
      throw new AssertionError(e.getMessage(), e);
    }
  }

  /** A client with a small receive buffer that has asked for the zone. */
  private static Socket asking(NameServer server) throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(4096);
    socket.setSoTimeout(TIMEOUT_MILLIS);
    socket.connect(server.addresses().getFirst(), TIMEOUT_MILLIS);
    byte[] octets = new byte[514];
    Message request =
        new Message(
            7,
            0,
            0,
            List.of(new Question(Name.parse("zone.test."), RRTypes.AXFR, RRClass.IN)),
            List.of(),
            List.of(),
            List.of(),
            Edns.of(1232, false));
    byte[] message = new byte[512];
    int length = request.write(new MessageWriter(), message, message.length);
    octets[0] = (byte) (length >> 8);
    octets[1] = (byte) length;
    System.arraycopy(message, 0, octets, 2, length);
    socket.getOutputStream().write(octets, 0, 2 + length);
    return socket;
  }

  private static Message receive(DataInputStream in) throws IOException, WireFormatException {
    byte[] octets = new byte[in.readUnsignedShort()];
    in.readFully(octets);
    return MessageReader.read(octets, 0, octets.length);
  }

  private static Message receive(Socket socket) throws IOException, WireFormatException {
    return receive(new DataInputStream(socket.getInputStream()));
  }

  /** Reads to the last SOA; the number of records. */
  private static int receiveAll(DataInputStream in, Message first)
      throws IOException, WireFormatException {
    int records = first.answers().size();
    Message last = first;
    while (!last.answers().getLast().type().equals(RRTypes.SOA)) {
      last = receive(in);
      records += last.answers().size();
    }
    return records;
  }

  @Test
  void moreThanAreAllowedAreToldToComeAgain() throws Exception {
    try (NameServer server = start("max-out = 1");
        Socket first = asking(server)) {
      DataInputStream in = new DataInputStream(first.getInputStream());
      Message begin = receive(in);
      assertEquals(Rcode.NOERROR, begin.rcode());
      try (Socket second = asking(server)) {
        Message refused = receive(second);
        assertEquals(Rcode.SERVFAIL, refused.rcode());
        assertTrue(refused.toString().contains("too many zone transfers now"), refused::toString);
      }
      assertEquals(RECORDS + 4, receiveAll(in, begin));
      // The thread gives its place back a moment after its last octet.
      Message again = null;
      while (again == null || again.rcode() == Rcode.SERVFAIL) {
        try (Socket third = asking(server)) {
          again = receive(third);
        }
      }
      assertEquals(Rcode.NOERROR, again.rcode());
    }
  }

  @Test
  void aClientThatTakesNothingIsLetGo() throws Exception {
    try (NameServer server = start("max-out = 1\nidle-timeout = \"300ms\"");
        Socket idle = asking(server)) {
      assertEquals(Rcode.NOERROR, receive(idle).rcode());
      Message other = null;
      while (other == null || other.rcode() == Rcode.SERVFAIL) {
        try (Socket waiting = asking(server)) {
          other = receive(waiting);
        }
      }
      assertEquals(Rcode.NOERROR, other.rcode());
      assertTrue(isCut(idle));
    }
  }

  @Test
  void closingTheServerEndsTransfers() throws Exception {
    Socket slow;
    try (NameServer server = start("")) {
      slow = asking(server);
      assertEquals(Rcode.NOERROR, receive(slow).rcode());
    }
    try (slow) {
      assertTrue(isCut(slow));
    }
  }

  /** Whether the connection ends before the zone does. */
  private static boolean isCut(Socket socket) throws IOException {
    long octets = 0;
    byte[] some = new byte[65_536];
    try {
      for (int n = 0; n >= 0; n = socket.getInputStream().read(some)) {
        octets += n;
      }
    } catch (SocketException reset) {
      return true;
    }
    return octets < RECORDS * 100L;
  }
}
