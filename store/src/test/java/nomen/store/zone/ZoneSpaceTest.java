package nomen.store.zone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import nomen.codec.name.Name;
import org.junit.jupiter.api.Test;

class ZoneSpaceTest {
  private static final int MIB = 1 << 20;

  @Test
  void zonesShareOneBound() {
    ZoneSpace space = new ZoneSpace(10 * MIB, 4 * MIB);
    try (ZoneSpace.Share one = space.share();
        ZoneSpace.Share other = space.share()) {
      assertTrue(one.grow(4 * MIB));
      assertTrue(other.grow(2 * MIB));
      assertFalse(other.grow(3 * MIB));
      assertFalse(one.grow(5 * MIB));
      assertTrue(other.settle(MIB));
      assertTrue(one.grow(5 * MIB));
    }
    assertEquals(4 * MIB, space.takenOctets());
  }

  @Test
  void smallZonesCountWhenTheyAreRead() {
    ZoneSpace space = new ZoneSpace(MIB, 0);
    int served = 0;
    for (int i = 0; i < 20; i++) {
      try (ZoneSpace.Share share = space.share()) {
        assertTrue(share.grow(100_000));
        if (share.settle(100_000)) {
          share.keep(0);
          served++;
        }
      }
    }
    assertEquals(10, served);
    assertEquals(1_000_000, space.takenOctets());
  }

  @Test
  void zoneThatIsReplacedGivesItsShareBack() {
    ZoneSpace space = new ZoneSpace(10 * MIB, 4 * MIB);
    try (ZoneSpace.Share share = space.share()) {
      assertTrue(share.settle(5 * MIB));
      share.keep(4 * MIB);
    }
    assertEquals(5 * MIB, space.takenOctets());
  }

  @Test
  void zonesThatAreServedCount() {
    ZoneEditor inOrder = new ZoneEditor(Name.parse("a."));
    ZoneEditor inNoOrder = new ZoneEditor(Name.parse("b."));
    Random random = new Random(1);
    for (int i = 0; i < 20_000; i++) {
      inOrder.add(Name.parse("h%06d.a.".formatted(i)), 1, 300, new byte[4]);
      inNoOrder.add(Name.parse("h%06d.b.".formatted(random.nextInt(900_000))), 1, 300, new byte[4]);
    }
    long grown = inOrder.grownOctets() + inNoOrder.grownOctets();
    ZoneSnapshot first = inOrder.build();
    ZoneSnapshot second = inNoOrder.build();
    assertTrue(first.octets() < inOrder.grownOctets() * 5 / 4, () -> "takes " + first.octets());
    assertTrue(second.octets() < inNoOrder.grownOctets() * 7 / 4, () -> "takes " + second.octets());
    assertTrue(first.octets() + second.octets() > grown);
    assertEquals(
        first.octets() + second.octets(),
        ZoneSpace.ofHeap(DatabaseSnapshot.of(List.of(first, second))).takenOctets());
  }
}
