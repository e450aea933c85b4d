package nomen.server.transfer.in;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.BindException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import nomen.codec.message.Header;
import nomen.codec.message.Message;
import nomen.codec.message.MessageReader;
import nomen.codec.message.MessageWriter;
import nomen.codec.message.Question;
import nomen.codec.message.Section;
import nomen.codec.name.Name;
import nomen.codec.rr.RRClass;
import nomen.codec.rr.RRType;
import nomen.codec.rr.RRTypes;
import nomen.codec.rr.ResourceRecord;
import nomen.codec.rr.Serial;
import nomen.codec.transfer.TransferRequest;
import nomen.codec.wire.WireFormatException;
import nomen.store.zone.Changeset;
import nomen.store.zone.ZoneSnapshot;

/**
 * A primary of one zone on a port of 127.0.0.1, UDP and TCP, that says what a test wants it to say:
 * the truth about the SOA, and about transfers whatever {@link Lie} is set. It knows no TSIG. IXFR
 * over UDP is answered with the SOA alone.
 */
public final class LyingPrimary implements AutoCloseable {
  private static final int MESSAGE_OCTETS = 1_200;
  private static final int BACKLOG = 50;
  private static final int DRAWS = 100;

  private final Name zone;
  private final LyingAnswers answers;
  private final ServerSocket listener;
  private final DatagramSocket datagrams;
  private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
  private final AtomicInteger transfers = new AtomicInteger();
  private volatile ZoneSnapshot now;
  private volatile List<Changeset> history = List.of();
  private volatile Lie lie = Lie.NONE;

  /** One that serves a zone, and answers from now on. */
  public LyingPrimary(ZoneSnapshot first) throws IOException {
    zone = first.origin();
    now = first;
    answers = new LyingAnswers(zone, MESSAGE_OCTETS);
    InetAddress here = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    ServerSocket tcp = new ServerSocket(0, BACKLOG, here);
    DatagramSocket udp = null;
    for (int draw = 1; udp == null; draw++) {
      try {
        udp = new DatagramSocket(tcp.getLocalPort(), here);
      } catch (BindException e) {
        // Somebody has this port for UDP; any other is as good.
        tcp.close();
        if (draw == DRAWS) {
          throw e;
        }
        tcp = new ServerSocket(0, BACKLOG, here);
      }
    }
    listener = tcp;
    datagrams = udp;
    Thread.ofVirtual().name("lying-primary-tcp").start(this::accept);
    Thread.ofVirtual().name("lying-primary-udp").start(this::answerDatagrams);
  }

  /** Where it listens. */
  public InetSocketAddress address() {
    return (InetSocketAddress) listener.getLocalSocketAddress();
  }

  /**
   * Goes on to another version of the zone.
   *
   * @param changes what led there, in order, as far as it is to know it
   */
  public void serve(ZoneSnapshot next, List<Changeset> changes) {
    history = List.copyOf(changes);
    now = next;
  }

  /** Tells the next transfers so. */
  public void tell(Lie next) {
    lie = next;
  }

  /** How many transfers were asked for, over TCP. */
  public int transfers() {
    return transfers.get();
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = listener.accept();
        connections.add(socket);
        Thread.ofVirtual().name("lying-primary").start(() -> answer(socket));
      }
    } catch (IOException e) {
      // It was closed.
    }
  }

  private void answer(Socket socket) {
    try (socket) {
      DataInputStream in = new DataInputStream(socket.getInputStream());
      DataOutputStream out = new DataOutputStream(socket.getOutputStream());
      while (true) {
        byte[] octets = new byte[in.readUnsignedShort()];
        in.readFully(octets);
        Message request = MessageReader.read(octets);
        if (isTransfer(request)) {
          transfers.incrementAndGet();
          if (!transfer(request, in, out)) {
            return;
          }
        } else {
          send(out, soaAnswer(request));
        }
      }
    } catch (IOException | WireFormatException e) {
      // The other side has closed it, or this one has.
    } finally {
      connections.remove(socket);
    }
  }

  private static boolean isTransfer(Message request) {
    RRType qtype = request.questions().getFirst().qtype();
    return qtype.equals(RRTypes.AXFR) || qtype.equals(RRTypes.IXFR);
  }

  private static void send(DataOutputStream out, byte[] message) throws IOException {
    out.writeShort(message.length);
    out.write(message);
    out.flush();
  }

  /** Whether the connection goes on. */
  private boolean transfer(Message request, DataInputStream in, DataOutputStream out)
      throws IOException {
    TransferRequest asked = asked(request);
    LyingAnswers.Answer answer = answers.answer(asked, now, history, lie);
    for (byte[] message : answer.messages()) {
      send(out, message);
    }
    return switch (answer.ending()) {
      case END -> true;
      case CLOSE -> false;
      case CLOSE_IN_MESSAGE -> {
        out.writeShort(200);
        out.write(new byte[100]);
        yield false;
      }
      case ENDLESS_RECORDS, ENDLESS_MESSAGES -> {
        for (long number = 0; ; number++) {
          send(out, answers.more(asked, answer.ending(), number));
        }
      }
      // Until the other side has closed it.
      case SILENCE -> in.read() >= 0;
    };
  }

  private TransferRequest asked(Message request) {
    if (request.questions().getFirst().qtype().equals(RRTypes.AXFR)) {
      return TransferRequest.axfr(request.id(), zone);
    }
    ResourceRecord soa = request.authorities().getFirst();
    byte[] rdata = soa.rdata().toWire();
    return TransferRequest.ixfr(request.id(), zone, Serial.ofSoa(rdata, rdata.length));
  }

  private void answerDatagrams() {
    byte[] octets = new byte[4096];
    try {
      while (true) {
        DatagramPacket packet = new DatagramPacket(octets, octets.length);
        datagrams.receive(packet);
        answer(packet);
      }
    } catch (IOException e) {
      // It was closed.
    }
  }

  private void answer(DatagramPacket packet) throws IOException {
    try {
      byte[] answer =
          soaAnswer(MessageReader.read(packet.getData(), packet.getOffset(), packet.getLength()));
      datagrams.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
    } catch (WireFormatException e) {
      // What cannot be read is not answered.
    }
  }

  /** The SOA, to whatever was asked. */
  private byte[] soaAnswer(Message request) {
    byte[] octets = new byte[512];
    MessageWriter writer = new MessageWriter();
    writer.begin(request.id(), Header.QR | Header.AA, octets, octets.length);
    Question question = request.questions().getFirst();
    writer.writeQuestion(question.qname(), question.qtype().code(), RRClass.IN.code());
    writer.section(Section.ANSWER);
    writer.writeRecord(TransferMessages.records(now).getFirst());
    return Arrays.copyOf(octets, writer.finish());
  }

  @Override
  public void close() throws IOException {
    listener.close();
    datagrams.close();
    for (Socket socket : connections) {
      socket.close();
    }
  }
}
