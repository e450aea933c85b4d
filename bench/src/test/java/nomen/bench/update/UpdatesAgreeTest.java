package nomen.bench.update;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import nomen.codec.rr.ResourceRecord;
import nomen.codec.update.UpdateFormatException;
import nomen.codec.update.UpdateRequest;
import nomen.codec.update.UpdateWriter;
import nomen.codec.wire.WireFormatException;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Message;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;

/** What is compared reads the same updates. */
class UpdatesAgreeTest {
  @Test
  void read() throws IOException, WireFormatException, UpdateFormatException {
    UpdateReadBenchmark benchmark = new UpdateReadBenchmark();
    benchmark.prepare();
    for (int i = 0; i < UpdateReadBenchmark.COUNT; i++) {
      UpdateRequest ours = benchmark.readNomen(i);
      Message theirs = benchmark.readDnsjava(i);
      assertEquals(null, ours.prescan());
      assertEquals(ours.zone().toString(), theirs.getQuestion().getName().toString());
      assertEquals(1, ours.prerequisites().size());
      assertEquals(1, theirs.getSection(Section.PREREQ).size());
      assertEquals(
          ours.prerequisites().getFirst().name().toString(),
          theirs.getSection(Section.PREREQ).getFirst().getName().toString());
      assertEquals(2, ours.operations().size());
      assertEquals(2, theirs.getSection(Section.UPDATE).size());
      for (int j = 0; j < 2; j++) {
        assertSame(
            UpdateWriter.record(ours.operations().get(j)),
            theirs.getSection(Section.UPDATE).get(j));
      }
    }
  }

  private static void assertSame(ResourceRecord ours, Record theirs) {
    assertEquals(ours.owner().toString(), theirs.getName().toString());
    assertEquals(ours.type().code(), theirs.getType());
    assertEquals(ours.ttlSeconds(), theirs.getTTL());
    assertArrayEquals(ours.rdata().toWire(), theirs.rdataToWireCanonical());
  }
}
