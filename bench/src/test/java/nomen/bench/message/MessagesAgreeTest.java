package nomen.bench.message;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.dns.DnsQuery;
import io.netty.handler.codec.dns.DnsQuestion;
import io.netty.handler.codec.dns.DnsRawRecord;
import io.netty.handler.codec.dns.DnsRecord;
import io.netty.handler.codec.dns.DnsRecordType;
import io.netty.handler.codec.dns.DnsResponse;
import io.netty.handler.codec.dns.DnsSection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import nomen.codec.message.Message;
import nomen.codec.message.MessageReader;
import nomen.codec.message.Query;
import nomen.codec.message.Rcode;
import nomen.codec.message.Section;
import nomen.codec.message.Triage;
import nomen.codec.name.Name;
import nomen.codec.rr.ResourceRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Record;

/** What is compared reads and writes the same messages. */
class MessagesAgreeTest {
  @Test
  void triageMeetsAllOutcomes() {
    List<Triage> seen =
        Arrays.stream(Requests.mixedWithNoise())
            .map(request -> Triage.of(request, 0, request.length))
            .distinct()
            .sorted()
            .toList();
    assertEquals(List.of(Triage.values()), seen);
  }

  @Test
  void queries() throws Exception {
    QueryReadBenchmark benchmark = new QueryReadBenchmark();
    int withEdns = 0;
    for (int i = 0; i < Requests.COUNT; i++) {
      assertEquals(Rcode.NOERROR, benchmark.readNomen(i));
      String ours = text(benchmark.query());
      assertEquals(ours, text(benchmark.readDnsjava(i)));
      DnsQuery netty = benchmark.readNetty(i);
      assertEquals(ours, text(netty));
      netty.release();
      withEdns += benchmark.query().hasEdns() ? 1 : 0;
    }
    assertTrue(withEdns > Requests.COUNT / 2 && withEdns < Requests.COUNT);
  }

  private static String text(Query query) {
    String edns =
        query.hasEdns() ? query.udpPayloadSize() + (query.dnssecOk() ? " DO" : "") : "none";
    Name qname = Name.ofWire(query.octets(), query.qnameOffset());
    return "%d %s %d %s".formatted(query.id(), qname, query.qtype(), edns);
  }

  private static String text(org.xbill.DNS.Message query) {
    OPTRecord opt = query.getOPT();
    String edns =
        opt == null ? "none" : opt.getPayloadSize() + ((opt.getFlags() & 0x8000) != 0 ? " DO" : "");
    Record question = query.getQuestion();
    return "%d %s %d %s"
        .formatted(query.getHeader().getID(), question.getName(), question.getType(), edns);
  }

  private static String text(DnsQuery query) {
    DnsQuestion question = query.recordAt(DnsSection.QUESTION);
    String edns = "none";
    if (query.count(DnsSection.ADDITIONAL) > 0) {
      DnsRecord opt = query.recordAt(DnsSection.ADDITIONAL);
      edns = opt.dnsClass() + ((opt.timeToLive() & 0x8000) != 0 ? " DO" : "");
    }
    return "%d %s %d %s".formatted(query.id(), question.name(), question.type().intValue(), edns);
  }

  @ParameterizedTest
  @EnumSource(ResponseKind.class)
  void responsesRead(ResponseKind kind) throws Exception {
    ResponseReadBenchmark benchmark = new ResponseReadBenchmark();
    benchmark.kind = kind;
    benchmark.prepare();
    List<Message> meant = Responses.messages(kind);
    for (int i = 0; i < Responses.COUNT; i++) {
      List<String> records = records(meant.get(i));
      assertEquals(kind == ResponseKind.ADDRESS ? 1 : 12, records.size());
      assertEquals(records, records(benchmark.readNomen(i)));
      assertEquals(records, records(benchmark.readDnsjava(i)));
      DnsResponse netty = benchmark.readNetty(i);
      assertEquals(records, records(netty));
      netty.release();
    }
  }

  @ParameterizedTest
  @EnumSource(ResponseKind.class)
  void responsesWritten(ResponseKind kind) throws Exception {
    ResponseWriteBenchmark benchmark = new ResponseWriteBenchmark();
    benchmark.kind = kind;
    benchmark.prepare();
    List<Message> meant = Responses.messages(kind);
    for (int i = 0; i < Responses.COUNT; i++) {
      Message message = meant.get(i);
      int length = benchmark.writeNomen(i);
      byte[] ours = Arrays.copyOf(benchmark.room(), length);
      assertArrayEquals(ours, benchmark.writeDnsjava(i));
      assertEquals(message, MessageReader.read(ours));
      ByteBuf netty = benchmark.writeNetty(i);
      byte[] uncompressed = ByteBufUtil.getBytes(netty);
      assertTrue(uncompressed.length > ours.length);
      assertSame(message, MessageReader.read(uncompressed));
    }
    benchmark.release();
  }

  private static void assertSame(Message meant, Message read) {
    assertEquals(meant.id(), read.id());
    assertEquals(meant.flags(), read.flags());
    assertEquals(meant.questions(), read.questions());
    assertEquals(meant.edns(), read.edns());
    assertEquals(records(meant), records(read));
  }

  private static List<String> records(Message message) {
    List<String> lines = new ArrayList<>();
    for (Section section : List.of(Section.ANSWER, Section.AUTHORITY, Section.ADDITIONAL)) {
      for (ResourceRecord record : message.records(section)) {
        lines.add(
            line(
                section.index(),
                record.owner().toString(),
                record.type().code(),
                record.ttlSeconds(),
                record.rdata().toWire()));
      }
    }
    return lines;
  }

  private static List<String> records(org.xbill.DNS.Message message) {
    List<String> lines = new ArrayList<>();
    for (int section = 1; section <= 3; section++) {
      for (Record record : message.getSection(section)) {
        if (!(record instanceof OPTRecord)) {
          lines.add(
              line(
                  section,
                  record.getName().toString(),
                  record.getType(),
                  record.getTTL(),
                  record.rdataToWireCanonical()));
        }
      }
    }
    return lines;
  }

  private static List<String> records(DnsResponse response) {
    List<String> lines = new ArrayList<>();
    int number = 0;
    for (DnsSection section :
        List.of(DnsSection.ANSWER, DnsSection.AUTHORITY, DnsSection.ADDITIONAL)) {
      number++;
      for (int i = 0; i < response.count(section); i++) {
        DnsRawRecord record = response.recordAt(section, i);
        if (!record.type().equals(DnsRecordType.OPT)) {
          lines.add(
              line(
                  number,
                  record.name(),
                  record.type().intValue(),
                  record.timeToLive(),
                  ByteBufUtil.getBytes(record.content())));
        }
      }
    }
    return lines;
  }

  private static String line(int section, String owner, int type, long ttl, byte[] rdata) {
    return "%d %s %d %d %s".formatted(section, owner, type, ttl, HexFormat.of().formatHex(rdata));
  }
}
