package nomen.server.update;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import nomen.codec.name.Name;
import nomen.codec.tsig.Keyring;
import nomen.codec.tsig.TsigAlgorithm;
import nomen.codec.tsig.TsigKey;
import nomen.codec.tsig.TsigMacs;
import nomen.codec.tsig.TsigOutcome;
import nomen.codec.tsig.TsigRecord;
import nomen.codec.tsig.TsigVerifier;
import nomen.codec.wire.WireFormatException;
import nomen.codec.wire.WireReader;
import nomen.conformance.client.QueryOctets;
import nomen.conformance.client.SignedQuery;
import nomen.conformance.subject.ServedKey;
import nomen.server.transport.ClientAddress;
import nomen.store.update.Evaluation;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is remembered of requests, for how long, and what comes of a memory that is full. */
class ReplayGuardTest {
  private static final Evaluation OUTCOME = new Evaluation.Unchanged(1);
  private static final Name KEY = Name.parse("key.example.");
  private static final long NOW = 1_700_000_000L;

  @Test
  void whatIsRememberedIsFoundUntilRoomIsNeededAndItsTimeIsOver() {
    RequestMemory memory = new RequestMemory(2);
    memory.put(1, KEY, NOW, NOW + 5, OUTCOME, NOW);
    memory.put(2, KEY, NOW, NOW + 9, OUTCOME, NOW + 6);
    assertEquals(OUTCOME, memory.find(1));
    memory.put(3, KEY, NOW, NOW + 9, OUTCOME, NOW + 6);
    assertNull(memory.find(1));
    assertEquals(OUTCOME, memory.find(2));
    assertEquals(Long.MIN_VALUE, memory.floor(KEY));
    assertEquals(NOW + 5, memory.lapsed(KEY));
  }

  @Test
  void anUnsignedRequestIsForgottenAfterItsTime() {
    ReplayGuard guard = new ReplayGuard(10);
    guard.remember(77, null, NOW * 1000);
    assertNotNull(guard.find(77, null, (NOW + 15) * 1000));
    assertNull(guard.find(77, null, (NOW + 16) * 1000));
  }

  /** The clock was an hour ahead for a while; what was signed before that is timely again. */
  @Test
  void aClockThatGoesBackMakesNoSignatureNewAgain() {
    long now = System.currentTimeMillis();
    long ahead = now + 3_600_000;
    TsigOutcome.Verified old = signed(-100, 300);
    Evaluation changed = OUTCOME;
    ReplayGuard roomy = new ReplayGuard(100);
    roomy.remember(1, old, changed, now - 100_000);
    roomy.remember(2, signed(3_600, 300, ahead), changed, ahead);
    assertEquals(OUTCOME, roomy.find(1, old, now));
    ReplayGuard full = new ReplayGuard(1);
    full.remember(1, old, changed, now - 100_000);
    full.remember(2, signed(3_600, 300, ahead), changed, ahead);
    assertUntimely(full.find(1, old, now));
    assertNull(full.find(3, signed(0, 300), now));
  }

  @Test
  void afterAStartWithTheClockAheadOldSignaturesAreNotTaken() {
    long now = System.currentTimeMillis();
    ReplayGuard guard = new ReplayGuard(10);
    guard.startedAt(now + 3_600_000);
    assertUntimely(guard.find(1, signed(-100, 300), now));
    guard.startedAt(now);
    assertNull(guard.find(1, signed(-100, 300), now));
  }

  private static void assertUntimely(@Nullable Evaluation found) {
    assertNotNull(found);
    assertTrue(ReplayGuard.isUntimely(found));
  }

  @Test
  void whenItIsFullTheFirstGoesAndTheFloorRises() {
    RequestMemory memory = new RequestMemory(3);
    for (int i = 1; i <= 5; i++) {
      memory.put(i, KEY, NOW + i, NOW + 300 + i, OUTCOME, NOW + i);
    }
    assertEquals(3, memory.size());
    assertNull(memory.find(2));
    assertEquals(OUTCOME, memory.find(3));
    assertEquals(NOW + 2, memory.floor(KEY));
  }

  /** A client whose clock is ahead must not make the requests of all others untimely. */
  @Test
  void theFloorIsThatOfTheKey() {
    Name other = Name.parse("other.example.");
    RequestMemory memory = new RequestMemory(2);
    memory.put(1, other, NOW + 250, NOW + 550, OUTCOME, NOW);
    memory.put(2, KEY, NOW, NOW + 300, OUTCOME, NOW);
    memory.put(3, KEY, NOW, NOW + 300, OUTCOME, NOW);
    assertEquals(NOW + 250, memory.floor(other));
    assertEquals(Long.MIN_VALUE, memory.floor(KEY));
  }

  @Test
  void unsignedRequestsBeforeARestartRaiseNoFloor() {
    ReplayGuard guard = new ReplayGuard(1);
    guard.remember(77, null, NOW * 1000);
    guard.remember(78, null, NOW * 1000);
    guard.remember(79, KEY, NOW * 1000);
    assertNull(guard.find(77, null, NOW * 1000));
    assertNotNull(guard.find(78, null, NOW * 1000));
    assertNull(guard.find(79, null, NOW * 1000));
  }

  @Test
  void whatIsForgottenCanBeRememberedAgain() {
    RequestMemory memory = new RequestMemory(3);
    memory.put(1, KEY, NOW, NOW + 300, OUTCOME, NOW);
    memory.forget(1);
    memory.forget(2);
    assertNull(memory.find(1));
    memory.put(1, KEY, NOW, NOW + 300, OUTCOME, NOW);
    assertEquals(OUTCOME, memory.find(1));
    assertEquals(1, memory.size());
  }

  /** Against a map that never forgets: whatever is young enough and among the last is found. */
  @Test
  void agreesWithAMap() {
    int limit = 5_000;
    RequestMemory memory = new RequestMemory(limit);
    Map<Long, Long> order = new HashMap<>();
    SplittableRandom random = new SplittableRandom(7);
    long next = 0;
    for (int i = 0; i < 60_000; i++) {
      long now = NOW + i / 100;
      // Few bits: their places in the table meet.
      long digest = random.nextLong(1 << 14) << random.nextInt(3) * 20 | 1;
      if (memory.find(digest) == null) {
        memory.put(digest, KEY, now, now + 1_000, OUTCOME, now);
        order.put(digest, next++);
      }
      long known = random.nextLong(1 << 14) << random.nextInt(3) * 20 | 1;
      Long at = order.get(known);
      assertEquals(at != null && at >= next - limit, memory.find(known) != null);
    }
    assertEquals(limit, memory.size());
  }

  @Test
  void anUnsignedRequestIsItsOctetsAndWhereItIsFrom() {
    ClientAddress client = new ClientAddress();
    client.setIpv4(0x7f000001, 4242);
    byte[] octets = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11};
    long digest = ReplayGuard.digestOf(client, octets, octets.length);
    assertEquals(digest, ReplayGuard.digestOf(client, octets.clone(), octets.length));
    for (int i = 0; i < octets.length; i++) {
      byte[] other = octets.clone();
      other[i] ^= 1;
      assertNotEquals(digest, ReplayGuard.digestOf(client, other, other.length));
    }
    assertNotEquals(digest, ReplayGuard.digestOf(client, octets, octets.length - 1));
    client.setIpv4(0x7f000001, 4243);
    assertNotEquals(digest, ReplayGuard.digestOf(client, octets, octets.length));
    client.setIpv4(0x7f000002, 4242);
    assertNotEquals(digest, ReplayGuard.digestOf(client, octets, octets.length));
  }

  @Test
  void whatTheLogHoldsIsKnownAfterARestart() {
    ReplayGuard guard = new ReplayGuard(10);
    guard.remember(77, null, NOW * 1000);
    assertNotNull(guard.find(77, null, NOW * 1000));
    assertNull(guard.find(78, null, NOW * 1000));
  }

  @Test
  void afterAStartALongFudgeIsNotTakenWhileTheRequestMayBeAnOldOne() {
    ReplayGuard guard = new ReplayGuard(10);
    TsigOutcome.Verified usual = signed(-100, 300);
    TsigOutcome.Verified wide = signed(-100, 1000);
    assertNull(guard.find(1, wide, System.currentTimeMillis()));
    guard.startedAt(System.currentTimeMillis());
    assertNull(guard.find(1, usual, System.currentTimeMillis()));
    assertUntimely(guard.find(1, wide, System.currentTimeMillis()));
    guard.startedAt(System.currentTimeMillis() - 1_200_000);
    assertNull(guard.find(1, wide, System.currentTimeMillis()));
  }

  private static TsigOutcome.Verified signed(long secondsFromNow, int fudge) {
    return signed(secondsFromNow, fudge, System.currentTimeMillis());
  }

  private static TsigOutcome.Verified signed(long secondsFromNow, int fudge, long nowMillis) {
    ServedKey shared = new ServedKey(KEY.toString(), "hmac-sha256", "c2VjcmV0IG9mIGEgdGVzdA==");
    SignedQuery query =
        new SignedQuery(QueryOctets.query("example.", "A"), shared)
            .signedAt(secondsFromNow)
            .fudge(fudge);
    byte[] octets = query.octets();
    TsigKey key = new TsigKey(KEY, TsigAlgorithm.HMAC_SHA256, shared.octets());
    try {
      int offset = TsigRecord.locate(new WireReader(octets));
      return assertInstanceOf(
          TsigOutcome.Verified.class,
          new TsigVerifier(new TsigMacs())
              .verify(
                  new Keyring(List.of(key)), octets, 0, octets.length, offset, nowMillis / 1000));
    } catch (WireFormatException e) {
      throw new AssertionError(e);
    }
  }
}
