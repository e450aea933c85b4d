package nomen.server.transfer.out;

import static nomen.server.transfer.out.TestQueries.ID;
import static nomen.server.transfer.out.TestQueries.messages;
import static nomen.server.transfer.out.TestQueries.query;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import nomen.codec.message.Header;
import nomen.codec.message.Message;
import nomen.codec.message.MessageWriter;
import nomen.codec.message.Opcode;
import nomen.codec.message.Query;
import nomen.codec.message.QueryReader;
import nomen.codec.message.Question;
import nomen.codec.name.Name;
import nomen.codec.rr.RRClass;
import nomen.codec.rr.RRType;
import nomen.codec.rr.RRTypes;
import nomen.codec.rr.Rdata;
import nomen.codec.rr.ResourceRecord;
import nomen.codec.tsig.Keyring;
import nomen.codec.tsig.TsigAlgorithm;
import nomen.codec.tsig.TsigException;
import nomen.codec.tsig.TsigKey;
import nomen.codec.tsig.TsigMacs;
import nomen.codec.tsig.TsigOutcome;
import nomen.codec.tsig.TsigResponseVerifier;
import nomen.codec.tsig.TsigSigner;
import nomen.codec.tsig.TsigVerifier;
import nomen.server.transport.TransportClock;
import nomen.store.zone.NodeCursor;
import nomen.store.zone.RRsetView;
import nomen.store.zone.ZoneEditor;
import nomen.store.zone.ZoneSnapshot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 5936 sections 2.2 and 3: the messages of a transfer, octet by octet. */
class TransferMessagesTest {
  private static final Name APEX = Name.parse("zone.test.");
  private static final int MAX = 65_535;

  private static HeldMessages send(ZoneSnapshot zone, Query query) throws IOException {
    HeldMessages held = new HeldMessages();
    TransferMessages messages = messages(query, held);
    ZoneSender.send(zone, messages);
    messages.end();
    assertTrue(held.ended);
    assertEquals(held.messages.size(), messages.messages());
    assertEquals(held.records().size(), messages.records());
    assertEquals(held.messages.stream().mapToInt(m -> m.length).sum(), messages.octets());
    return held;
  }

  private static ZoneEditor editor(Name apex) {
    ZoneEditor editor = new ZoneEditor(apex);
    editor.add(
        apex, 6, 3600, Rdata.parse(RRTypes.SOA, "ns.zone.test. h.zone.test. 7 1 2 3 4").toWire());
    editor.add(apex, 2, 3600, Rdata.parse(RRTypes.NS, "NS.Zone.test.").toWire());
    return editor;
  }

  /** The zone's records in the order of a walk, without the SOA. */
  private static List<ResourceRecord> records(ZoneSnapshot zone) {
    List<ResourceRecord> records = new ArrayList<>();
    NodeCursor nodes = zone.nodes();
    RRsetView rrset = new RRsetView();
    while (nodes.next()) {
      Name owner = nodes.owner().toName();
      for (boolean more = nodes.node().first(rrset); more; more = nodes.node().next(rrset)) {
        int at = rrset.first();
        for (int left = rrset.count(); left > 0; left--, at = rrset.next(at)) {
          RRType type = RRTypes.of(rrset.type());
          Rdata rdata =
              Rdata.ofValid(type, rrset.octets(), rrset.rdataOffset(at), rrset.rdataLength(at));
          if (!type.equals(RRTypes.SOA)) {
            records.add(new ResourceRecord(owner, RRClass.IN, rrset.ttlSeconds(), rdata));
          }
        }
      }
    }
    return records;
  }

  private static void assertSame(List<ResourceRecord> expected, List<ResourceRecord> actual) {
    assertEquals(expected.size(), actual.size());
    for (int i = 0; i < expected.size(); i++) {
      ResourceRecord a = expected.get(i);
      ResourceRecord b = actual.get(i);
      assertEquals(a, b);
      // Octet by octet, for equals does not look at the case of names.
      assertArrayEquals(a.owner().toWire(), b.owner().toWire());
      assertArrayEquals(a.rdata().toWire(), b.rdata().toWire(), a::toString);
    }
  }

  private static void assertIsZone(ZoneSnapshot zone, HeldMessages held) {
    List<ResourceRecord> got = held.records();
    assertEquals(RRTypes.SOA, got.getFirst().type());
    assertEquals(got.getFirst(), got.getLast());
    assertSame(records(zone), got.subList(1, got.size() - 1));
  }

  private static String label(Random random) {
    String[] few = {"a", "B", "b", "NS1", "ns1", "x-long-label-that-is-often-used", "\\000", "*"};
    return random.nextInt(3) > 0
        ? few[random.nextInt(few.length)]
        : Integer.toString(random.nextInt(500), 36);
  }

  private static Name name(Random random) {
    StringBuilder text = new StringBuilder();
    for (int labels = random.nextInt(4); labels > 0; labels--) {
      text.append(label(random)).append('.');
    }
    String[] ends = {"zone.test.", "ZONE.test.", "hoster.net.", "Hoster.net.", "."};
    String end = ends[random.nextInt(ends.length)];
    String all = text + (end.equals(".") && !text.isEmpty() ? "" : end);
    return Name.parse(all);
  }

  private static Name owner(Random random) {
    StringBuilder text = new StringBuilder();
    for (int labels = random.nextInt(4); labels > 0; labels--) {
      text.append(label(random)).append('.');
    }
    return Name.parse(text + "zone.test.");
  }

  private static ZoneSnapshot random(long seed, int records) {
    Random random = new Random(seed);
    ZoneEditor editor = editor(APEX);
    for (int i = 0; i < records; i++) {
      Name owner = owner(random);
      switch (random.nextInt(6)) {
        case 0 -> add(editor, owner, RRTypes.NS, name(random).toString());
        case 1 -> add(editor, owner, RRTypes.MX, random.nextInt(9) + " " + name(random));
        case 2 -> add(editor, owner, RRTypes.SRV, "1 2 3 " + name(random));
        case 3 -> add(editor, owner, RRTypes.PTR, name(random).toString());
        case 4 -> add(editor, owner, RRTypes.TXT, "\"" + "t".repeat(random.nextInt(200)) + "\"");
        default -> add(editor, owner, RRTypes.A, "192.0.2." + random.nextInt(256));
      }
    }
    return editor.build();
  }

  private static void add(ZoneEditor editor, Name owner, RRType type, String rdata) {
    editor.add(owner, type.code(), 300, Rdata.parse(type, rdata).toWire());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 50, 3000})
  void randomZonesComeOutOctetByOctet(int records) throws IOException {
    for (long seed = 0; seed < 20; seed++) {
      ZoneSnapshot zone = random(seed, records);
      assertIsZone(zone, send(zone, query("zone.test.", false)));
      // RFC 5936 section 3.4: the case of the question is not that of the zone.
      assertIsZone(zone, send(zone, query("ZONE.Test.", true)));
    }
  }

  @Test
  void namesAreCompressed() throws IOException {
    ZoneSnapshot zone = random(3, 3000);
    HeldMessages held = send(zone, query("zone.test.", false));
    long plain = records(zone).stream().mapToLong(RecordWriter::sizeOctets).sum();
    long sent = held.messages.stream().mapToLong(m -> m.length).sum();
    assertTrue(sent < plain * 3 / 4, () -> sent + " of " + plain);
  }

  @Test
  void rootZone() throws IOException {
    ZoneEditor editor = editor(Name.ROOT);
    for (String tld : new String[] {"com.", "net.", "NET-2."}) {
      add(editor, Name.parse(tld), RRTypes.NS, "a.gtld-servers.net.");
      add(editor, Name.parse(tld), RRTypes.NS, "b.gtld-servers.net.");
    }
    add(editor, Name.ROOT, RRTypes.NS, ".");
    ZoneSnapshot zone = editor.build();
    assertIsZone(zone, send(zone, query(".", false)));
  }

  @Test
  void section2_2OnlyTheFirstMessageHasTheQuestion() throws IOException {
    List<Message> messages = send(random(1, 3000), query("zOne.test.", false)).read();
    assertTrue(messages.size() > 3);
    for (int i = 0; i < messages.size(); i++) {
      Message message = messages.get(i);
      assertEquals(ID, message.id());
      assertEquals(Header.QR | Header.AA | Header.RD, message.flags());
      assertEquals(i == 0 ? 1 : 0, message.questions().size());
      assertEquals(List.of(), message.authorities());
      assertEquals(List.of(), message.additionals());
      assertNull(message.edns());
    }
    assertEquals("zOne.test.", messages.getFirst().questions().getFirst().qname().toString());
  }

  @Test
  void allMessagesHaveAnOptRecordIfTheRequestHas() throws IOException {
    List<Message> messages = send(random(1, 3000), query("zone.test.", true)).read();
    assertTrue(messages.stream().allMatch(message -> message.edns() != null));
  }

  private static Rdata ofLength(int octets) {
    return Rdata.ofValid(RRTypes.of(65_280), new byte[octets], 0, octets);
  }

  private static ZoneSnapshot withRecordOf(int octets) {
    ZoneEditor editor = editor(APEX);
    editor.add(Name.parse("big.zone.test."), 65_280, 300, ofLength(octets).toWire());
    add(editor, Name.parse("small.zone.test."), RRTypes.A, "192.0.2.1");
    return editor.build();
  }

  /** A message without question: 12 octets, and in the record owner and fixed part. */
  private static final int MOST = MAX - 12 - 15 - 10;

  @ParameterizedTest
  @ValueSource(ints = {16_000, 16_383, 16_384, 40_000, MOST - 1, MOST})
  void recordsOfAllLengthsFit(int octets) throws IOException {
    ZoneSnapshot zone = withRecordOf(octets);
    HeldMessages held = send(zone, query("zone.test.", false));
    assertIsZone(zone, held);
    assertEquals(octets == MOST ? MAX : 0, longest(held) == MAX ? MAX : 0);
  }

  private static int longest(HeldMessages held) {
    return held.messages.stream().mapToInt(message -> message.length).max().orElse(0);
  }

  @Test
  void whatFitsIntoNoMessageBreaksOff() {
    IOException failure =
        assertThrows(
            IOException.class, () -> send(withRecordOf(MOST + 1), query("zone.test.", false)));
    assertEquals(
        "a record of " + (MOST + 1) + " octets does not fit into a message", failure.getMessage());
  }

  @Test
  void messagesAreSentWhenNothingInThemCanBePointedAt() throws IOException {
    HeldMessages held = send(random(1, 3000), query("zone.test.", false));
    int[] lengths = held.messages.stream().mapToInt(message -> message.length).toArray();
    int[] full = Arrays.copyOf(lengths, lengths.length - 1);
    assertTrue(Arrays.stream(full).allMatch(length -> length >= TransferMessages.FULL_OCTETS));
    assertTrue(longest(held) < TransferMessages.FULL_OCTETS + 600);
  }

  // RFC 8945 section 5.3.1

  @ParameterizedTest
  @ValueSource(ints = {1, 3000})
  void everyMessageIsSigned(int records) throws IOException, TsigException {
    TsigKey key = new TsigKey(Name.parse("key.test."), TsigAlgorithm.HMAC_SHA256, new byte[32]);
    long now = TransportClock.SYSTEM.millis() / 1000;
    byte[] octets = new byte[512];
    MessageWriter writer = new MessageWriter();
    Question question = new Question(APEX, RRTypes.AXFR, RRClass.IN);
    Message.request(ID, Opcode.QUERY, 0, question).write(writer, octets, octets.length);
    byte[] mac = new TsigSigner(new TsigMacs()).signRequest(writer, key, now);
    int length = writer.wire().position();
    Query query = new Query();
    assertEquals(0, QueryReader.read(octets, 0, length, query));
    TsigOutcome outcome =
        new TsigVerifier(new TsigMacs())
            .verify(new Keyring(List.of(key)), octets, 0, length, query.tsigOffset(), now);
    TsigOutcome.Verified signature = assertInstanceOf(TsigOutcome.Verified.class, outcome);
    HeldMessages held = new HeldMessages();
    TransferMessages messages =
        new TransferMessages(query, 1232, signature, held, TransportClock.SYSTEM);
    ZoneSnapshot zone = random(1, records);
    ZoneSender.send(zone, messages);
    messages.end();
    assertIsZone(zone, held);
    TsigResponseVerifier verifier = new TsigResponseVerifier(key, mac);
    for (byte[] message : held.messages) {
      assertTrue(verifier.verify(message, 0, message.length, now));
    }
  }
}
