package nomen.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import nomen.conformance.client.LoopbackPort;
import nomen.conformance.subject.Programs;
import nomen.conformance.subject.ServedKey;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Kea's D2 puts leases into the forward and reverse zones and takes them out again. */
@Tag("interop")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KeaTest {
  private static final ServedKey KEY =
      new ServedKey("dhcp.test.", "hmac-sha256", "a2VhIGFuZCBub21lbiBrbm93IHRoaXMgc2VjcmV0MDE=");
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final String FIRST_CLIENT = "000001" + "11".repeat(32);
  private static final String SECOND_CLIENT = "000001" + "22".repeat(32);
  private static final String REVERSE6 =
      "2.2.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa.";

  private UpdatedSubject subject;
  private Process kea;
  private int keaPort;

  @BeforeAll
  void start(@TempDir Path folder) throws IOException {
    Finished.assumeInstalled("kea-dhcp-ddns");
    subject =
        UpdatedSubject.start(
            folder, KEY, "lease.test.", "2.0.192.in-addr.arpa.", "8.b.d.0.1.0.0.2.ip6.arpa.");
    keaPort = LoopbackPort.draw("127.0.0.1").getPort();
    Path config = folder.resolve("kea-dhcp-ddns.conf");
    Files.writeString(
        config,
        """
        { "DhcpDdns": {
            "ip-address": "127.0.0.1", "port": %2$d, "dns-server-timeout": 2000,
            "ncr-protocol": "UDP", "ncr-format": "JSON",
            "tsig-keys": [ { "name": "dhcp.test.", "algorithm": "HMAC-SHA256", "secret": "%3$s" } ],
            "forward-ddns": { "ddns-domains": [
              { "name": "lease.test.", "key-name": "dhcp.test.",
                "dns-servers": [ { "ip-address": "127.0.0.1", "port": %1$d } ] } ] },
            "reverse-ddns": { "ddns-domains": [
              { "name": "2.0.192.in-addr.arpa.", "key-name": "dhcp.test.",
                "dns-servers": [ { "ip-address": "127.0.0.1", "port": %1$d } ] },
              { "name": "8.b.d.0.1.0.0.2.ip6.arpa.", "key-name": "dhcp.test.",
                "dns-servers": [ { "ip-address": "127.0.0.1", "port": %1$d } ] } ] },
            "loggers": [ { "name": "kea-dhcp-ddns", "severity": "DEBUG", "debuglevel": 0,
              "output_options": [ { "output": "stdout" } ] } ] } }
        """
            .formatted(subject.port(), keaPort, KEY.secret()));
    String program = Programs.find("kea-dhcp-ddns").orElseThrow().toString();
    ProcessBuilder builder =
        new ProcessBuilder(program, "-c", config.toString()).redirectErrorStream(true);
    builder.environment().put("KEA_PIDFILE_DIR", folder.toString());
    builder.environment().put("KEA_LOCKFILE_DIR", folder.toString());
    kea = builder.start();
    awaitStart();
  }

  /**
   * Reads its log until it says that it listens: it says before that it has started, and what is
   * sent to it in between is lost.
   */
  private void awaitStart() throws IOException {
    BufferedReader log = kea.inputReader();
    StringBuilder seen = new StringBuilder();
    for (String line = log.readLine(); line != null; line = log.readLine()) {
      seen.append(line).append('\n');
      if (line.contains("DHCP_DDNS_QUEUE_MGR_STARTED")) {
        Thread.ofVirtual().start(() -> drain(log));
        return;
      }
    }
    throw new IOException("kea-dhcp-ddns did not start: " + seen);
  }

  /** Keeps it from waiting for a full pipe, until it ends. */
  private static void drain(BufferedReader log) {
    try {
      log.transferTo(Writer.nullWriter());
    } catch (IOException e) {
      // The test has ended it while it was read from.
    }
  }

  @AfterAll
  void stop() throws InterruptedException {
    if (kea != null) {
      kea.destroy();
      kea.waitFor();
    }
    if (subject != null) {
      subject.close();
    }
  }

  @Test
  void aLeaseComesAndGoes() throws IOException {
    change(true, "one.lease.test.", "192.0.2.11", FIRST_CLIENT);
    await("11.2.0.192.in-addr.arpa.", "PTR", records -> !records.isEmpty());
    assertEquals(List.of("3600 A 192.0.2.11"), subject.records("one.lease.test.", "A"));
    assertEquals(1, subject.records("one.lease.test.", "DHCID").size());
    assertEquals(
        List.of("3600 PTR one.lease.test."), subject.records("11.2.0.192.in-addr.arpa.", "PTR"));
    assertEquals(1, subject.records("11.2.0.192.in-addr.arpa.", "DHCID").size());

    change(false, "one.lease.test.", "192.0.2.11", FIRST_CLIENT);
    await("11.2.0.192.in-addr.arpa.", "PTR", List::isEmpty);
    assertEquals("NXDOMAIN aa", subject.ask("one.lease.test.", "A").status());
    assertEquals("NXDOMAIN aa", subject.ask("11.2.0.192.in-addr.arpa.", "DHCID").status());
  }

  @Test
  void theSameClientMovesAndHasAnIpv6AddressToo() throws IOException {
    change(true, "two.lease.test.", "192.0.2.21", FIRST_CLIENT);
    await("two.lease.test.", "A", List.of("3600 A 192.0.2.21")::equals);
    change(true, "two.lease.test.", "192.0.2.22", FIRST_CLIENT);
    await("two.lease.test.", "A", List.of("3600 A 192.0.2.22")::equals);
    change(true, "two.lease.test.", "2001:db8::22", FIRST_CLIENT);
    await("two.lease.test.", "AAAA", records -> !records.isEmpty());
    await(REVERSE6, "PTR", List.of("3600 PTR two.lease.test.")::equals);
    assertEquals(List.of("3600 A 192.0.2.22"), subject.records("two.lease.test.", "A"));

    change(false, "two.lease.test.", "192.0.2.22", FIRST_CLIENT);
    await("two.lease.test.", "A", List::isEmpty);
    assertEquals(1, subject.records("two.lease.test.", "AAAA").size());
    change(false, "two.lease.test.", "2001:db8::22", FIRST_CLIENT);
    await("two.lease.test.", "DHCID", List::isEmpty);
    assertEquals("NXDOMAIN aa", subject.ask("two.lease.test.", "AAAA").status());
  }

  @Test
  void anotherClientDoesNotTakeTheName() throws IOException {
    change(true, "three.lease.test.", "192.0.2.31", FIRST_CLIENT);
    await("31.2.0.192.in-addr.arpa.", "PTR", records -> !records.isEmpty());
    change(true, "three.lease.test.", "192.0.2.32", SECOND_CLIENT);
    // D2 keeps the order for one client: when the next is in the zone, that one has been refused.
    change(true, "four.lease.test.", "192.0.2.41", SECOND_CLIENT);
    await("41.2.0.192.in-addr.arpa.", "PTR", records -> !records.isEmpty());
    assertEquals(List.of("3600 A 192.0.2.31"), subject.records("three.lease.test.", "A"));
  }

  /** Sends a request as Kea's DHCP servers do: two octets of length, then JSON. */
  private void change(boolean add, String name, String address, String dhcid) throws IOException {
    byte[] json =
        """
        {"change-type":%d,"forward-change":true,"reverse-change":true,"fqdn":"%s",
        "ip-address":"%s","dhcid":"%s","lease-expires-on":"20360101000000",
        "lease-length":3600,"use-conflict-resolution":true}
        """
            .formatted(add ? 0 : 1, name, address, dhcid)
            .getBytes(StandardCharsets.US_ASCII);
    byte[] request = new byte[json.length + 2];
    request[0] = (byte) (json.length >>> 8);
    request[1] = (byte) json.length;
    System.arraycopy(json, 0, request, 2, json.length);
    InetAddress loopback = InetAddress.getLoopbackAddress();
    try (DatagramSocket socket = new DatagramSocket(0, loopback)) {
      socket.send(new DatagramPacket(request, request.length, loopback, keaPort));
    }
  }

  /** Asks until the records are as they are to be. */
  private void await(String name, String type, Predicate<List<String>> wanted) throws IOException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    List<String> records = subject.records(name, type);
    while (!wanted.test(records)) {
      String now = name + " " + type + ": " + records;
      assertTrue(System.nanoTime() < deadline, now);
      records = subject.records(name, type);
    }
  }
}
