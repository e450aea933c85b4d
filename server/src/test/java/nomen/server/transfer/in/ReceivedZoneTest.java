package nomen.server.transfer.in;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import nomen.codec.name.Name;
import nomen.codec.rr.RRType;
import nomen.codec.rr.RRTypes;
import nomen.codec.rr.ResourceRecord;
import nomen.codec.transfer.TransferException;
import nomen.codec.transfer.TransferInterpreter;
import nomen.codec.transfer.TransferRequest;
import nomen.store.log.LogRecord;
import nomen.store.update.WriterCounter;
import nomen.store.zone.Changeset;
import nomen.store.zone.ZoneEditor;
import nomen.store.zone.ZoneSnapshot;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of whole zones: in answers, in the log, on disk, and when the server restarts. */
@Timeout(120)
class ReceivedZoneTest {
  private static final Name ZONE = Name.parse("m.example.");

  @TempDir private Path folder;
  private TestSecondary secondary;

  @BeforeEach
  void open() throws Exception {
    secondary = new TestSecondary(folder, ZONE, 4096);
  }

  @AfterEach
  void close() {
    secondary.close();
  }

  static ResourceRecord record(String owner, int ttl, RRType type, String rdata) {
    return ZoneVersions.record(Name.parse(owner), ttl, type, rdata);
  }

  static ResourceRecord soa(int serial) {
    return record(
        "m.example.", 3600, RRTypes.SOA, "ns.m.example. host.m.example. " + serial + " 9 9 9 9");
  }

  private int receive(ResourceRecord... records) throws TransferException {
    TransferRequest request = TransferRequest.axfr(1, ZONE);
    return secondary.receive(
        request,
        ZoneIntake.Acceptance.NEWER,
        TransferMessages.write(request, List.of(records), 4096));
  }

  private static ResourceRecord ns() {
    return record("m.example.", 60, RRTypes.NS, "ns.m.example.");
  }

  private List<String> images() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("data/base"))) {
      return files.map(file -> String.valueOf(file.getFileName())).sorted().toList();
    }
  }

  private static String image(int number) {
    return String.format("%020d.img", number);
  }

  private static ZoneSnapshot withSerial(ZoneSnapshot zone, int serial) {
    ZoneEditor editor = zone.edit();
    editor.removeRRset(ZONE, RRTypes.SOA.code());
    ResourceRecord soa = soa(serial);
    editor.add(ZONE, RRTypes.SOA.code(), soa.ttlSeconds(), soa.rdata().toWire());
    return editor.build();
  }

  private static ZoneSnapshot zone(int names, int serial, int seed) {
    return new ZoneVersions(ZONE, names, serial, new Random(seed)).snapshot();
  }

  @Test
  void aFirstZoneIsBegunWithAnImage() throws Exception {
    ZoneSnapshot zone = zone(300, 5, 1);
    assertNull(secondary.served());
    assertEquals(5, secondary.receiveZone(zone));
    ReceivedHistoryTest.assertSame(zone, secondary.served());
    LogRecord.Load load = assertInstanceOf(LogRecord.Load.class, secondary.log().getFirst());
    assertEquals(TestSecondary.PRIMARY, load.author());
    assertEquals(5, load.serial());
    assertEquals(List.of(image(1)), images());
  }

  @Test
  void theZoneComesBackFromTheLogAlone() throws Exception {
    ZoneSnapshot zone = zone(300, 5, 1);
    secondary.receiveZone(zone);
    secondary.restart();
    assertEquals(0, secondary.zones.recovery().checkpointLsn());
    assertEquals(1, secondary.zones.recovery().replayed());
    ReceivedHistoryTest.assertSame(zone, secondary.served());
  }

  @Test
  void theZoneComesBackFromTheCheckpoint() throws Exception {
    ZoneVersions primary = new ZoneVersions(ZONE, 300, 5, new Random(1));
    secondary.receiveZone(primary.snapshot());
    secondary.receiveDifferences(TransferMessages.differences(List.of(primary.change())));
    secondary.checkpoint();
    secondary.restart();
    assertEquals(2, secondary.zones.recovery().checkpointLsn());
    assertEquals(0, secondary.zones.recovery().replayed());
    assertEquals(List.of(), secondary.zones.recovery().damaged());
    ReceivedHistoryTest.assertSame(primary.snapshot(), secondary.served());
    // And what follows is replayed upon it.
    secondary.receiveDifferences(TransferMessages.differences(List.of(primary.change())));
    secondary.restart();
    assertEquals(1, secondary.zones.recovery().replayed());
    ReceivedHistoryTest.assertSame(primary.snapshot(), secondary.served());
  }

  @Test
  void imagesThatNobodyNeedsAreDeleted() throws Exception {
    for (int serial = 1; serial <= 4; serial++) {
      secondary.receiveZone(zone(600, serial, serial));
      assertInstanceOf(LogRecord.Load.class, secondary.log().getLast());
      secondary.checkpoint();
    }
    // Those that the two kept checkpoints name, and what came behind the older of them.
    List<String> kept = List.of(image(3), image(4));
    while (!images().equals(kept)) {
      Thread.onSpinWait();
    }
    secondary.restart();
    ReceivedHistoryTest.assertSame(zone(600, 4, 4), secondary.served());
    assertEquals(kept, images());
  }

  @Test
  void aWholeZoneThatDiffersLittleIsAChange() throws Exception {
    ZoneVersions primary = new ZoneVersions(ZONE, 300, 5, new Random(1));
    secondary.receiveZone(primary.snapshot());
    int from = primary.serial();
    primary.change();
    primary.change();
    secondary.receiveZone(primary.snapshot());
    ReceivedHistoryTest.assertSame(primary.snapshot(), secondary.served());
    List<LogRecord> log = secondary.log();
    assertEquals(2, log.size());
    assertInstanceOf(LogRecord.Change.class, log.getLast());
    assertEquals(TestSecondary.PRIMARY, log.getLast().author());
    List<Changeset> changes = secondary.changes(from, primary.serial());
    assertNotNull(changes);
    assertEquals(1, changes.size());
    assertEquals(List.of(image(1)), images());
    secondary.restart();
    ReceivedHistoryTest.assertSame(primary.snapshot(), secondary.served());
  }

  @Test
  void aWholeZoneThatDiffersMuchIsBegunAnew() throws Exception {
    secondary.receiveZone(zone(600, 5, 1));
    secondary.receiveZone(zone(600, 6, 2));
    ReceivedHistoryTest.assertSame(zone(600, 6, 2), secondary.served());
    assertInstanceOf(LogRecord.Load.class, secondary.log().getLast());
    assertNull(secondary.changes(5, 6));
    secondary.restart();
    ReceivedHistoryTest.assertSame(zone(600, 6, 2), secondary.served());
  }

  @Test
  void onlyANewerZoneIsTakenUnlessItIsAskedFor() throws Exception {
    ZoneSnapshot five = zone(50, 5, 1);
    secondary.receiveZone(five);
    for (int serial : new int[] {5, 4, 5 + (1 << 31)}) {
      ZoneSnapshot other = zone(50, serial, 2);
      TransferException e =
          assertThrows(TransferException.class, () -> secondary.receiveZone(other));
      assertTrue(e.rule().endsWith(" is not newer than 5, which is here (RFC 1982)"), e.rule());
    }
    ReceivedHistoryTest.assertSame(five, secondary.served());
    // The same again makes no record.
    assertEquals(5, secondary.receiveZone(five, ZoneIntake.Acceptance.ANY));
    assertEquals(1, secondary.log().size());
    for (int serial : new int[] {5, 4}) {
      ZoneSnapshot other = zone(50, serial, 2);
      assertEquals(serial, secondary.receiveZone(other, ZoneIntake.Acceptance.ANY));
      ReceivedHistoryTest.assertSame(other, secondary.served());
      assertInstanceOf(LogRecord.Load.class, secondary.log().getLast());
    }
    secondary.restart();
    ReceivedHistoryTest.assertSame(zone(50, 4, 2), secondary.served());
  }

  @Test
  void aZoneThatCannotBeServedIsRefused() throws Exception {
    ResourceRecord cname = record("a.m.example.", 60, RRTypes.CNAME, "b.m.example.");
    List<List<ResourceRecord>> zones =
        List.of(
            List.of(soa(1), soa(1)),
            List.of(soa(1), ns(), cname, record("a.m.example.", 60, RRTypes.A, "1.2.3.4"), soa(1)),
            List.of(
                soa(1),
                ns(),
                cname,
                record("a.m.example.", 60, RRTypes.CNAME, "c.m.example."),
                soa(1)));
    List<String> why =
        List.of(
            "m.example. has no NS at the apex",
            "a.m.example. has CNAME beside A",
            "a.m.example. has 2 CNAME records");
    for (int i = 0; i < zones.size(); i++) {
      ResourceRecord[] records = zones.get(i).toArray(ResourceRecord[]::new);
      TransferException e = assertThrows(TransferException.class, () -> receive(records));
      assertEquals(why.get(i), e.getMessage());
    }
    assertNull(secondary.served());
    assertEquals(List.of(), secondary.log());
    assertEquals(List.of(), images());
  }

  @Test
  void whatIsHiddenOrComesTwiceIsTaken() throws Exception {
    ResourceRecord cut = record("sub.m.example.", 60, RRTypes.NS, "ns.elsewhere.");
    ResourceRecord occluded = record("www.sub.m.example.", 60, RRTypes.TXT, "hidden");
    ResourceRecord low = record("ns.m.example.", 30, RRTypes.A, "192.0.2.1");
    ResourceRecord high = record("ns.m.example.", 90, RRTypes.A, "192.0.2.2");
    receive(soa(1), ns(), low, cut, occluded, high, cut, ns(), soa(1));
    ZoneSnapshot served = secondary.served();
    assertNotNull(served);
    List<ResourceRecord> records = TransferMessages.records(served);
    assertEquals(6, records.size());
    assertTrue(records.contains(occluded));
    // An RRset has one TTL: the lowest.
    assertTrue(records.contains(record("ns.m.example.", 30, RRTypes.A, "192.0.2.2")));
  }

  @Test
  void aDifferenceOfUnevenTtlsIsKeptAsWhatItDid() throws Exception {
    ResourceRecord one = record("ns.m.example.", 90, RRTypes.A, "192.0.2.1");
    ResourceRecord two = record("ns.m.example.", 30, RRTypes.A, "192.0.2.2");
    receive(soa(1), ns(), one, soa(1));
    ZoneSnapshot before = secondary.served();
    assertNotNull(before);
    secondary.receiveDifferences(List.of(soa(2), soa(1), soa(2), two, soa(2)));
    ZoneSnapshot after = secondary.served();
    assertNotNull(after);
    ResourceRecord lowered = record("ns.m.example.", 30, RRTypes.A, "192.0.2.1");
    List<Changeset> changes = secondary.changes(1, 2);
    assertNotNull(changes);
    assertEquals(List.of(soa(1), one), changes.getFirst().removed());
    assertEquals(List.of(soa(2), lowered, two), changes.getFirst().added());
    ZoneEditor back = after.edit();
    changes.getFirst().inverse().applyTo(back);
    ReceivedHistoryTest.assertSame(before, back.build());
    // The primary has the first one with its own TTL, and so it removes it.
    secondary.receiveDifferences(List.of(soa(3), soa(2), one, soa(3), soa(3)));
    secondary.restart();
    ZoneEditor expected = after.edit();
    expected.removeRecord(one.owner(), 1, one.rdata().toWire());
    ReceivedHistoryTest.assertSame(withSerial(expected.build(), 3), secondary.served());
  }

  @Test
  void differencesDoNotFitAZoneThatHasGoneOn() throws Exception {
    receive(soa(1), ns(), soa(1));
    TransferRequest request = TransferRequest.ixfr(1, ZONE, 1);
    List<ResourceRecord> two = List.of(soa(2), soa(1), soa(2), soa(2));
    ZoneReceiver late = secondary.receiver(request, ZoneIntake.Acceptance.NEWER);
    byte[] message = TransferMessages.write(request, two, 4096).getFirst();
    assertTrue(late.message(message, 0, message.length));
    assertEquals(ReceivedForm.DIFFERENCES, late.form());
    assertEquals(2, late.serial());
    secondary.receiveDifferences(two);
    CompletionException thrown =
        assertThrows(CompletionException.class, () -> late.commit().join());
    TransferException e = assertInstanceOf(TransferException.class, thrown.getCause());
    assertEquals("the difference begins at serial 1, and the zone has 2", e.getMessage());
    assertEquals(2, secondary.log().size());
  }

  @Test
  void manyDifferencesNeedFewForces() throws Exception {
    receive(soa(1), ns(), soa(1));
    int count = 3 * ChangeChain.MAX_WAITING;
    List<ResourceRecord> records = new ArrayList<>();
    records.add(soa(count));
    for (int serial = 1; serial < count; serial++) {
      records.add(soa(serial));
      records.add(soa(serial + 1));
    }
    records.add(soa(count));
    long before = forces();
    assertEquals(count, secondary.receiveDifferences(records));
    assertEquals(count, secondary.log().size());
    assertTrue(forces() - before < count / 20, (forces() - before) + " forces");
  }

  private long forces() {
    return secondary.zones.writer().counters().get(WriterCounter.FORCES);
  }

  @Test
  void ofDifferencesThatAreTooLargeOnlyTheZoneIsKept() throws Exception {
    ZoneVersions primary = new ZoneVersions(ZONE, 300, 5, new Random(1));
    ZoneSnapshot first = primary.snapshot();
    List<Changeset> changes = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      changes.add(primary.change());
    }
    for (long kept : new long[] {1, 1_500, 1L << 20}) {
      ZoneAssembly assembly =
          new ZoneAssembly(
              ZONE,
              first,
              ZoneIntake.Acceptance.NEWER,
              new ReceivingMemory(1L << 30).share(),
              kept);
      TransferRequest request = TransferRequest.ixfr(1, ZONE, 5);
      TransferInterpreter interpreter =
          new TransferInterpreter(request, secondary.limits, assembly);
      List<ResourceRecord> records = TransferMessages.differences(changes);
      for (byte[] message : TransferMessages.write(request, records, 500)) {
        interpreter.message(message, 0, message.length);
      }
      assertEquals(kept == 1L << 20 ? changes : null, assembly.changes());
      ReceivedHistoryTest.assertSame(primary.snapshot(), assembly.build());
    }
  }
}
