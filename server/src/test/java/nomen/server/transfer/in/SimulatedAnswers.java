package nomen.server.transfer.in;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import nomen.codec.message.Header;
import nomen.codec.message.Message;
import nomen.codec.message.MessageReader;
import nomen.codec.message.MessageWriter;
import nomen.codec.message.Rcode;
import nomen.codec.name.Name;
import nomen.codec.rr.RRClass;
import nomen.codec.rr.RRType;
import nomen.codec.rr.RRTypes;
import nomen.codec.rr.Rdata;
import nomen.codec.rr.ResourceRecord;
import nomen.codec.rr.Serial;
import nomen.codec.transfer.TransferRequest;
import nomen.codec.wire.WireFormatException;
import nomen.store.log.History;
import nomen.store.log.HistoryCursor;
import nomen.store.log.LogRecord;
import nomen.store.zone.Changeset;
import nomen.store.zone.ZoneSnapshot;

/** What a simulated server answers to others that want its zone. */
final class SimulatedAnswers {
  private static final int MESSAGE_OCTETS = 700;

  private final SimulatedServer server;
  private final SimulatedNetwork network;
  private final Name apex;
  private final History history;

  SimulatedAnswers(SimulatedServer server, SimulatedNetwork network, Name apex, History history) {
    this.server = server;
    this.network = network;
    this.apex = apex;
    this.history = history;
  }

  /** The one message for a query for the SOA. */
  byte[] toDatagram(byte[] request) {
    return toStream(request).getFirst();
  }

  /** The messages over a stream. */
  List<byte[]> toStream(byte[] octets) {
    Message request;
    try {
      request = MessageReader.read(octets);
    } catch (WireFormatException e) {
      throw new AssertionError(e);
    }
    RRType type = request.questions().getFirst().qtype();
    ZoneSnapshot zone = server.served();
    if (zone == null || server.isExpired()) {
      return List.of(error(request.id(), type, Rcode.SERVFAIL));
    }
    List<ResourceRecord> whole = TransferMessages.wholeZone(zone);
    TransferRequest axfr = TransferRequest.axfr(request.id(), apex);
    if (type.equals(RRTypes.SOA)) {
      byte[] answer = TransferMessages.write(axfr, whole.subList(0, 1), MESSAGE_OCTETS).getFirst();
      return List.of(withType(answer, type));
    }
    if (type.equals(RRTypes.AXFR)) {
      return TransferMessages.write(axfr, whole, MESSAGE_OCTETS);
    }
    if (network.chance(network.noIxfrPercent)) {
      return List.of(error(request.id(), type, Rcode.NOTIMP));
    }
    int have = serial(request.authorities().getFirst().rdata());
    TransferRequest ixfr = TransferRequest.ixfr(request.id(), apex, have);
    return TransferMessages.write(ixfr, differences(whole, have), MESSAGE_OCTETS);
  }

  private List<ResourceRecord> differences(List<ResourceRecord> whole, int have) {
    int serial = serial(whole.getFirst().rdata());
    if (!Serial.isNewer(serial, have)) {
      return whole.subList(0, 1);
    }
    List<Changeset> changes = new ArrayList<>();
    try {
      Optional<HistoryCursor<LogRecord.Change>> found = history.changes(apex, have, serial);
      if (found.isEmpty()) {
        return whole;
      }
      try (HistoryCursor<LogRecord.Change> cursor = found.get()) {
        for (LogRecord.Change at = cursor.next(); at != null; at = cursor.next()) {
          Changeset change = at.changeset();
          changes.add(
              new Changeset(
                  apex,
                  change.serialFrom(),
                  change.serialTo(),
                  soaFirst(change.removed()),
                  soaFirst(change.added())));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return TransferMessages.differences(changes);
  }

  private static int serial(Rdata soa) {
    return Serial.ofSoa(soa.toWire(), soa.length());
  }

  private static List<ResourceRecord> soaFirst(List<ResourceRecord> records) {
    List<ResourceRecord> sorted = new ArrayList<>(records);
    sorted.sort(Comparator.comparing(record -> !record.type().equals(RRTypes.SOA)));
    return sorted;
  }

  private byte[] withType(byte[] message, RRType type) {
    int at = Header.SIZE_OCTETS + apex.length();
    message[at] = (byte) (type.code() >> Byte.SIZE);
    message[at + 1] = (byte) type.code();
    return message;
  }

  private byte[] error(int id, RRType type, int rcode) {
    byte[] octets = new byte[MESSAGE_OCTETS];
    MessageWriter writer = new MessageWriter();
    writer.begin(id, Header.QR, octets, octets.length);
    writer.writeQuestion(apex, type.code(), RRClass.IN.code());
    writer.rcode(rcode);
    return Arrays.copyOf(octets, writer.finish());
  }
}
