package nomen.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import nomen.conformance.client.PipelinedClient;
import nomen.conformance.client.QueryOctets;
import nomen.conformance.client.Reply;
import nomen.conformance.client.UpdateOctets;

/**
 * What a server was asked for and what it promised. There are some clients; each has a name, whose
 * one TXT record counts the client's updates, and a twin, which the same messages change. A client
 * has one update under way at a time, so its name must hold the last number that was promised, or
 * the one after that if that was asked for.
 */
final class Promises {
  private static final int RCODE_BITS = 0xf;

  private final String apex;
  private final long[] promised;
  private final long[] asked;
  private long total;

  Promises(String apex, int clients) {
    this.apex = apex;
    promised = new long[clients];
    asked = new long[clients];
  }

  int clients() {
    return promised.length;
  }

  /** How many updates were promised in all. */
  long total() {
    return total;
  }

  boolean isWaiting(int client) {
    return asked[client] > promised[client];
  }

  /** The update that a client asks for now: the one under way, or the next. */
  byte[] update(int client) {
    asked[client] = promised[client] + 1;
    String number = String.valueOf(asked[client]);
    return UpdateOctets.of(apex)
        .id(client)
        .deleteRRset("c" + client, "TXT")
        .add("c" + client, 60, "TXT", number)
        .deleteRRset("twin.c" + client, "TXT")
        .add("twin.c" + client, 60, "TXT", number)
        .octets();
  }

  /**
   * A reply came.
   *
   * @return the client that it is for
   */
  int reply(byte[] octets) {
    int client = (octets[0] & 0xff) << 8 | octets[1] & 0xff;
    assertEquals(0, octets[3] & RCODE_BITS, "RCODE for client " + client);
    if (isWaiting(client)) {
      promised[client]++;
      total++;
    }
    return client;
  }

  /** Asks a server that was started again what is there, and goes on from that. */
  void check(InetSocketAddress server) throws IOException {
    List<byte[]> queries = new ArrayList<>();
    for (int client = 0; client < clients(); client++) {
      queries.add(QueryOctets.query("c" + client + "." + apex, "TXT").octets());
      queries.add(QueryOctets.query("twin.c" + client + "." + apex, "TXT").octets());
    }
    List<byte[]> replies = PipelinedClient.ask(server, queries);
    for (int client = 0; client < clients(); client++) {
      long found = number(replies.get(2 * client));
      assertEquals(found, number(replies.get(2 * client + 1)), "half an update of " + client);
      String place = "client " + client + ": promised " + promised[client] + ", found " + found;
      assertTrue(found == promised[client] || found == asked[client], place);
      promised[client] = found;
      asked[client] = found;
    }
  }

  private static long number(byte[] reply) throws IOException {
    List<String> records = new Reply(reply).answer();
    if (records.isEmpty()) {
      return 0;
    }
    assertEquals(1, records.size(), records.toString());
    String text = records.getFirst();
    return Long.parseLong(text.substring(text.indexOf('"') + 1, text.lastIndexOf('"')));
  }
}
