package nomen.robustness;

import static nomen.conformance.client.QueryOctets.query;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import nomen.conformance.client.DnsClient;
import nomen.conformance.client.TcpConnection;
import nomen.conformance.client.UpdateOctets;
import nomen.server.update.UpdatingServer;
import nomen.store.zone.ZoneInvariants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Updates that are nearly right, against a server that does what is right of them. */
class UpdateMutationsTest {
  private static final int MUTATIONS = Integer.getInteger("nomen.mutations", 1_000_000) / 10;
  private static final int BURST = 40;
  private static final long SEED = 20_260_202;

  @TempDir private Path folder;

  private static List<byte[]> parents() {
    return List.of(
        update().add("www", 60, "A", "192.0.2.7").octets(),
        update().add("www", 60, "AAAA", "2001:db8::7").add("@", 60, "MX", "5 www").octets(),
        update().add("alias", 60, "CNAME", "www").octets(),
        update().add("old", 60, "DNAME", "example.net.").edns(1232).octets(),
        update().add("sub", 60, "NS", "ns.sub").add("*.wild", 60, "TXT", "a b").octets(),
        update().add("@", 300, "SOA", "ns1 admin 4000000000 1 2 3 4").octets(),
        update().add("@", 300, "NS", "ns1").deleteRecord("@", "NS", "ns1").octets(),
        update().deleteName("www").deleteRRset("@", "MX").octets(),
        update().deleteName("@").deleteRRset("@", "NS").deleteRRset("@", "SOA").octets(),
        update().exists("www", "A").inUse("www").deleteRecord("www", "A", "192.0.2.2").octets(),
        update().doesNotExist("x", "A").notInUse("x").add("x", 9, "TYPE65280", "\\# 1 00").octets(),
        update().existsWith("www", "A", "192.0.2.2").add("y.z", 9, "SRV", "1 2 3 www").octets());
  }

  private static UpdateOctets update() {
    return UpdateOctets.of("example.com.");
  }

  private static void assertWhole(UpdatingServer server) {
    assertEquals(List.of(), ZoneInvariants.broken(server.zone()));
    assertEquals(0, server.faults());
  }

  @Test
  void datagrams() throws IOException {
    Mutator mutator = new Mutator(SEED, parents());
    try (UpdatingServer server = UpdatingServer.open(folder, 1);
        DnsClient client = new DnsClient(server.address(), Duration.ofSeconds(10))) {
      for (int sent = 0, round = 0; sent < MUTATIONS; round++) {
        for (int i = 0; i < BURST; i++, sent++) {
          client.send(mutator.next());
        }
        int goodId = 0x8000 | round & 0x7fff;
        client.send(query("ns1.example.com.", "SOA").id(goodId).octets());
        byte[] reply;
        do {
          reply = client.receive();
          MessageCheck.response(reply);
        } while (((reply[0] & 0xff) << 8 | reply[1] & 0xff) != goodId);
        if (round % 100 == 0) {
          assertWhole(server);
        }
      }
      assertWhole(server);
      assertTrue(server.zone().serial() != 100, "nothing was ever done");
    }
  }

  @Test
  void streams() throws IOException {
    Mutator mutator = new Mutator(SEED + 1, parents());
    SplittableRandom random = new SplittableRandom(SEED);
    try (UpdatingServer server = UpdatingServer.open(folder, 1);
        DnsClient client = new DnsClient(server.address(), Duration.ofSeconds(10))) {
      for (int i = 0; i < 500; i++) {
        try (TcpConnection connection = client.connect()) {
          byte[] stream = TcpConnection.framed(mutator.next(), mutator.next(), mutator.next());
          if (random.nextBoolean()) {
            stream[random.nextInt(stream.length)] ^= 0x55;
          }
          connection.sendOctets(stream);
        }
      }
      assertEquals(
          "NOERROR", client.ask(update().add("end", 1, "A", "192.0.2.1").octets()).rcode());
      assertWhole(server);
    }
  }
}
