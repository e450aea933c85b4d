package nomen.codec.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.dns.DefaultDnsQuery;
import io.netty.handler.codec.dns.DefaultDnsQuestion;
import io.netty.handler.codec.dns.DefaultDnsRawRecord;
import io.netty.handler.codec.dns.DefaultDnsResponse;
import io.netty.handler.codec.dns.DnsMessage;
import io.netty.handler.codec.dns.DnsOpCode;
import io.netty.handler.codec.dns.DnsPtrRecord;
import io.netty.handler.codec.dns.DnsQuestion;
import io.netty.handler.codec.dns.DnsRawRecord;
import io.netty.handler.codec.dns.DnsRecord;
import io.netty.handler.codec.dns.DnsRecordType;
import io.netty.handler.codec.dns.DnsResponse;
import io.netty.handler.codec.dns.DnsResponseCode;
import io.netty.handler.codec.dns.DnsSection;
import io.netty.handler.codec.dns.TcpDnsQueryDecoder;
import io.netty.handler.codec.dns.TcpDnsQueryEncoder;
import io.netty.handler.codec.dns.TcpDnsResponseDecoder;
import io.netty.handler.codec.dns.TcpDnsResponseEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import nomen.codec.edns.Edns;
import nomen.codec.name.Name;
import nomen.codec.rr.RRClass;
import nomen.codec.rr.RRType;
import nomen.codec.rr.RRTypes;
import nomen.codec.rr.Rdata;
import nomen.codec.rr.ResourceRecord;
import org.junit.jupiter.api.Test;

/**
 * netty-codec-dns as an oracle: it reads what we write with the same meaning, and we read what it
 * writes.
 *
 * <p>What it cannot express, and is left out here:
 *
 * <ul>
 *   <li>names with octets other than letters, digits, hyphen and underscore: its names are Strings;
 *   <li>rdata with compressed names, but for NS, CNAME and PTR: it hands out the octets as they
 *       stand, pointers and all; and it compresses nothing that it writes;
 *   <li>AD and CD: it has them as part of a number Z; the flags of a query other than RD and Z;
 *   <li>UPDATE: it knows no empty rdata's meaning, and drops those sections of a query;
 *   <li>extended RCODEs and EDNS options: OPT is a raw record to it.
 * </ul>
 */
class NettyCodecTest {
  private static final List<RRType> TYPES =
      List.of(RRTypes.A, RRTypes.AAAA, RRTypes.TXT, RRTypes.NS, RRTypes.CNAME, RRTypes.PTR);

  private final Random random = new Random(19);
  private final MessageWriter writer = new MessageWriter();
  private final byte[] octets = new byte[65_535];

  private Name name() {
    StringBuilder text = new StringBuilder();
    for (int labels = 1 + random.nextInt(4); labels > 0; labels--) {
      text.append("abC_-9".charAt(random.nextInt(3))).append(random.nextInt(3)).append('.');
    }
    return Name.parse(text.toString());
  }

  private ResourceRecord record() {
    RRType type = TYPES.get(random.nextInt(TYPES.size()));
    String rdata =
        switch (type.mnemonic()) {
          case "A" -> "192.0.2." + random.nextInt(256);
          case "AAAA" -> "2001:db8::" + random.nextInt(1, 1000);
          case "TXT" -> "\"text " + random.nextInt() + "\"";
          default -> name().toString();
        };
    return new ResourceRecord(
        name(), RRClass.IN, random.nextInt(100_000), Rdata.parse(type, rdata));
  }

  private List<ResourceRecord> records() {
    List<ResourceRecord> records = new ArrayList<>();
    for (int i = random.nextInt(8); i > 0; i--) {
      records.add(record());
    }
    return records;
  }

  private Message message(boolean response) {
    int flags = random.nextBoolean() ? Header.RD : 0;
    if (response) {
      flags |= Header.QR;
      flags |= random.nextBoolean() ? Header.AA : 0;
      flags |= random.nextBoolean() ? Header.TC : 0;
      flags |= random.nextBoolean() ? Header.RA : 0;
    }
    return new Message(
        random.nextInt(65_536),
        flags,
        response ? random.nextInt(11) : 0,
        List.of(new Question(name(), RRTypes.A, RRClass.IN)),
        response ? records() : List.of(),
        response ? records() : List.of(),
        response ? records() : List.of(),
        random.nextBoolean() ? Edns.of(1232, false) : null);
  }

  private ByteBuf framed(Message message) {
    int length = message.write(writer, octets, octets.length);
    return Unpooled.buffer().writeShort(length).writeBytes(octets, 0, length);
  }

  private static Message unframed(ByteBuf framed) throws Exception {
    byte[] wire = new byte[framed.readUnsignedShort()];
    framed.readBytes(wire);
    assertEquals(0, framed.readableBytes());
    framed.release();
    return MessageReader.read(wire);
  }

  private static Name name(String text) {
    return Name.parse(text);
  }

  private static void compare(Message ours, DnsMessage theirs) {
    assertEquals(ours.id(), theirs.id());
    assertEquals(ours.opcode(), theirs.opCode().byteValue());
    assertEquals(ours.has(Header.RD), theirs.isRecursionDesired());
    DnsQuestion question = theirs.recordAt(DnsSection.QUESTION);
    assertEquals(ours.questions().get(0).qname(), name(question.name()));
    assertEquals(ours.questions().get(0).qtype().code(), question.type().intValue());
    compare(ours.answers(), theirs, DnsSection.ANSWER, 0);
    compare(ours.authorities(), theirs, DnsSection.AUTHORITY, 0);
    Edns edns = ours.edns();
    compare(ours.additionals(), theirs, DnsSection.ADDITIONAL, edns == null ? 0 : 1);
    if (edns != null) {
      DnsRecord opt = theirs.recordAt(DnsSection.ADDITIONAL, ours.additionals().size());
      assertEquals(DnsRecordType.OPT, opt.type());
      assertEquals(edns.udpPayloadSize(), opt.dnsClass());
    }
  }

  private static void compare(
      List<ResourceRecord> ours, DnsMessage theirs, DnsSection section, int more) {
    assertEquals(ours.size() + more, theirs.count(section));
    for (int i = 0; i < ours.size(); i++) {
      ResourceRecord record = ours.get(i);
      DnsRecord their = theirs.recordAt(section, i);
      assertEquals(record.owner(), name(their.name()));
      assertEquals(record.type().code(), their.type().intValue());
      assertEquals(record.rrClass().code(), their.dnsClass());
      assertEquals(record.ttlSeconds(), their.timeToLive());
      byte[] rdata;
      if (their instanceof DnsPtrRecord ptr) {
        rdata = name(ptr.hostname()).toWire();
      } else {
        ByteBuf content = ((DnsRawRecord) their).content();
        rdata = new byte[content.readableBytes()];
        content.getBytes(content.readerIndex(), rdata);
      }
      assertEquals(record.rdata(), Rdata.ofValid(record.type(), rdata, 0, rdata.length));
    }
  }

  private static void copy(Message ours, DnsMessage to) {
    Question question = ours.questions().get(0);
    to.setRecursionDesired(ours.has(Header.RD));
    to.setRecord(
        DnsSection.QUESTION, new DefaultDnsQuestion(question.qname().toString(), DnsRecordType.A));
    copy(ours.answers(), to, DnsSection.ANSWER);
    copy(ours.authorities(), to, DnsSection.AUTHORITY);
    copy(ours.additionals(), to, DnsSection.ADDITIONAL);
    if (ours.edns() != null) {
      to.addRecord(
          DnsSection.ADDITIONAL,
          new DefaultDnsRawRecord("", DnsRecordType.OPT, 1232, 0, Unpooled.EMPTY_BUFFER));
    }
  }

  private static void copy(List<ResourceRecord> ours, DnsMessage to, DnsSection section) {
    for (ResourceRecord record : ours) {
      to.addRecord(
          section,
          new DefaultDnsRawRecord(
              record.owner().toString(),
              DnsRecordType.valueOf(record.type().code()),
              record.ttlSeconds(),
              Unpooled.wrappedBuffer(record.rdata().toWire())));
    }
  }

  @Test
  void queries() throws Exception {
    EmbeddedChannel reading = new EmbeddedChannel(new TcpDnsQueryDecoder());
    EmbeddedChannel writing = new EmbeddedChannel(new TcpDnsQueryEncoder());
    Query query = new Query();
    for (int i = 0; i < 500; i++) {
      Message message = message(false);
      assertTrue(reading.writeInbound(framed(message)));
      DnsMessage read = reading.readInbound();
      compare(message, read);
      read.release();
      DefaultDnsQuery theirs = new DefaultDnsQuery(message.id(), DnsOpCode.QUERY);
      copy(message, theirs);
      assertTrue(writing.writeOutbound(theirs));
      ByteBuf written = writing.readOutbound();
      byte[] wire = new byte[written.readableBytes() - 2];
      written.getBytes(2, wire);
      assertEquals(message, unframed(written));
      assertEquals(Triage.PARSE, Triage.of(wire, 0, wire.length));
      assertEquals(Rcode.NOERROR, QueryReader.read(wire, 0, wire.length, query));
      assertEquals(message.edns() != null, query.hasEdns());
    }
    reading.finishAndReleaseAll();
    writing.finishAndReleaseAll();
  }

  @Test
  void responses() throws Exception {
    EmbeddedChannel reading = new EmbeddedChannel(new TcpDnsResponseDecoder());
    EmbeddedChannel writing = new EmbeddedChannel(new TcpDnsResponseEncoder());
    for (int i = 0; i < 500; i++) {
      Message message = message(true);
      assertTrue(reading.writeInbound(framed(message)));
      DnsResponse read = reading.readInbound();
      compare(message, read);
      assertEquals(message.rcode(), read.code().intValue());
      assertEquals(message.has(Header.AA), read.isAuthoritativeAnswer());
      assertEquals(message.has(Header.TC), read.isTruncated());
      assertEquals(message.has(Header.RA), read.isRecursionAvailable());
      read.release();
      DefaultDnsResponse theirs =
          new DefaultDnsResponse(
              message.id(), DnsOpCode.QUERY, DnsResponseCode.valueOf(message.rcode()));
      theirs.setAuthoritativeAnswer(message.has(Header.AA));
      theirs.setTruncated(message.has(Header.TC));
      theirs.setRecursionAvailable(message.has(Header.RA));
      copy(message, theirs);
      assertTrue(writing.writeOutbound(theirs));
      assertEquals(message, unframed(writing.readOutbound()));
    }
    reading.finishAndReleaseAll();
    writing.finishAndReleaseAll();
  }
}
