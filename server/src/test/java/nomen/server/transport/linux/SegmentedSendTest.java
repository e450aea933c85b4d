package nomen.server.transport.linux;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import nomen.linux.Errno;
import nomen.linux.UdpSocket;
import nomen.server.transport.ClientAddress;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Answers that go as segments of one message arrive as the datagrams that they would have been. */
class SegmentedSendTest {
  private static final int CAPACITY = 64;
  private static final int TIMEOUT_MILLIS = 5_000;

  @BeforeAll
  static void onLinux() {
    assumeTrue(UdpSocket.isAvailable(), "recvmmsg and sendmmsg are Linux's");
  }

  @ParameterizedTest(name = "{0}, {1} lengths, {2} clients")
  @CsvSource({
    "127.0.0.1, 1, 1",
    "127.0.0.1, 3, 1",
    "127.0.0.1, 3, 3",
    "127.0.0.1, 40, 2",
    "::1, 1, 1",
    "::1, 3, 3",
  })
  void everyClientGetsItsAnswersWhole(String host, int lengths, int clients) throws Exception {
    Random random = new Random(lengths * 31L + clients);
    try (Fixture fixture = new Fixture(host, clients)) {
      for (int round = 0; round < 20; round++) {
        int queries = 1 + random.nextInt(CAPACITY);
        fixture.ask(queries, random);
        fixture.answer(queries, slot -> 20 + 7 * random.nextInt(lengths));
        fixture.expectAnswers();
      }
    }
  }

  @Test
  void answersLongerThanASegmentGoAlone() throws Exception {
    try (Fixture fixture = new Fixture("127.0.0.1", 1)) {
      Random random = new Random(1);
      fixture.ask(8, random);
      fixture.answer(
          8, slot -> slot % 2 == 0 ? SegmentedSend.MAX_SEGMENT_OCTETS + 1 : LONG_ANSWER_OCTETS);
      fixture.expectAnswers();
    }
  }

  private static final int LONG_ANSWER_OCTETS = 4_096;

  @Test
  void oneMessageTakesAllAnswersOfOneLength() throws Exception {
    try (Fixture fixture = new Fixture("127.0.0.1", 1)) {
      int together = 0;
      // A kernel that is busy brings some later than others.
      for (int round = 0; round < 20 && together < CAPACITY; round++) {
        fixture.ask(CAPACITY, new Random(2));
        together = 0;
        for (int taken = 0; taken < CAPACITY; taken += together) {
          together = fixture.batch.receiveWaiting();
          assertTrue(together > 0, "nothing came");
        }
      }
      assertEquals(CAPACITY, together);
      for (int slot = 0; slot < CAPACITY; slot++) {
        fixture.batch.answerInPlace(slot, 12);
      }
      assertEquals(CAPACITY, fixture.batch.send());
      assertEquals(0, fixture.batch.unsent());
    }
  }

  @Test
  void aClientThatCannotBeAnsweredDoesNotEndSegments() throws Exception {
    try (Fixture fixture = new Fixture("127.0.0.1", 1)) {
      fixture.ask(2, new Random(3));
      int received = 0;
      while (received < 2) {
        int count = fixture.batch.receiveWaiting();
        for (int slot = 0; slot < count; slot++) {
          byte[] path = new byte[DatagramBatch.RETURN_PATH_OCTETS];
          fixture.batch.saveReturnPath(slot, path);
          // As if the query had come from port 0, to which nothing can be sent.
          path[2] = 0;
          path[3] = 0;
          fixture.batch.restoreReturnPath(slot, path);
          fixture.batch.answerInPlace(slot, 12);
        }
        while (fixture.batch.unsent() > 0) {
          assertTrue(fixture.batch.send() < 0);
          fixture.batch.skipOne();
        }
        received += count;
      }
      assertTrue(fixture.batch.sendsSegments());
    }
  }

  @Test
  void segmentsAndLocalAddressesExcludeEachOther() throws IOException {
    UdpSocket socket = UdpSocket.open(false);
    try {
      assertThrows(
          IllegalArgumentException.class,
          () -> new DatagramBatch(socket, CAPACITY, true, true).close());
    } finally {
      socket.close();
    }
  }

  /** The octets that an answer to a slot has. */
  private interface LengthOfAnswer {
    int of(int slot);
  }

  private static final class Fixture implements AutoCloseable {
    final UdpSocket socket;
    final DatagramBatch batch;
    private final InetSocketAddress address;
    private final List<DatagramSocket> clients = new ArrayList<>();
    private final Map<Integer, List<byte[]>> expected = new HashMap<>();

    Fixture(String host, int count) throws IOException {
      InetAddress ip = InetAddress.ofLiteral(host);
      socket = UdpSocket.openBlocking(ip.getAddress().length == 16);
      socket.bind(new InetSocketAddress(ip, 0), false);
      address = socket.localAddress();
      batch = new DatagramBatch(socket, CAPACITY, false, true);
      for (int i = 0; i < count; i++) {
        DatagramSocket client = new DatagramSocket(new InetSocketAddress(ip, 0));
        client.setSoTimeout(TIMEOUT_MILLIS);
        clients.add(client);
      }
    }

    void ask(int queries, Random random) throws IOException {
      for (int i = 0; i < queries; i++) {
        byte[] query = new byte[12];
        random.nextBytes(query);
        DatagramSocket client = clients.get(random.nextInt(clients.size()));
        client.send(new DatagramPacket(query, query.length, address));
      }
    }

    /** Answers with the query's octets and as many more of the last one as the length asks for. */
    void answer(int queries, LengthOfAnswer length) {
      int done = 0;
      ClientAddress client = new ClientAddress();
      while (done < queries) {
        int received = batch.receiveWaiting();
        assertTrue(received > 0, () -> Errno.describe(-received));
        for (int slot = 0; slot < received; slot++) {
          byte[] query = new byte[batch.length(slot)];
          batch.copyRequest(slot, query, query.length);
          byte[] answer = Arrays.copyOf(query, length.of(slot));
          Arrays.fill(answer, query.length, answer.length, query[query.length - 1]);
          batch.readClient(slot, client);
          expected.computeIfAbsent(client.port(), port -> new ArrayList<>()).add(answer);
          batch.answer(slot, answer, 0, answer.length);
        }
        while (batch.unsent() > 0) {
          int sent = batch.send();
          assertTrue(sent > 0, () -> Errno.describe(-sent));
        }
        done += received;
      }
    }

    void expectAnswers() throws IOException {
      for (DatagramSocket client : clients) {
        List<byte[]> due = expected.getOrDefault(client.getLocalPort(), new ArrayList<>());
        List<byte[]> got = new ArrayList<>();
        while (got.size() < due.size()) {
          DatagramPacket packet = new DatagramPacket(new byte[65_535], 65_535);
          client.receive(packet);
          got.add(Arrays.copyOf(packet.getData(), packet.getLength()));
        }
        due.sort(Arrays::compare);
        got.sort(Arrays::compare);
        for (int i = 0; i < due.size(); i++) {
          assertArrayEquals(due.get(i), got.get(i));
        }
      }
      expected.clear();
    }

    @Override
    public void close() {
      clients.forEach(DatagramSocket::close);
      batch.close();
      socket.close();
    }
  }
}
