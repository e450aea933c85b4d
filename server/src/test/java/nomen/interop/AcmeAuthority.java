package nomen.interop;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A certificate authority for tests (RFC 8555) that validates by DNS-01 only. It asks the name
 * server under test for the TXT record, checks the key authorisation, and has openssl sign what was
 * asked for. What it leaves out, for no test is about it: signatures and nonces of requests are not
 * checked, and everything is spoken over plain HTTP.
 */
final class AcmeAuthority implements AutoCloseable {
  private static final Base64.Decoder DECODER = Base64.getUrlDecoder();
  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
  private static final String JSON = "application/json";

  private final Path folder;
  private final UpdatedSubject subject;
  private final HttpServer server;
  private final List<Order> orders = new ArrayList<>();
  private final Map<String, Challenge> challenges = new HashMap<>();
  private final List<String> faults = new ArrayList<>();
  private String thumbprint = "";
  private int nonces;

  private record Order(List<Challenge> challenges, StringBuilder certificate) {
    String status() {
      if (!certificate.isEmpty()) {
        return "valid";
      }
      return challenges.stream().allMatch(c -> c.status().equals("valid")) ? "ready" : "pending";
    }
  }

  private record Challenge(String name, boolean wildcard, String token, StringBuilder state) {
    String status() {
      return state.toString();
    }
  }

  private AcmeAuthority(Path folder, UpdatedSubject subject) throws IOException {
    this.folder = folder;
    this.subject = subject;
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
  }

  /** Makes a key and a certificate of its own in the folder, and starts. */
  static AcmeAuthority start(Path folder, UpdatedSubject subject) throws IOException {
    Finished.assumeInstalled("openssl");
    Finished.run(
            folder,
            "openssl",
            "req",
            "-x509",
            "-newkey",
            "ec",
            "-pkeyopt",
            "ec_paramgen_curve:P-256",
            "-nodes",
            "-keyout",
            "ca.key",
            "-out",
            "ca.pem",
            "-subj",
            "/CN=Test authority",
            "-days",
            "2")
        .succeeded();
    AcmeAuthority authority = new AcmeAuthority(folder, subject);
    authority.server.createContext("/", authority::handle);
    authority.server.start();
    return authority;
  }

  /** What clients are to be given. */
  String directory() {
    return url("directory");
  }

  /** What it found wrong until now. */
  synchronized List<String> faults() {
    return List.copyOf(faults);
  }

  private String url(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/" + path;
  }

  private synchronized void handle(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath().substring(1);
    exchange
        .getResponseHeaders()
        .add(
            "Replay-Nonce",
            ENCODER.encodeToString(("nonce-" + ++nonces).getBytes(StandardCharsets.US_ASCII)));
    try {
      Jws request = Jws.read(exchange.getRequestBody().readAllBytes());
      List<String> steps = List.of(path.split("/", -1));
      int number = steps.size() > 1 ? Integer.parseInt(steps.get(1)) : 0;
      switch (steps.getFirst()) {
        case "directory" -> answer(exchange, 200, JSON, directoryJson());
        case "nonce" -> answer(exchange, 200, JSON, "");
        case "account" -> account(exchange, request);
        case "new-order" -> newOrder(exchange, request);
        case "order" -> answer(exchange, 200, JSON, orderJson(number));
        case "authz" -> answer(exchange, 200, JSON, authorizationJson(path));
        case "challenge" -> challenge(exchange, path.substring("challenge/".length()), request);
        case "finalize" -> sign(exchange, number, request);
        case "certificate" -> certificate(exchange, number);
        default -> answer(exchange, 404, JSON, "{}");
      }
    } catch (IOException | RuntimeException failure) {
      faults.add(path + ": " + failure);
      answer(exchange, 500, "application/problem+json", "{\"type\":\"serverInternal\"}");
    }
  }

  private String directoryJson() {
    return """
    {"newNonce":"%s","newAccount":"%s","newOrder":"%s","revokeCert":"%s","keyChange":"%s",\
    "meta":{"termsOfService":"%s"}}\
    """
        .formatted(
            url("nonce"),
            url("account"),
            url("new-order"),
            url("revoke"),
            url("key-change"),
            url("terms"));
  }

  private void account(HttpExchange exchange, Jws request) throws IOException {
    thumbprint = request.thumbprint();
    exchange.getResponseHeaders().add("Location", url("account/1"));
    answer(exchange, 201, JSON, "{\"status\":\"valid\",\"orders\":\"%s\"}".formatted(url("orders")));
  }

  private void newOrder(HttpExchange exchange, Jws request) throws IOException {
    int number = orders.size();
    List<Challenge> ours = new ArrayList<>();
    for (String asked : request.values("value")) {
      boolean wildcard = asked.startsWith("*.");
      String token = ENCODER.encodeToString(sha256("token " + number + " " + asked));
      Challenge challenge =
          new Challenge(
              wildcard ? asked.substring(2) : asked, wildcard, token, new StringBuilder("pending"));
      challenges.put(number + "/" + ours.size(), challenge);
      ours.add(challenge);
    }
    orders.add(new Order(ours, new StringBuilder()));
    exchange.getResponseHeaders().add("Location", url("order/" + number));
    answer(exchange, 201, JSON, orderJson(number));
  }

  private String orderJson(int number) {
    Order order = orders.get(number);
    List<String> identifiers = new ArrayList<>();
    List<String> authorizations = new ArrayList<>();
    for (Challenge challenge : order.challenges()) {
      String value = challenge.wildcard() ? "*." + challenge.name() : challenge.name();
      identifiers.add("{\"type\":\"dns\",\"value\":\"%s\"}".formatted(value));
      authorizations.add("\"%s\"".formatted(url("authz/" + number + "/" + authorizations.size())));
    }
    String certificate =
        order.certificate().isEmpty()
            ? ""
            : ",\"certificate\":\"%s\"".formatted(url("certificate/" + number));
    return """
    {"status":"%s","expires":"2099-01-01T00:00:00Z","identifiers":[%s],\
    "authorizations":[%s],"finalize":"%s"%s}\
    """
        .formatted(
            order.status(),
            String.join(",", identifiers),
            String.join(",", authorizations),
            url("finalize/" + number),
            certificate);
  }

  private String authorizationJson(String path) {
    String id = path.substring("authz/".length());
    Challenge challenge = challenge(id);
    return """
    {"identifier":{"type":"dns","value":"%s"},"status":"%s",\
    "expires":"2099-01-01T00:00:00Z"%s,"challenges":[%s]}\
    """
        .formatted(
            challenge.name(),
            challenge.status(),
            challenge.wildcard() ? ",\"wildcard\":true" : "",
            challengeJson(id));
  }

  private Challenge challenge(String id) {
    Challenge challenge = challenges.get(id);
    if (challenge == null) {
      throw new IllegalArgumentException("no challenge " + id);
    }
    return challenge;
  }

  private String challengeJson(String id) {
    Challenge challenge = challenge(id);
    return "{\"type\":\"dns-01\",\"url\":\"%s\",\"token\":\"%s\",\"status\":\"%s\"}"
        .formatted(url("challenge/" + id), challenge.token(), challenge.status());
  }

  /** A request with a payload says that the record is there; one without asks for the state. */
  private void challenge(HttpExchange exchange, String id, Jws request) throws IOException {
    Challenge challenge = challenge(id);
    if (!request.payload().isEmpty()) {
      String wanted = ENCODER.encodeToString(sha256(challenge.token() + "." + thumbprint));
      List<String> found = subject.records("_acme-challenge." + challenge.name() + ".", "TXT");
      boolean valid = found.stream().anyMatch(line -> line.endsWith("\"" + wanted + "\""));
      if (!valid) {
        faults.add(challenge.name() + " has " + found + ", not " + wanted);
      }
      challenge.state().replace(0, challenge.state().length(), valid ? "valid" : "invalid");
    }
    exchange.getResponseHeaders().add("Link", "<%s>;rel=\"up\"".formatted(url("authz/" + id)));
    answer(exchange, 200, JSON, challengeJson(id));
  }

  private void sign(HttpExchange exchange, int number, Jws request) throws IOException {
    Files.write(folder.resolve("request.der"), DECODER.decode(request.values("csr").getFirst()));
    Finished signed =
        Finished.run(
            folder,
            "openssl",
            "x509",
            "-req",
            "-inform",
            "DER",
            "-in",
            "request.der",
            "-CA",
            "ca.pem",
            "-CAkey",
            "ca.key",
            "-CAcreateserial",
            "-days",
            "2",
            "-copy_extensions",
            "copy",
            "-out",
            "signed.pem");
    if (signed.status() != 0) {
      throw new IOException(signed.output());
    }
    orders
        .get(number)
        .certificate()
        .append(Files.readString(folder.resolve("signed.pem")))
        .append(Files.readString(folder.resolve("ca.pem")));
    exchange.getResponseHeaders().add("Location", url("order/" + number));
    answer(exchange, 200, JSON, orderJson(number));
  }

  private void certificate(HttpExchange exchange, int number) throws IOException {
    String chain = orders.get(number).certificate().toString();
    answer(exchange, 200, "application/pem-certificate-chain", chain);
  }

  private static void answer(HttpExchange exchange, int status, String type, String body)
      throws IOException {
    byte[] octets = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", type);
    boolean none = octets.length == 0 || exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(status, none ? -1 : octets.length);
    if (!none) {
      exchange.getResponseBody().write(octets);
    }
    exchange.close();
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }

  /** A request's body (RFC 7515), its two parts decoded to JSON. */
  private record Jws(String header, String payload) {
    static Jws read(byte[] body) {
      String text = new String(body, StandardCharsets.UTF_8);
      return new Jws(part(text, "protected"), part(text, "payload"));
    }

    private static String part(String text, String name) {
      List<String> encoded = strings(text, name);
      return encoded.isEmpty()
          ? ""
          : new String(DECODER.decode(encoded.getFirst()), StandardCharsets.UTF_8);
    }

    /** All strings of the payload under a name. */
    List<String> values(String name) {
      return strings(payload, name);
    }

    private static List<String> strings(String json, String name) {
      Matcher matcher = Pattern.compile("\"" + name + "\"\\s*:\\s*\"([^\"]*)\"").matcher(json);
      return matcher.results().map(found -> found.group(1)).toList();
    }

    /** Of the key in the header (RFC 7638): its members in order, without spaces, hashed. */
    String thumbprint() {
      StringBuilder canonical = new StringBuilder("{");
      for (String member : List.of("crv", "e", "kty", "n", "x", "y")) {
        for (String value : strings(header, member)) {
          canonical.append(canonical.length() == 1 ? "" : ",");
          canonical.append("\"%s\":\"%s\"".formatted(member, value));
        }
      }
      return ENCODER.encodeToString(sha256(canonical.append('}').toString()));
    }
  }
}
