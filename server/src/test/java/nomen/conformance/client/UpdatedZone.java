package nomen.conformance.client;

import static nomen.conformance.client.QueryOctets.query;

import java.io.IOException;
import java.util.List;

/** A zone that one test has for itself, and the client that asks for changes of it. */
public final class UpdatedZone {
  private final String apex;
  private final DnsClient client;

  /** A zone of the server that the client asks. */
  public UpdatedZone(String apex, DnsClient client) {
    this.apex = apex;
    this.client = client;
  }

  /** The apex, absolute. */
  public String apex() {
    return apex;
  }

  /** Asks the server of the zone. */
  public DnsClient client() {
    return client;
  }

  /** The absolute form of a name: {@code @} is the apex, a final dot says that it is absolute. */
  public String name(String relative) {
    return UpdateOctets.absolute(relative, apex);
  }

  /** An update of this zone that asks for nothing yet. */
  public UpdateOctets update() {
    return UpdateOctets.of(apex);
  }

  /** Sends the update over UDP; what came back is its RCODE. */
  public String send(UpdateOctets update) throws IOException {
    return client.ask(update.octets()).rcode();
  }

  /** Asks over UDP for one RRset, or for what stands in its place. */
  public Reply ask(String name, String type) throws IOException {
    return client.ask(query(name(name), type));
  }

  /** The answer section to a question, without owner names: TTL, type, rdata; sorted. */
  public List<String> records(String name, String type) throws IOException {
    return ask(name, type).answer().stream().map(line -> line.split(" ", 2)[1]).sorted().toList();
  }

  /** The serial now. */
  public long serial() throws IOException {
    return Long.parseLong(records("@", "SOA").getFirst().split(" ", -1)[4]);
  }
}
