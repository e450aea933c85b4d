package nomen.store.zone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import nomen.codec.name.Name;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Readers beside the one thread that edits and publishes. */
class ZoneDatabaseTest {
  private static final Name APEX = Name.parse("example.");
  private static final int NAMES = 300;
  private static final int VERSIONS = 400;
  private static final int READERS = 3;

  private static byte[] number(int version) {
    byte[] rdata = new byte[4];
    NodeFormat.putU32(rdata, 0, version);
    return rdata;
  }

  /** Every name says which version it is of. */
  private static ZoneSnapshot version(ZoneEditor editor, int version) {
    for (int i = 0; i < NAMES; i++) {
      Name name = APEX.child("host" + i);
      editor.removeName(name);
      editor.add(name, 1, 60, number(version));
    }
    return editor.build();
  }

  @Test
  @Timeout(60)
  void aReaderSeesOneVersionAtATimeAndNeverAnOlderOne() throws Exception {
    ZoneEditor editor = new ZoneEditor(APEX);
    ZoneDatabase database = new ZoneDatabase(DatabaseSnapshot.of(List.of(version(editor, 0))));
    Callable<Integer> reader =
        () -> {
          ZoneLookup scratch = new ZoneLookup();
          byte[][] names = new byte[NAMES][];
          for (int i = 0; i < NAMES; i++) {
            names[i] = APEX.child("host" + i).toWire();
          }
          int last = 0;
          int passes = 0;
          while (last < VERSIONS) {
            DatabaseSnapshot zones = database.current();
            int seen = -1;
            for (byte[] name : names) {
              ZoneSnapshot zone = zones.findZone(name, 0, 1, scratch);
              assertNotNull(zone);
              Lookup.Answer answer = (Lookup.Answer) zone.lookup(name, 0, 1, scratch);
              int first = answer.rrset().first();
              int here = NodeFormat.u32(answer.rrset().octets(), first + 2);
              assertTrue(seen == -1 || seen == here);
              seen = here;
            }
            assertTrue(seen >= last);
            last = seen;
            passes++;
          }
          return passes;
        };
    try (ExecutorService readers = Executors.newFixedThreadPool(READERS)) {
      List<Future<Integer>> passes = new ArrayList<>();
      for (int i = 0; i < READERS; i++) {
        passes.add(readers.submit(reader));
      }
      for (int v = 1; v <= VERSIONS; v++) {
        database.publish(database.current().with(version(editor, v)));
      }
      for (Future<Integer> each : passes) {
        assertTrue(each.get(50, TimeUnit.SECONDS) > 0);
      }
    }
    assertEquals(1, database.current().zones().size());
  }
}
