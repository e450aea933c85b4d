package nomen.store.update;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.List;
import nomen.codec.message.Rcode;
import nomen.codec.update.UpdateRequest;
import nomen.store.zone.Changeset;
import nomen.store.zone.ZoneEditor;
import nomen.store.zone.ZoneInvariants;
import nomen.store.zone.ZoneSnapshot;

/** A zone that is updated again and again, and looked at in between. */
abstract class UpdateCase {
  ZoneSnapshot zone = Zones.zone();
  UpdateLimits limits = UpdateLimits.DEFAULT;
  List<NameLimit> nameLimits = List.of();
  SerialPolicy policy = SerialPolicy.INCREMENT;
  long nowMillis;

  Evaluation update(UpdateRequest request) {
    ZoneEditor editor = zone.edit();
    Evaluation evaluation =
        new UpdateProcessor(limits).evaluate(editor, request, nameLimits, policy, nowMillis);
    zone = editor.build();
    assertEquals(List.of(), ZoneInvariants.broken(zone));
    return evaluation;
  }

  Evaluation update(String... lines) {
    return update(Requests.request(lines));
  }

  Changeset changes(String... lines) {
    return assertInstanceOf(Evaluation.Changed.class, update(lines)).changeset();
  }

  void assertChanges(String... lines) {
    changes(lines);
  }

  void assertUnchanged(String... lines) {
    List<String> before = Zones.lines(zone);
    assertEquals(new Evaluation.Unchanged((int) zone.serial()), update(lines));
    assertEquals(before, Zones.lines(zone));
  }

  void assertRefused(int rcode, String reason, String... lines) {
    List<String> before = Zones.lines(zone);
    var refused = assertInstanceOf(Evaluation.Refused.class, update(lines));
    assertEquals(reason, refused.reason());
    assertEquals(Rcode.print(rcode), Rcode.print(refused.rcode()));
    assertEquals(before, Zones.lines(zone));
  }

  /** All but the SOA and {@code ns.example.} of the apex. */
  void assertData(String... lines) {
    assertEquals(List.of(lines), Zones.data(zone));
  }
}
