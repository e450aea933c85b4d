package nomen.conformance.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** A transfer as a client sees it: all messages, and the records of their answer sections. */
public final class ZoneTransfer {
  private static final int TYPE_SOA = 6;

  private final List<Reply> messages = new ArrayList<>();
  private final List<String> records = new ArrayList<>();

  private ZoneTransfer() {}

  /** Asks over a TCP connection of its own, and reads to the end of the transfer. */
  public static ZoneTransfer ask(DnsClient client, QueryOctets query) throws IOException {
    return ask(client, query.octets());
  }

  /** As the other, with a message as it is. */
  public static ZoneTransfer ask(DnsClient client, byte[] query) throws IOException {
    ZoneTransfer transfer = new ZoneTransfer();
    try (TcpConnection connection = client.connect()) {
      connection.send(query);
      do {
        Reply next = new Reply(connection.receive());
        transfer.messages.add(next);
        transfer.records.addAll(next.answerInOrder());
      } while (!transfer.isWhole());
    }
    return transfer;
  }

  /**
   * A request for what changed since a serial (RFC 1995 section 3): of the SOA only the serial
   * matters.
   */
  public static QueryOctets ixfr(String apex, long serial) {
    return QueryOctets.query(apex, "IXFR").authority(soa(apex, serial));
  }

  /** A SOA record that is all zeros but for its serial. */
  public static byte[] soa(String apex, long serial) {
    ByteArrayOutputStream record = new ByteArrayOutputStream();
    record.writeBytes(QueryOctets.wire(apex));
    ByteBuffer rest = ByteBuffer.allocate(10 + 22).putShort((short) TYPE_SOA).putShort((short) 1);
    rest.putInt(0).putShort((short) 22).putShort((short) 0).putInt((int) serial);
    record.writeBytes(rest.array());
    return record.toByteArray();
  }

  /** RFC 1995 section 4 and RFC 5936 section 2.2 say by which SOA a transfer ends. */
  private boolean isWhole() {
    if (records.isEmpty() || !messages.getLast().rcode().equals("NOERROR")) {
      return true;
    }
    String current = records.getFirst();
    boolean isDifferences = records.size() > 1 && isSoa(records.get(1));
    long seen = records.stream().filter(current::equals).count();
    return records.size() == 1 || seen == (isDifferences ? 3 : 2);
  }

  private static boolean isSoa(String record) {
    return record.split(" ", 4)[2].equals("SOA");
  }

  /** The messages in the order in which they came. */
  public List<Reply> messages() {
    return messages;
  }

  /** The records in the order in which they came. */
  public List<String> records() {
    return records;
  }

  /** The records between the two SOAs of a whole zone, sorted. */
  public List<String> zone() {
    return records.subList(1, records.size() - 1).stream().sorted().toList();
  }

  /** Whether these are differences and not a zone. */
  public boolean isDifferences() {
    return records.size() > 1 && isSoa(records.get(1));
  }

  /** The serials of the SOA records. */
  public List<Long> serials() {
    return records.stream()
        .filter(ZoneTransfer::isSoa)
        .map(record -> Long.valueOf(record.split(" ", -1)[5]))
        .toList();
  }

  /**
   * Does what RFC 1995 section 4 says with a zone.
   *
   * @param before the records of the zone, the SOA left out
   * @return the records after, sorted, the SOA left out
   */
  public List<String> applyTo(List<String> before) {
    List<String> zone = new ArrayList<>(before);
    boolean adding = true;
    for (String record : records.subList(1, records.size() - 1)) {
      if (isSoa(record)) {
        adding = !adding;
      } else if (!(adding ? zone.add(record) : zone.remove(record))) {
        throw new AssertionError("removed though it is not there: " + record);
      }
    }
    return zone.stream().sorted().toList();
  }
}
