package nomen.server.transfer.in;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import nomen.codec.message.Header;
import nomen.codec.message.MessageWriter;
import nomen.codec.message.Rcode;
import nomen.codec.message.Section;
import nomen.codec.name.Name;
import nomen.codec.rr.RRClass;
import nomen.codec.rr.RRTypes;
import nomen.codec.rr.ResourceRecord;
import nomen.codec.rr.Serial;
import nomen.codec.transfer.TransferRequest;
import nomen.store.zone.Changeset;
import nomen.store.zone.ZoneSnapshot;

/** The messages of transfers with which something is wrong. */
final class LyingAnswers {
  private static final int TYPE_A = 1;
  private static final int TYPE_OPT = 41;
  private static final int CLASS_CH = 3;

  private final Name zone;
  private final int messageOctets;

  LyingAnswers(Name zone, int messageOctets) {
    this.zone = zone;
    this.messageOctets = messageOctets;
  }

  /** What an answer goes on with when its messages are sent. */
  enum Ending {
    END,
    CLOSE,
    CLOSE_IN_MESSAGE,
    ENDLESS_RECORDS,
    ENDLESS_MESSAGES,
    SILENCE
  }

  /** Messages, and what follows them. */
  record Answer(List<byte[]> messages, Ending ending) {}

  /**
   * An answer to a request.
   *
   * @param history what leads to the zone, in order; may be empty
   */
  Answer answer(TransferRequest request, ZoneSnapshot now, List<Changeset> history, Lie lie) {
    List<Changeset> since = since(request, history);
    List<ResourceRecord> honest = honest(request, now, since);
    return switch (lie) {
      case NONE -> all(request, honest);
      case REFUSED -> error(request, Rcode.REFUSED);
      case NO_IXFR -> request.isIncremental() ? error(request, Rcode.NOTIMP) : all(request, honest);
      case SOA_MISMATCH -> all(request, withLast(honest, serial(now) + 1));
      case SERIAL_BACKWARDS -> all(request, backwards(now));
      case SERIAL_ORDER -> all(request, misordered(honest, since, now));
      case UNFIT_DIFFERENCE -> all(request, since.isEmpty() ? honest : unfit(honest));
      case UNSERVABLE -> all(request, unservable(honest, since, now));
      case OUTSIDE_ZONE ->
          all(request, inserted(honest, record("www.outside.invalid.", "192.0.2.66")));
      case WRONG_CLASS -> raw(request, honest, zone, TYPE_A, CLASS_CH, 4);
      case MALFORMED_RDATA -> raw(request, honest, zone, TYPE_A, RRClass.IN.code(), 3);
      case META_TYPE -> raw(request, honest, zone, TYPE_OPT, RRClass.IN.code(), 0);
      case WRONG_ID -> {
        Answer answer = all(request, honest);
        answer.messages.getFirst()[1] ^= 1;
        yield answer;
      }
      case ENDLESS -> new Answer(firstOf(request, honest), Ending.ENDLESS_RECORDS);
      case NO_PROGRESS -> new Answer(firstOf(request, honest), Ending.ENDLESS_MESSAGES);
      case CUT_IN_MESSAGE -> new Answer(firstOf(request, honest), Ending.CLOSE_IN_MESSAGE);
      case CUT_SHORT -> new Answer(firstOf(request, honest), Ending.CLOSE);
      case SILENT -> new Answer(List.of(), Ending.SILENCE);
    };
  }

  private static int serial(ZoneSnapshot now) {
    return (int) now.serial();
  }

  private static List<Changeset> since(TransferRequest request, List<Changeset> history) {
    for (int i = 0; request.isIncremental() && i < history.size(); i++) {
      if (history.get(i).serialFrom() == request.serialHere()) {
        return history.subList(i, history.size());
      }
    }
    return List.of();
  }

  private static List<ResourceRecord> honest(
      TransferRequest request, ZoneSnapshot now, List<Changeset> since) {
    if (request.isIncremental() && !Serial.isNewer(serial(now), request.serialHere())) {
      return List.of(TransferMessages.records(now).getFirst());
    }
    return since.isEmpty() ? TransferMessages.wholeZone(now) : TransferMessages.differences(since);
  }

  private Answer all(TransferRequest request, List<ResourceRecord> records) {
    return new Answer(TransferMessages.write(request, records, messageOctets), Ending.END);
  }

  private static Answer error(TransferRequest request, int rcode) {
    byte[] octets = new byte[512];
    MessageWriter writer = new MessageWriter();
    writer.begin(request.id(), Header.QR, octets, octets.length);
    writer.writeQuestion(request.zone(), request.qtype().code(), RRClass.IN.code());
    writer.rcode(rcode);
    return new Answer(List.of(Arrays.copyOf(octets, writer.finish())), Ending.END);
  }

  private ResourceRecord soa(int serial) {
    return ZoneVersions.record(
        zone,
        3600,
        RRTypes.SOA,
        "ns." + zone + " host." + zone + " " + Serial.print(serial) + " 60 10 600 30");
  }

  private static ResourceRecord record(String owner, String address) {
    return ZoneVersions.record(Name.parse(owner), 60, RRTypes.A, address);
  }

  private List<ResourceRecord> withLast(List<ResourceRecord> honest, int serial) {
    List<ResourceRecord> records = new ArrayList<>(honest);
    if (records.size() > 1) {
      records.removeLast();
    }
    records.add(soa(serial));
    return records;
  }

  private List<ResourceRecord> backwards(ZoneSnapshot now) {
    List<ResourceRecord> records = new ArrayList<>(TransferMessages.records(now));
    records.set(0, soa(serial(now) - (1 << 30)));
    records.add(records.getFirst());
    return records;
  }

  private List<ResourceRecord> misordered(
      List<ResourceRecord> honest, List<Changeset> since, ZoneSnapshot now) {
    return since.size() < 2
        ? withLast(honest, serial(now) + 1)
        : new ArrayList<>(TransferMessages.differences(since.reversed()));
  }

  /** Behind the first SOA and the old one. */
  private static List<ResourceRecord> inserted(List<ResourceRecord> honest, ResourceRecord record) {
    List<ResourceRecord> records = new ArrayList<>(honest);
    records.add(Math.min(2, records.size()), record);
    return records;
  }

  private List<ResourceRecord> unfit(List<ResourceRecord> honest) {
    return inserted(honest, record("was-never-here." + zone, "192.0.2.66"));
  }

  private List<ResourceRecord> unservable(
      List<ResourceRecord> honest, List<Changeset> since, ZoneSnapshot now) {
    if (since.isEmpty()) {
      return honest.stream()
          .filter(record -> !record.type().equals(RRTypes.NS) || !record.owner().equals(zone))
          .toList();
    }
    List<ResourceRecord> records = new ArrayList<>(TransferMessages.differences(since));
    records.add(
        records.size() - 1,
        ZoneVersions.record(zone, 60, RRTypes.CNAME, "elsewhere." + now.origin()));
    return records;
  }

  private Answer raw(
      TransferRequest request,
      List<ResourceRecord> honest,
      Name owner,
      int type,
      int rrClass,
      int rdataOctets) {
    byte[] octets = new byte[512];
    MessageWriter writer = new MessageWriter();
    writer.begin(request.id(), Header.QR | Header.AA, octets, octets.length);
    writer.section(Section.ANSWER);
    writer.beginRecord(owner, type, rrClass, 60);
    writer.wire().writeOctets(new byte[rdataOctets]);
    writer.endRecord();
    List<byte[]> messages = new ArrayList<>(firstOf(request, honest));
    messages.add(Arrays.copyOf(octets, writer.finish()));
    return new Answer(messages, Ending.END);
  }

  /** An honest beginning: the first half. */
  private List<byte[]> firstOf(TransferRequest request, List<ResourceRecord> honest) {
    return TransferMessages.write(
        request, honest.subList(0, (honest.size() + 1) / 2), messageOctets);
  }

  /** A message of a stream without end. */
  byte[] more(TransferRequest request, Ending ending, long number) {
    byte[] octets = new byte[16_384];
    MessageWriter writer = new MessageWriter();
    writer.begin(request.id(), Header.QR | Header.AA, octets, octets.length);
    writer.section(Section.ANSWER);
    if (ending == Ending.ENDLESS_RECORDS) {
      for (int i = 0; i < 400; i++) {
        writer.writeRecord(record("r" + i + ".m" + number + "." + zone, "192.0.2.66"));
      }
    }
    return Arrays.copyOf(octets, writer.finish());
  }
}
