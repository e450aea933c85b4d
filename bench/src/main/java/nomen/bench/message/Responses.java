package nomen.bench.message;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import nomen.codec.edns.Edns;
import nomen.codec.message.Header;
import nomen.codec.message.Message;
import nomen.codec.message.MessageWriter;
import nomen.codec.message.Question;
import nomen.codec.message.Rcode;
import nomen.codec.name.Name;
import nomen.codec.rr.RRClass;
import nomen.codec.rr.RRType;
import nomen.codec.rr.RRTypes;
import nomen.codec.rr.Rdata;
import nomen.codec.rr.ResourceRecord;

/** Responses as servers send them, many and the same in every run. */
final class Responses {
  /** Enough that the branch predictor does not learn them by heart; a power of two. */
  static final int COUNT = 1024;

  private static final int SERVERS = 4;

  private Responses() {}

  /** The responses as objects. */
  static List<Message> messages(ResponseKind kind) {
    Random random = new Random(6);
    List<Message> messages = new ArrayList<>();
    for (int i = 0; i < COUNT; i++) {
      messages.add(kind == ResponseKind.ADDRESS ? address(random) : referral(random));
    }
    return messages;
  }

  /** The same, compressed. */
  static byte[][] octets(ResponseKind kind) {
    MessageWriter writer = new MessageWriter();
    byte[] room = new byte[1232];
    return messages(kind).stream()
        .map(message -> Arrays.copyOf(room, message.write(writer, room, room.length)))
        .toArray(byte[][]::new);
  }

  private static Message address(Random random) {
    Name name = Name.parse(Requests.name(random));
    return message(
        random,
        name,
        Header.AA,
        List.of(record(name, RRTypes.A, "192.0.2." + random.nextInt(256))),
        List.of(),
        List.of());
  }

  private static Message referral(Random random) {
    Name zone = Name.parse(Requests.name(random));
    List<ResourceRecord> servers = new ArrayList<>();
    List<ResourceRecord> addresses = new ArrayList<>();
    for (int i = 1; i <= SERVERS; i++) {
      Name server = zone.child("ns" + i);
      servers.add(record(zone, RRTypes.NS, server.toString()));
      addresses.add(record(server, RRTypes.A, "192.0.2." + random.nextInt(256)));
      addresses.add(
          record(
              server, RRTypes.AAAA, "2001:db8::" + Integer.toHexString(random.nextInt(1, 65536))));
    }
    return message(random, zone.child("www"), 0, List.of(), servers, addresses);
  }

  private static Message message(
      Random random,
      Name qname,
      int flags,
      List<ResourceRecord> answers,
      List<ResourceRecord> authorities,
      List<ResourceRecord> additionals) {
    return new Message(
        random.nextInt(0x10000),
        Header.QR | flags,
        Rcode.NOERROR,
        List.of(new Question(qname, RRTypes.A, RRClass.IN)),
        answers,
        authorities,
        additionals,
        Edns.of(1232, false));
  }

  private static ResourceRecord record(Name owner, RRType type, String rdata) {
    return new ResourceRecord(owner, RRClass.IN, 3600, Rdata.parse(type, rdata));
  }
}
