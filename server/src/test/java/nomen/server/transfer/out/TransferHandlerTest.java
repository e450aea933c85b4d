package nomen.server.transfer.out;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import nomen.codec.message.Message;
import nomen.codec.message.MessageReader;
import nomen.codec.message.MessageWriter;
import nomen.codec.message.Query;
import nomen.codec.message.QueryReader;
import nomen.codec.message.Question;
import nomen.codec.message.Rcode;
import nomen.codec.name.Name;
import nomen.codec.rr.RRClass;
import nomen.codec.rr.RRType;
import nomen.codec.rr.RRTypes;
import nomen.codec.rr.Rdata;
import nomen.codec.rr.ResourceRecord;
import nomen.codec.wire.WireFormatException;
import nomen.server.config.Configuration;
import nomen.server.config.ConfigurationException;
import nomen.server.config.ConfigurationReader;
import nomen.server.transport.AnswerStream;
import nomen.server.transport.DeferredAnswer;
import nomen.server.transport.Exchange;
import nomen.server.transport.StreamLimits;
import nomen.server.transport.Transport;
import nomen.server.transport.TransportClock;
import nomen.server.zone.ZoneTable;
import nomen.store.zone.ZoneEditor;
import nomen.store.zone.ZoneSnapshot;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who gets what, and who hears of it. */
@Timeout(60)
class TransferHandlerTest {
  private static final Name APEX = Name.parse("zone.test.");
  private static final int SERIAL = 7;

  @TempDir Path folder;

  private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
  private final CountDownLatch gate = new CountDownLatch(1);
  private AnswerStream stream = new HeldMessages();
  private final MessageWriter message = new MessageWriter();

  private final TransferObserver observer =
      new TransferObserver() {
        @Override
        public void served(
            Name zone, InetSocketAddress client, @Nullable Name key, int serial, long nowMillis) {
          heard.add("served " + zone + " " + client.getPort() + " " + key + " " + serial);
        }

        @Override
        public void asked(Name zone, InetSocketAddress client, @Nullable Name key, int serial) {
          heard.add("asked " + zone + " " + client.getPort() + " " + key + " " + serial);
        }
      };

  private static final TransferObserver FAILING =
      new TransferObserver() {
        @Override
        public void served(
            Name zone, InetSocketAddress client, @Nullable Name key, int serial, long nowMillis) {
          throw new IllegalStateException("for the test");
        }

        @Override
        public void asked(Name zone, InetSocketAddress client, @Nullable Name key, int serial) {
          throw new IllegalStateException("for the test");
        }
      };

  private TransferService service(String allowed) throws IOException {
    // It must be there, and is not read.
    Files.writeString(folder.resolve("zone"), "");
    Path file =
        Files.writeString(
            folder.resolve("nomen.toml"),
            """
            [server]
            listen = ["127.0.0.1:0"]
            [transfers]
            max-out = 1
            [[key]]
            name = "k."
            algorithm = "hmac-sha256"
            secret = "c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0"
            [[zone]]
            name = "zone.test."
            file = "zone"
            allow-transfer = [%s]
            """
                .formatted(allowed));
    Configuration configuration;
    try {
      configuration = ConfigurationReader.read(file);
    } catch (ConfigurationException e) {
      throw new AssertionError(e.getMessage(), e);
    }
    TransferService service =
        new TransferService(
            configuration, new ZoneTable(configuration.zones()), null, null, TransportClock.SYSTEM);
    service.addObserver(FAILING);
    service.addObserver(observer);
    return service;
  }

  private static ZoneSnapshot zone() {
    ZoneEditor editor = new ZoneEditor(APEX);
    editor.add(APEX, RRTypes.SOA.code(), 300, soa(SERIAL).rdata().toWire());
    return editor.build();
  }

  private static ResourceRecord soa(int serial) {
    Rdata rdata = Rdata.parse(RRTypes.SOA, "ns. h. " + serial + " 1 2 3 4");
    return new ResourceRecord(APEX, RRClass.IN, 300, rdata);
  }

  private Exchange exchange(Transport transport) {
    return new Exchange(
        transport,
        new Exchange.DeferralSource() {
          @Override
          public DeferredAnswer defer(Exchange exchange) {
            throw new AssertionError("nothing here has one answer later");
          }

          @Override
          public AnswerStream stream(StreamLimits limits) {
            return stream;
          }
        });
  }

  private TransferOutcome ask(
      TransferService service, Transport transport, RRType type, List<ResourceRecord> authority) {
    Message request =
        new Message(
            1,
            0,
            0,
            List.of(new Question(APEX, type, RRClass.IN)),
            List.of(),
            authority,
            List.of(),
            null);
    Exchange exchange = exchange(transport);
    int length = request.write(new MessageWriter(), exchange.request(), 512);
    exchange.setRequest(length, false);
    exchange.client().setIpv4(0x7f000001, 4242);
    Query query = new Query();
    assertEquals(Rcode.NOERROR, QueryReader.read(exchange.request(), 0, length, query));
    message.beginResponse(query, exchange.response(), transport == Transport.UDP ? 512 : 65_535);
    return service.handler().handle(exchange, query, zone(), null, message);
  }

  private int refused(TransferOutcome outcome) {
    return assertInstanceOf(TransferOutcome.Refused.class, outcome).rcode();
  }

  private @Nullable String nextHeard() throws InterruptedException {
    return heard.poll(10, TimeUnit.SECONDS);
  }

  private List<ResourceRecord> written() throws WireFormatException {
    int length = message.finish();
    return MessageReader.read(message.wire().octets(), 0, length).answers();
  }

  @Test
  void whoHasTakenAllIsHeardOf() throws Exception {
    try (TransferService service = service("\"127.0.0.0/8\"")) {
      HeldMessages held = new HeldMessages();
      stream = held;
      TransferOutcome outcome = ask(service, Transport.TCP, RRTypes.AXFR, List.of());
      assertInstanceOf(TransferOutcome.Deferred.class, outcome);
      assertEquals("served zone.test. 4242 null 7", nextHeard());
      assertEquals(List.of(soa(SERIAL), soa(SERIAL)), held.records());
      assertEquals(1, service.counters().get(TransferCounter.AXFR));
    }
  }

  @Test
  void whoHasTheZoneGetsTheSoaAtOnce() throws Exception {
    try (TransferService service = service("\"127.0.0.0/8\"")) {
      for (Transport transport : Transport.values()) {
        TransferOutcome outcome = ask(service, transport, RRTypes.IXFR, List.of(soa(SERIAL)));
        assertInstanceOf(TransferOutcome.Written.class, outcome).sent().run();
        assertEquals(List.of(soa(SERIAL)), written());
        if (transport == Transport.TCP) {
          assertEquals("asked zone.test. 4242 null 7", nextHeard());
        }
        // The sender of a datagram that is not signed is easily forged.
        assertNull(heard.poll());
      }
      assertEquals(2, service.counters().get(TransferCounter.IXFR_SOA_ONLY));
    }
  }

  @Test
  void whoHasAnUnknownSerialGetsTheZone() throws Exception {
    try (TransferService service = service("\"127.0.0.0/8\"")) {
      TransferOutcome outcome = ask(service, Transport.TCP, RRTypes.IXFR, List.of(soa(3)));
      assertInstanceOf(TransferOutcome.Deferred.class, outcome);
      assertEquals("asked zone.test. 4242 null 3", nextHeard());
      assertEquals("served zone.test. 4242 null 7", nextHeard());
      assertEquals(1, service.counters().get(TransferCounter.IXFR_AS_AXFR));
    }
  }

  @Test
  void overUdpThereIsNoWholeZone() throws Exception {
    try (TransferService service = service("\"127.0.0.0/8\"")) {
      assertEquals(Rcode.NOTIMP, refused(ask(service, Transport.UDP, RRTypes.AXFR, List.of())));
      TransferOutcome outcome = ask(service, Transport.UDP, RRTypes.IXFR, List.of(soa(3)));
      assertInstanceOf(TransferOutcome.Written.class, outcome).sent().run();
      assertEquals(List.of(soa(SERIAL)), written());
      assertNull(heard.poll());
    }
  }

  @Test
  void ixfrNeedsTheSoa() throws Exception {
    try (TransferService service = service("\"127.0.0.0/8\"")) {
      assertEquals(Rcode.FORMERR, refused(ask(service, Transport.TCP, RRTypes.IXFR, List.of())));
    }
  }

  @Test
  void networkAndKeyMustBothMatch() throws Exception {
    for (String closed : new String[] {"", "\"192.0.2.0/24\"", "\"127.0.0.0/8 key:k.\""}) {
      try (TransferService service = service(closed)) {
        for (RRType type : new RRType[] {RRTypes.AXFR, RRTypes.IXFR}) {
          int rcode = refused(ask(service, Transport.TCP, type, List.of()));
          assertEquals(Rcode.REFUSED, rcode, closed);
        }
        assertEquals(2, service.counters().get(TransferCounter.DENIED));
        assertTrue(heard.isEmpty());
      }
    }
  }

  @Test
  void noMoreThanAreAllowedAtATime() throws Exception {
    try (TransferService service = service("\"127.0.0.0/8\"")) {
      stream =
          new AnswerStream() {
            @Override
            public void send(byte[] octets, int offset, int length) throws IOException {
              try {
                gate.await();
              } catch (InterruptedException e) {
                throw new IOException(e);
              }
            }

            @Override
            public void end() {}

            @Override
            public void close() {}
          };
      assertInstanceOf(
          TransferOutcome.Deferred.class, ask(service, Transport.TCP, RRTypes.AXFR, List.of()));
      assertEquals(1, service.running());
      assertEquals(Rcode.SERVFAIL, refused(ask(service, Transport.TCP, RRTypes.AXFR, List.of())));
      assertEquals(1, service.counters().get(TransferCounter.OVER_LIMIT));
      gate.countDown();
      assertEquals("served zone.test. 4242 null 7", nextHeard());
    }
  }
}
