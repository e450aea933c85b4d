package nomen.server.request;

import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import nomen.codec.edns.CookieSecret;
import nomen.codec.name.Name;
import nomen.server.config.AclElement;
import nomen.server.config.Configuration;
import nomen.server.config.ConfigurationException;
import nomen.server.config.ConfigurationReader;
import nomen.server.config.CookieMode;
import nomen.server.config.CookieSettings;
import nomen.server.config.KeySettings;
import nomen.server.config.Network;
import nomen.server.config.RateLimitSettings;
import nomen.server.config.ServerSettings;
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
import nomen.store.zone.ZoneSnapshot;
import org.jspecify.annotations.Nullable;

/** One event loop's request handling without its sockets: octets in, octets out. */
public final class TestServer {
  /** Everybody. */
  public static final List<AclElement> ANYBODY =
      List.of(
          new AclElement.Within(new Network(0, Network.mapped(0), 96, true)),
          new AclElement.Within(new Network(0, 0, 0, false)));

  /** 2024-01-01 00:00:00 UTC. */
  public static final long NOW_MILLIS = 1_704_067_200_000L;

  private final RequestHandler handler;
  private final RequestDispatchers dispatchers;
  private final ZoneDatabase database;
  private final Exchange udp = exchange(Transport.UDP);
  private final Exchange tcp = exchange(Transport.TCP);
  private long millis = NOW_MILLIS;

  private TestServer(Configuration configuration, List<ZoneSnapshot> zones) {
    database = new ZoneDatabase(DatabaseSnapshot.of(zones));
    dispatchers =
        new RequestDispatchers(
            configuration,
            database,
            new UpdateService(configuration, database, null, new Random(2)),
            new TransferService(
                configuration,
                new ZoneTable(configuration.zones()),
                null,
                null,
                TransportClock.SYSTEM),
            1,
            new Random(1));
    handler =
        dispatchers.create(
            new LoopContext(0, new EmbeddedChannel().eventLoop(), TransportClock.SYSTEM));
    setClient(0xc0000201);
  }

  private static Exchange exchange(Transport transport) {
    return new Exchange(
        transport,
        exchange -> {
          throw new AssertionError("nothing here is answered later");
        });
  }

  /** A server of these zones with the settings that are the default. */
  public static TestServer of(ZoneSnapshot... zones) {
    return new Settings().serve(zones);
  }

  /** What a test may set; the rest is as in a configuration file that does not speak of it. */
  public static final class Settings {
    private @Nullable String nsid;
    private @Nullable String version;
    private @Nullable String id;
    private CookieMode cookies = CookieMode.ANSWER;
    private @Nullable CookieSecret secret;
    private List<CookieSecret> oldSecrets = List.of();
    private List<AclElement> allowQuery = ANYBODY;
    private final Map<String, List<AclElement>> allowQueryOf = new HashMap<>();
    private List<KeySettings> keys = List.of();
    private boolean minimalAny = true;
    private int maxPayload = 1232;
    private RateLimitSettings rateLimit =
        new RateLimitSettings(false, 50, 20, 20, 24, 56, 2, 1000, List.of());

    public Settings nsid(String text) {
      nsid = text;
      return this;
    }

    public Settings chaos(@Nullable String newVersion, @Nullable String newId) {
      version = newVersion;
      id = newId;
      return this;
    }

    public Settings cookies(CookieMode mode, byte[] newSecret, byte[]... old) {
      cookies = mode;
      secret = CookieSecret.of(newSecret);
      oldSecrets = Arrays.stream(old).map(CookieSecret::of).toList();
      return this;
    }

    public Settings keys(KeySettings... all) {
      keys = List.of(all);
      return this;
    }

    public Settings allowQuery(AclElement... elements) {
      allowQuery = List.of(elements);
      return this;
    }

    public Settings allowQueryOf(String apex, List<AclElement> elements) {
      allowQueryOf.put(apex, elements);
      return this;
    }

    public Settings minimalAny(boolean minimal) {
      minimalAny = minimal;
      return this;
    }

    public Settings maxPayload(int octets) {
      maxPayload = octets;
      return this;
    }

    public Settings rateLimit(RateLimitSettings settings) {
      rateLimit = settings;
      return this;
    }

    /** A server of these zones. */
    public TestServer serve(ZoneSnapshot... zones) {
      Configuration usual = usual(zones);
      Configuration configuration =
          new Configuration(
              named(usual.server()),
              usual.udp(),
              usual.tcp(),
              new CookieSettings(cookies, secret, oldSecrets),
              rateLimit,
              usual.log(),
              usual.updates(),
              usual.storage(),
              usual.transfers(),
              usual.metrics(),
              keys,
              usual.zones());
      return new TestServer(configuration, List.of(zones));
    }

    /** As a file says it; what is known here as objects only is put in afterwards. */
    private Configuration usual(ZoneSnapshot... zones) {
      StringBuilder text = new StringBuilder();
      // The zones come from the test: a secondary has no file.
      text.append("[server]\nlisten = ['127.0.0.1:0']\nevent-loops = 1\ndata-dir = 'unused'\n");
      addText(text, "version", version);
      addText(text, "id", id);
      text.append("[udp]\nmax-payload = ").append(maxPayload).append('\n');
      Set<String> named = new TreeSet<>();
      for (ZoneSnapshot zone : zones) {
        String apex = zone.origin().toString();
        List<AclElement> clients = allowQueryOf.getOrDefault(apex, allowQuery);
        text.append("[[zone]]\nname = '%s'\nprimaries = ['192.0.2.53']\n".formatted(apex))
            .append("minimal-any = ")
            .append(minimalAny)
            .append("\nallow-query = [")
            .append(clients.stream().map(it -> "'" + it + "'").collect(Collectors.joining(", ")))
            .append("]\n");
        clients.forEach(client -> addKeys(client, named));
      }
      for (String name : named) {
        text.append("[[key]]\nname = '%s'\nalgorithm = 'hmac-sha256'\n".formatted(name))
            .append("secret = 'AAAAAAAAAAAAAAAAAAAAAA=='\n");
      }
      try {
        return ConfigurationReader.read(text.toString(), "test.toml", Path.of("").toAbsolutePath());
      } catch (ConfigurationException e) {
        throw new AssertionError(text.toString(), e);
      }
    }

    /** Longer than the file may have it, where a test needs an option of some size. */
    private ServerSettings named(ServerSettings usual) {
      return new ServerSettings(
          usual.listen(),
          usual.dataDir(),
          usual.control(),
          usual.eventLoops(),
          usual.warmUp(),
          nsid,
          usual.version(),
          usual.id(),
          usual.keyFiles(),
          usual.allowMd5());
    }

    private static void addText(StringBuilder text, String key, @Nullable String value) {
      if (value != null) {
        text.append(key).append(" = \"").append(value).append("\"\n");
      }
    }

    private static void addKeys(AclElement element, Set<String> names) {
      if (element instanceof AclElement.Key(Name name)) {
        names.add(name.toString());
      }
    }
  }

  /** Lets the requests to come be from an IPv4 address. */
  public TestServer setClient(int ipv4) {
    udp.client().setIpv4(ipv4, 4242);
    tcp.client().setIpv4(ipv4, 4242);
    return this;
  }

  /** Lets the requests to come be from an IPv6 address. */
  public TestServer setClient(long high, long low) {
    udp.client().setIpv6(high, low, 4242);
    tcp.client().setIpv6(high, low, 4242);
    return this;
  }

  /** Lets time pass. */
  public TestServer pass(Duration duration) {
    millis += duration.toMillis();
    return this;
  }

  /** The counters of the one loop. */
  public RequestCounters counters() {
    return dispatchers.counters().getFirst();
  }

  /** The answer over UDP, printed; empty if there is none. */
  public String udp(Ask ask) {
    return print(exchange(udp, ask.octets()));
  }

  /** The answer over TCP, printed; empty if there is none. */
  public String tcp(Ask ask) {
    return print(exchange(tcp, ask.octets()));
  }

  /** The answer over UDP to a name and type without EDNS, printed. */
  public String udp(String name, String type) {
    return udp(Ask.ask(name, type));
  }

  /** The answer over UDP to octets; empty if there is none. */
  public byte[] udp(byte[] request) {
    return exchange(udp, request);
  }

  /** The answer over TCP to octets; empty if there is none. */
  public byte[] tcp(byte[] request) {
    return exchange(tcp, request);
  }

  /** The exchange over UDP itself, for tests that count what is allocated. */
  public Exchange exchange() {
    return udp;
  }

  /** The answer to a datagram of which the end is missing. */
  public byte[] udpCut(byte[] request) {
    System.arraycopy(request, 0, udp.request(), 0, request.length);
    udp.setRequest(request.length, true);
    return Arrays.copyOf(udp.response(), handler.handle(udp));
  }

  /** The handler itself. */
  public RequestHandler handler() {
    return handler;
  }

  private static String print(byte[] response) {
    return response.length == 0 ? "" : ResponseText.print(response);
  }

  private byte[] exchange(Exchange exchange, byte[] request) {
    System.arraycopy(request, 0, exchange.request(), 0, request.length);
    exchange.setRequest(request.length, false);
    exchange.setTime(millis, (millis - NOW_MILLIS) * 1_000_000);
    int length = handler.handle(exchange);
    return Arrays.copyOf(exchange.response(), length);
  }
}
