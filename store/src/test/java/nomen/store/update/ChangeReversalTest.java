package nomen.store.update;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import nomen.store.zone.Changeset;
import nomen.store.zone.ZoneEditor;
import nomen.store.zone.ZoneSnapshot;
import org.junit.jupiter.api.Test;

/** A change of the past is undone after others came. */
class ChangeReversalTest {
  private ZoneSnapshot zone = Zones.zone("www 300 A 10.0.0.1", "www 300 A 10.0.0.2");
  private List<String> conflicts = List.of();

  private Changeset update(String... lines) {
    ZoneEditor editor = zone.edit();
    Evaluation evaluation =
        new UpdateProcessor(UpdateLimits.DEFAULT)
            .evaluate(editor, Requests.request(lines), List.of(), SerialPolicy.INCREMENT, 0);
    zone = editor.build();
    return assertInstanceOf(Evaluation.Changed.class, evaluation).changeset();
  }

  private Evaluation reverse(Changeset change) {
    ZoneEditor editor = zone.edit();
    Merged merged = new ChangeReversal(change).evaluate(editor, SerialPolicy.INCREMENT, 0);
    conflicts = merged.conflicts().stream().map(Conflict::toString).toList();
    zone = editor.build();
    return merged.evaluation();
  }

  private void assertData(String... lines) {
    assertEquals(List.of(lines), Zones.data(zone));
  }

  @Test
  void addedRecordsGoAndRemovedOnesComeBack() {
    Changeset change = update("delete www A 10.0.0.1", "add new 60 TXT x");
    update("add other 60 TXT y");
    var undone = assertInstanceOf(Evaluation.Changed.class, reverse(change));
    assertEquals(3, undone.changeset().serialFrom());
    assertEquals(4, undone.changeset().serialTo());
    assertData(
        "other.example. 60 TXT \"y\"",
        "www.example. 300 A 10.0.0.1",
        "www.example. 300 A 10.0.0.2");
    assertEquals(List.of(), conflicts);
  }

  @Test
  void whatLaterChangesDidTooIsNotDoneAgain() {
    Changeset change = update("delete www A 10.0.0.1", "add new 60 TXT x");
    update("add www 300 A 10.0.0.1", "delete new");
    assertEquals(new Evaluation.Unchanged(3), reverse(change));
    assertEquals(List.of(), conflicts);
  }

  @Test
  void otherRecordsOfTheRrsetStay() {
    Changeset change = update("add www 300 A 10.0.0.3");
    update("add www 300 A 10.0.0.4", "delete www A 10.0.0.1");
    reverse(change);
    assertData("www.example. 300 A 10.0.0.2", "www.example. 300 A 10.0.0.4");
  }

  @Test
  void aTtlThatWasChangedAgainStays() {
    Changeset change = update("add www 60 A 10.0.0.1");
    update("add www 900 A 10.0.0.1");
    assertEquals(new Evaluation.Unchanged(3), reverse(change));
    assertEquals(
        List.of("www.example. A: TTL: the state before has 300, the zone has 900"), conflicts);
  }

  @Test
  void aCnameThatWasChangedAgainStays() {
    update("add a 60 CNAME x");
    Changeset change = update("add a 60 CNAME y");
    update("add a 60 CNAME z");
    reverse(change);
    assertEquals(
        List.of("a.example. CNAME: the state before has x.example., the zone has z.example."),
        conflicts);
  }

  @Test
  void whatCannotStandBesideLaterDataStaysAway() {
    update("add a 60 CNAME x");
    Changeset change = update("delete a");
    update("add a 60 TXT y");
    assertEquals(new Evaluation.Unchanged(4), reverse(change));
    assertEquals(1, conflicts.size());
  }

  @Test
  void theApexKeepsAnNs() {
    Changeset change = update("add @ 3600 NS ns2");
    update("delete @ NS ns");
    assertEquals(new Evaluation.Unchanged(3), reverse(change));
    assertEquals(List.of("example. NS: with both no NS is left at the apex"), conflicts);
  }

  @Test
  void theSoaComesBackButNotItsSerial() {
    Changeset change = update("add @ 60 SOA ns admin 20 9 2 3 4");
    var undone = assertInstanceOf(Evaluation.Changed.class, reverse(change));
    assertEquals(21, undone.changeset().serialTo());
    assertEquals(
        "example. 3600 IN SOA ns.example. admin.example. 21 1 2 3 4",
        undone.changeset().added().getFirst().toString());
  }

  @Test
  void anOldSerialThatIsNewerOnTheCircleDoesNotComeBack() {
    Changeset change = update("add @ 60 SOA ns admin 2147483648 9 2 3 4");
    update("add @ 60 SOA ns admin 4294967290 9 2 3 4");
    var undone = assertInstanceOf(Evaluation.Changed.class, reverse(change));
    assertEquals((int) 4_294_967_291L, undone.changeset().serialTo());
  }

  @Test
  void changesThatFollowEachOtherAreUndoneTogether() {
    Changeset first = update("add a 60 TXT x", "add b 60 TXT x");
    Changeset second = update("delete a", "add c 60 TXT x");
    Changeset both = Changeset.combine(List.of(first, second));
    assertEquals(List.of(Zones.soa(1)), both.removed());
    assertEquals(3, both.added().size());
    reverse(both);
    assertData("www.example. 300 A 10.0.0.1", "www.example. 300 A 10.0.0.2");
    assertThrows(IllegalArgumentException.class, () -> Changeset.combine(List.of(second, first)));
  }
}
