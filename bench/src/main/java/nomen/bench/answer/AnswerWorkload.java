package nomen.bench.answer;

import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import nomen.codec.name.Name;
import nomen.codec.wire.WireWriter;
import nomen.server.config.Configuration;
import nomen.server.config.ConfigurationException;
import nomen.server.config.ConfigurationReader;
import nomen.server.request.RequestDispatchers;
import nomen.server.transfer.out.TransferService;
import nomen.server.transport.Exchange;
import nomen.server.transport.LoopContext;
import nomen.server.transport.RequestHandler;
import nomen.server.transport.Transport;
import nomen.server.transport.TransportClock;
import nomen.server.update.UpdateService;
import nomen.server.zone.ZoneTable;
import nomen.store.zone.DatabaseSnapshot;
import nomen.store.zone.ZoneDatabase;
import nomen.store.zone.ZoneEditor;
import nomen.store.zone.ZoneSnapshot;

/**
 * A zone of {@value #NAMES} names, each with A, AAAA at every fourth and MX at every tenth, a tenth
 * as many signed delegations with glue, a wildcard and an NSEC record here and there; and requests
 * for random names of it.
 */
final class AnswerWorkload {
  static final int NAMES = 100_000;

  /**
   * Requests of one kind: enough that neither the branch predictor learns them by heart nor the
   * pages that they lead to stay in a near cache.
   */
  static final int REQUESTS = 1 << 16;

  private static final Name ORIGIN = Name.parse("bench.example.");
  private static final int TTL = 3600;
  private static final int SIGNATURE_OCTETS = 128;

  private final Random random = new Random(1);
  private final byte[][] requests = new byte[REQUESTS][];
  private final Exchange exchange =
      new Exchange(
          Transport.UDP,
          ignored -> {
            throw new IllegalStateException("nothing is answered later");
          });
  private final RequestHandler handler;
  private int next;

  AnswerWorkload(AnswerKind kind) {
    ZoneSnapshot zone = zone();
    Configuration configuration = configuration();
    ZoneDatabase database = new ZoneDatabase(DatabaseSnapshot.of(List.of(zone)));
    handler =
        new RequestDispatchers(
                configuration,
                database,
                new UpdateService(configuration, database, null, random),
                new TransferService(
                    configuration,
                    new ZoneTable(configuration.zones()),
                    null,
                    null,
                    TransportClock.SYSTEM),
                1,
                random)
            .create(new LoopContext(0, new EmbeddedChannel().eventLoop(), TransportClock.SYSTEM));
    for (int i = 0; i < REQUESTS; i++) {
      requests[i] = request(kind);
    }
    exchange.client().setIpv4(0x7f000001, 4242);
  }

  /** Handles the next request: the copy stands for what the kernel would write. */
  int handleNext() {
    byte[] request = requests[next];
    next = next + 1 & REQUESTS - 1;
    System.arraycopy(request, 0, exchange.request(), 0, request.length);
    exchange.setRequest(request.length, false);
    return handler.handle(exchange);
  }

  /** The last response's array. */
  byte[] response() {
    return exchange.response();
  }

  private byte[] request(AnswerKind kind) {
    int n = random.nextInt(NAMES);
    return switch (kind) {
      case A -> request("h" + n, 1, false);
      case NO_DATA -> request("h" + (n | 1), 28, false);
      case NAME_ERROR -> request("x" + n, 1, false);
      case MX -> request("h" + n / 10 * 10, 15, false);
      case REFERRAL -> request("www.d" + n / 10, 1, false);
      case WILDCARD -> request("n" + n + ".wild", 1, false);
      case SIGNED_REFERRAL -> request("www.d" + n / 10, 1, true);
      case SIGNED_NAME_ERROR -> request("x" + n, 1, true);
      case MIX -> {
        int percent = random.nextInt(100);
        yield percent < 70
            ? request("h" + n, 1, false)
            : percent < 85
                ? request("h" + n, 28, false)
                : percent < 95 ? request("x" + n, 1, false) : request("h" + n / 10 * 10, 15, false);
      }
    };
  }

  private byte[] request(String name, int type, boolean signed) {
    WireWriter to = new WireWriter(512);
    to.writeU16(random.nextInt(0x10000));
    to.writeU16(0);
    to.writeU16(1);
    to.writeU32(0);
    to.writeU16(signed ? 1 : 0);
    to.writeName(Name.parse(name, ORIGIN));
    to.writeU16(type);
    to.writeU16(1);
    if (signed) {
      to.writeU8(0);
      to.writeU16(41);
      to.writeU16(1232);
      to.writeU32(0x8000);
      to.writeU16(0);
    }
    return to.toOctets();
  }

  private static ZoneSnapshot zone() {
    ZoneEditor editor = new ZoneEditor(ORIGIN);
    add(editor, "@", 6, rdata().name("ns1").name("host").u32(1).u32(2).u32(3).u32(4).u32(300));
    add(editor, "@", 2, rdata().name("ns1"));
    add(editor, "@", 46, signature(6));
    add(editor, "@", 47, rdata().name("d0").u32(0x00010240));
    add(editor, "@", 46, signature(47));
    add(editor, "ns1", 1, rdata().u32(0xc0000201));
    add(editor, "mail", 1, rdata().u32(0xc0000202));
    add(editor, "*.wild", 1, rdata().u32(0xc0000203));
    for (int i = 0; i < NAMES; i++) {
      String owner = "h" + i;
      add(editor, owner, 1, rdata().u32(0x0a000000 + i));
      if (i % 4 == 0) {
        add(editor, owner, 28, rdata().u32(0x20010db8).u32(0).u32(0).u32(i));
      }
      if (i % 10 == 0) {
        add(editor, owner, 15, rdata().u16(10).name("mail"));
        add(editor, owner, 47, rdata().name("h" + i).u32(0x00010240));
        add(editor, owner, 46, signature(47));
        String cut = "d" + i / 10;
        add(editor, cut, 2, rdata().name("ns1." + cut));
        add(editor, cut, 2, rdata().name("ns2." + cut));
        add(editor, cut, 43, rdata().u32(0x12340802).u32(1).u32(2).u32(3).u32(4).u32(5));
        add(editor, cut, 46, signature(43));
        add(editor, "ns1." + cut, 1, rdata().u32(0x0b000000 + i));
        add(editor, "ns2." + cut, 1, rdata().u32(0x0c000000 + i));
      }
    }
    return editor.build();
  }

  private static Rdata rdata() {
    return new Rdata();
  }

  private static Rdata signature(int covered) {
    Rdata rdata = rdata().u16(covered).u16(0x0802).u32(TTL).u32(2).u32(1).u16(7).name("@");
    for (int i = 0; i < SIGNATURE_OCTETS; i += 4) {
      rdata.u32(i);
    }
    return rdata;
  }

  private static void add(ZoneEditor editor, String owner, int type, Rdata rdata) {
    editor.add(Name.parse(owner, ORIGIN), type, TTL, rdata.to.toOctets());
  }

  /** RDATA, field by field. */
  private static final class Rdata {
    private final WireWriter to = new WireWriter(1024);

    Rdata u16(int value) {
      to.writeU16(value);
      return this;
    }

    Rdata u32(int value) {
      to.writeU32(value);
      return this;
    }

    Rdata name(String name) {
      to.writeName(Name.parse(name, ORIGIN));
      return this;
    }
  }

  private static Configuration configuration() {
    // The zone comes from here: a secondary has no file.
    String text =
        """
        [server]
        listen = ["127.0.0.1:0"]
        event-loops = 1
        data-dir = "unused"
        [[zone]]
        name = "%s"
        primaries = ["192.0.2.53"]
        """
            .formatted(ORIGIN);
    try {
      return ConfigurationReader.read(text, "bench.toml", Path.of("").toAbsolutePath());
    } catch (ConfigurationException e) {
      throw new IllegalStateException(e);
    }
  }
}
