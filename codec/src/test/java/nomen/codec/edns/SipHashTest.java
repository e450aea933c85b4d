package nomen.codec.edns;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** The reference implementation's vectors: key 00 to 0f, inputs 00, 00 01, 00 01 02 ... */
class SipHashTest {
  private static final long KEY0 = 0x0706050403020100L;
  private static final long KEY1 = 0x0f0e0d0c0b0a0908L;

  private static long hash(int head, int tail) {
    byte[] octets = new byte[70];
    for (int i = 0; i < head + tail; i++) {
      octets[3 + i] = (byte) i;
    }
    return SipHash.hash(KEY0, KEY1, octets, 3, head, octets, 3 + head, tail);
  }

  @Test
  void referenceVectors() {
    assertEquals(0x726fdb47dd0e0e31L, hash(0, 0));
    assertEquals(0x74f839c593dc67fdL, hash(0, 1));
    assertEquals(0xa129ca6149be45e5L, hash(0, 15));
    assertEquals(0x958a324ceb064572L, hash(0, 63));
  }

  @Test
  void aSplitInputHasTheSameHash() {
    for (int length = 0; length < 64; length++) {
      for (int head = 0; head <= length; head += 8) {
        assertEquals(hash(0, length), hash(head, length - head), length + " split at " + head);
      }
    }
  }
}
