package nomen.store.zone;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import nomen.codec.name.Name;
import org.junit.jupiter.api.Test;

/** A lookup and all that goes with it allocates nothing, whatever its outcome. */
class LookupAllocationTest {
  private static final Name APEX = Name.parse("example.");
  private static final int ROUNDS = 20_000;

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private final ZoneLookup scratch = new ZoneLookup();
  private final NodeView node = new NodeView();
  private final RRsetView rrset = new RRsetView();
  private int seen;

  private static void add(ZoneEditor editor, String owner, int type) {
    Name name = owner.equals("@") ? APEX : Name.parse(owner, APEX);
    editor.add(name, type, 60, new byte[] {1, 'a', 0});
    editor.add(name, 46, 60, new byte[] {0, (byte) type});
    editor.add(name, 47, 60, new byte[] {0, (byte) type});
  }

  private void ask(DatabaseSnapshot zones, byte[][] questions) {
    for (byte[] question : questions) {
      ZoneSnapshot zone = zones.findZone(question, 0, 1, scratch);
      if (zone == null) {
        throw new IllegalStateException("no zone");
      }
      seen |=
          switch (zone.lookup(question, 0, 1, scratch)) {
            case Lookup.Answer it -> it.isWildcard() ? 1 : 2;
            case Lookup.Alias it -> it.cname().count() * 4;
            case Lookup.Dname it -> it.dname().count() * 8;
            case Lookup.Delegation it -> it.nameServers().count() * 16;
            case Lookup.NoData it -> it.isWildcard() ? 32 : 64;
            case Lookup.NameError it -> 128;
          };
      seen |= scratch.prove().count() > 0 ? 256 : 0;
      if (zone.find(question, 0, node, scratch) && node.findSignatures(1, rrset)) {
        seen |= 512;
      }
    }
  }

  @Test
  void nothing() {
    ZoneEditor editor = new ZoneEditor(APEX);
    add(editor, "@", 6);
    for (int i = 0; i < 2000; i++) {
      add(editor, "host" + i, 1);
    }
    add(editor, "*.wild", 1);
    add(editor, "*.text", 16);
    add(editor, "alias", 5);
    add(editor, "dname", 39);
    add(editor, "cut", 2);
    add(editor, "a.b.empty", 1);
    DatabaseSnapshot zones = DatabaseSnapshot.of(List.of(editor.build()));
    String[] names = {
      "host77", "HOST1999", "x.y.wild", "x.text", "alias", "a.dname", "ns.cut", "b.empty", "nowhere"
    };
    byte[][] questions = new byte[names.length][];
    for (int i = 0; i < names.length; i++) {
      questions[i] = Name.parse(names[i], APEX).toWire();
    }
    long allocated = Long.MAX_VALUE;
    // The compiler may allocate in this thread's name while it is warming up.
    for (int attempt = 0; attempt < 5 && allocated > 0; attempt++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < ROUNDS; i++) {
        ask(zones, questions);
      }
      allocated = threads.getCurrentThreadAllocatedBytes() - before;
    }
    assertEquals(1023, seen, "not every outcome was there");
    assertEquals(0, allocated);
  }
}
