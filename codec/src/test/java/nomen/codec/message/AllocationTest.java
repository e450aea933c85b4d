package nomen.codec.message;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.HexFormat;
import nomen.codec.edns.CookieSecret;
import nomen.codec.edns.OptionCode;
import nomen.codec.edns.ServerCookie;
import nomen.codec.name.Name;
import nomen.codec.wire.WireWriter;
import org.junit.jupiter.api.Test;

/** The query path makes no objects: not for good queries, bad ones, cookies or truncation. */
class AllocationTest {
  private static final int ROUNDS = 6;
  private static final int REQUESTS = 7_000;

  private final Query query = new Query();
  private final MessageWriter writer = new MessageWriter();
  private final byte[] response = new byte[1232];
  private final byte[] address = {127, 0, 0, 1};
  private final CookieSecret secret =
      CookieSecret.of(HexFormat.of().parseHex("e5e973e5a6b2a43f48e7dc849e37bfcf"));
  private final Name mail = Name.parse("mail.example.");
  private final byte[] mailWire = mail.toWire();

  private final byte[][] requests = {
    Requests.query("www.example.", 1).build(),
    Requests.query("www.Example.", 1).opt(Requests.option(OptionCode.COOKIE, 24)).build(),
    Requests.query("www.example.", 1).opt().opt().build(),
    Requests.query("www.example.", 1).octets(1, 2, 3).build(),
    Requests.of(9).build(),
    Requests.withFlags(Header.QR).build(),
    Requests.of(Opcode.QUERY).opt(Requests.option(OptionCode.COOKIE, 8)).build(),
  };

  private int answer(byte[] request) {
    switch (Triage.of(request, 0, request.length)) {
      case DROP -> {
        return 0;
      }
      case NOT_IMPLEMENTED, FORMAT_ERROR -> {
        writer.beginResponse(request, 0, response, 512);
        writer.rcode(Rcode.NOTIMP);
        return writer.finish();
      }
      case PARSE -> {}
    }
    int rcode = QueryReader.read(request, 0, request.length, query);
    writer.beginResponse(query, response, 512);
    writer.rcode(rcode);
    if (query.hasEdns()) {
      writer.addEdns(1232, query.dnssecOk());
      addCookie();
    }
    if (rcode == Rcode.NOERROR && query.hasQuestion()) {
      writeSections();
    }
    return writer.finish();
  }

  private void addCookie() {
    int at = query.clientCookieOffset();
    if (at < 0) {
      return;
    }
    ServerCookie.Validity validity =
        ServerCookie.check(
            query.octets(), at, query.serverCookieLength(), address, 0, 4, secret, 1_559_731_985);
    WireWriter option = writer.beginOption(OptionCode.COOKIE, ServerCookie.OPTION_OCTETS);
    if (validity != ServerCookie.Validity.GOOD && option != null) {
      int to = option.claim(ServerCookie.OPTION_OCTETS);
      ServerCookie.write(
          option.octets(), to, query.octets(), at, address, 0, 4, secret, 1_559_731_985);
    }
  }

  private void writeSections() {
    writer.setFlags(Header.AA);
    writer.section(Section.ANSWER);
    writer.beginRecord(MessageWriter.QNAME_OFFSET, 15, 1, 300);
    writer.wire().writeU16(10);
    writer.names().write(writer.wire(), mailWire, 0);
    writer.endRecord();
    writer.section(Section.ADDITIONAL);
    long mark = writer.mark();
    while (!writer.overflowed()) {
      writer.beginRecord(mail, 1, 1, 300);
      writer.wire().writeOctets(address);
      writer.endRecord();
    }
    writer.rollback(mark);
  }

  @Test
  void readingAndAnsweringAllocatesNothing() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long octets = 0;
    long least = Long.MAX_VALUE;
    // The first rounds warm up, and the JVM makes a few objects of its own on this thread while it
    // links call sites. What a request allocates, every round allocates.
    for (int round = 0; round < ROUNDS; round++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < REQUESTS; i++) {
        octets += answer(requests[i % requests.length]);
      }
      least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
    }
    assertEquals(0, least, "octets allocated for " + REQUESTS + " requests");
    assertEquals(true, octets > 0);
  }
}
