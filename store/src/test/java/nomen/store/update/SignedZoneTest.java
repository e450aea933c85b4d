package nomen.store.update;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import nomen.codec.message.Rcode;
import nomen.store.zone.Changeset;
import nomen.store.zone.ZoneEditor;
import nomen.store.zone.ZoneSnapshot;
import org.junit.jupiter.api.Test;

/** A zone that was signed elsewhere: nothing may change it but another signed state of it. */
class SignedZoneTest extends UpdateCase {
  private static final String KEY = "@ 300 DNSKEY 257 3 13 AwEAAQ==";
  private static final String SIGNATURE =
      "@ 300 RRSIG SOA 13 1 300 20300101000000 20200101000000 1 example. AwEAAQ==";
  private static final String REFUSAL =
      "the zone is signed, and not by this server: an update would break it for validators";

  private static ZoneSnapshot signed(String... more) {
    String[] lines = new String[more.length + 2];
    lines[0] = KEY;
    lines[1] = SIGNATURE;
    System.arraycopy(more, 0, lines, 2, more.length);
    return Zones.zone(lines);
  }

  private static ZoneSnapshot withSerial(ZoneSnapshot zone, int serial) {
    ZoneEditor editor = zone.edit();
    ZoneDraft draft = new ZoneDraft(editor);
    draft.setSoa(SoaFields.withSerial(draft.soa(), serial));
    draft.finish(SerialPolicy.INCREMENT, 0);
    return editor.build();
  }

  @Test
  void anUpdateThatWouldChangeItIsRefused() {
    zone = signed("www 300 A 192.0.2.1");
    assertRefused(Rcode.SERVFAIL, REFUSAL, "add new 1 A 192.0.2.1");
    assertRefused(Rcode.SERVFAIL, REFUSAL, "delete www");
    assertRefused(Rcode.SERVFAIL, REFUSAL, "delete @ DNSKEY");
  }

  @Test
  void whatChangesNothingIsAnsweredAsEver() {
    zone = signed("www 300 A 192.0.2.1");
    assertUnchanged("add www 300 A 192.0.2.1");
    assertUnchanged("prereq yxrrset www A");
    assertRefused(
        Rcode.YXDOMAIN,
        "prerequisite 1: www.example. is in use (RFC 2136 section 2.4.5)",
        "prereq nxdomain www",
        "add www 1 A 192.0.2.2");
  }

  @Test
  void noUpdateMakesItASignedOne() {
    assertChanges("add " + KEY);
    assertChanges("add www 300 A 192.0.2.1");
    assertRefused(Rcode.SERVFAIL, REFUSAL, "add " + SIGNATURE);
    assertChanges("add www 300 A 192.0.2.2");
  }

  @Test
  void noReversalLeavesItSignedAndChanged() {
    ZoneSnapshot before = Zones.zone("www 300 A 192.0.2.1");
    ZoneSnapshot after = withSerial(signed("www 300 A 192.0.2.1"), 7);
    zone = before;
    Changeset signing = replace(before, after, false);
    assertInstanceOf(Evaluation.Changed.class, reverse(signing));
    var refused = assertInstanceOf(Evaluation.Refused.class, reverse(signing.inverse()));
    assertEquals(Rcode.SERVFAIL, refused.rcode());
  }

  private Evaluation reverse(Changeset change) {
    ZoneEditor editor = zone.edit();
    Evaluation evaluation =
        new ChangeReversal(change).evaluate(editor, SerialPolicy.INCREMENT, 0).evaluation();
    if (evaluation instanceof Evaluation.Changed) {
      zone = editor.build();
    }
    return evaluation;
  }

  private Changeset replace(ZoneSnapshot base, ZoneSnapshot file, boolean fileWins) {
    SignedFile signed = new SignedFile(base, zone, file, fileWins);
    assertNull(signed.fault());
    ZoneEditor editor = zone.edit();
    Merged merged = signed.evaluate(editor, 0);
    zone = editor.build();
    assertEquals(List.of(), merged.conflicts());
    assertEquals(Zones.lines(file), Zones.lines(zone));
    return assertInstanceOf(Evaluation.Changed.class, merged.evaluation()).changeset();
  }

  private static void assertFault(String part, SignedFile file) {
    String fault = file.fault();
    assertNotNull(fault);
    assertTrue(fault.contains(part), fault);
  }

  @Test
  void aSignedFileTakesThePlaceOfTheZoneAsAWhole() {
    ZoneSnapshot base = Zones.zone("www 300 A 192.0.2.1");
    zone = base;
    replace(base, withSerial(signed("www 300 A 192.0.2.1"), 2), false);
    ZoneSnapshot first = zone;
    replace(first, withSerial(signed("mail 300 A 192.0.2.1"), 3), false);
  }

  @Test
  void aSignedFileWithoutANewerSerialIsNotTaken() {
    ZoneSnapshot base = Zones.zone("www 300 A 192.0.2.1");
    ZoneSnapshot file = signed("www 300 A 192.0.2.1");
    assertFault("the serial 1, which is not newer", new SignedFile(base, base, file, true));
    assertNull(new SignedFile(base, file, file, false).fault());
  }

  @Test
  void aSignedFileHasWhatUpdatesDid() {
    ZoneSnapshot base = Zones.zone("www 300 A 192.0.2.1");
    zone = base;
    assertChanges("add new 300 A 192.0.2.9", "delete www");
    ZoneSnapshot old = withSerial(signed("www 300 A 192.0.2.1"), 9);
    assertFault("added new.example. 300 IN A 192.0.2.9", new SignedFile(base, zone, old, false));
    ZoneSnapshot half = withSerial(signed("www 300 A 192.0.2.1", "new 300 A 192.0.2.9"), 9);
    assertFault("removed www.example. 300 IN A 192.0.2.1", new SignedFile(base, zone, half, false));
    assertNull(new SignedFile(base, zone, old, true).fault());
    replace(base, withSerial(signed("new 300 A 192.0.2.9"), 9), false);
  }

  @Test
  void aSignedFileIsNotMergedWithWhatCameMeanwhile() {
    ZoneSnapshot base = Zones.zone();
    SignedFile file = new SignedFile(base, base, withSerial(signed(), 9), false);
    zone = base;
    assertChanges("add new 300 A 192.0.2.9");
    assertInstanceOf(Evaluation.Refused.class, file.evaluate(zone.edit(), 0).evaluation());
  }
}
