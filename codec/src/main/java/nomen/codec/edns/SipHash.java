package nomen.codec.edns;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * SipHash-2-4 (Aumasson and Bernstein, 2012): a keyed hash of 64 bits for short inputs, which RFC
 * 9018 section 4.4 chose for server cookies. It makes no objects.
 */
final class SipHash {
  private static final VarHandle WORD =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private SipHash() {}

  /**
   * The hash of two ranges, one behind the other.
   *
   * @param key0 the key's first eight octets, little-endian
   * @param key1 the key's last eight octets, little-endian
   * @param headLength the octets of the first range: a multiple of 8
   * @return the hash, whose octets go on the wire little-endian
   */
  static long hash(
      long key0,
      long key1,
      byte[] head,
      int headAt,
      int headLength,
      byte[] tail,
      int tailAt,
      int tailLength) {
    long v0 = key0 ^ 0x736f6d6570736575L;
    long v1 = key1 ^ 0x646f72616e646f6dL;
    long v2 = key0 ^ 0x6c7967656e657261L;
    long v3 = key1 ^ 0x7465646279746573L;
    int headWords = headLength >> 3;
    int words = headWords + (tailLength >> 3) + 1;
    for (int word = 0; word < words; word++) {
      long m;
      if (word < headWords) {
        m = (long) WORD.get(head, headAt + (word << 3));
      } else if (word < words - 1) {
        m = (long) WORD.get(tail, tailAt + (word - headWords << 3));
      } else {
        m = lastWord(tail, tailAt, tailLength, headLength + tailLength);
      }
      v3 ^= m;
      for (int round = 0; round < 2; round++) {
        v0 += v1;
        v1 = Long.rotateLeft(v1, 13) ^ v0;
        v0 = Long.rotateLeft(v0, 32);
        v2 += v3;
        v3 = Long.rotateLeft(v3, 16) ^ v2;
        v0 += v3;
        v3 = Long.rotateLeft(v3, 21) ^ v0;
        v2 += v1;
        v1 = Long.rotateLeft(v1, 17) ^ v2;
        v2 = Long.rotateLeft(v2, 32);
      }
      v0 ^= m;
    }
    v2 ^= 0xff;
    for (int round = 0; round < 4; round++) {
      v0 += v1;
      v1 = Long.rotateLeft(v1, 13) ^ v0;
      v0 = Long.rotateLeft(v0, 32);
      v2 += v3;
      v3 = Long.rotateLeft(v3, 16) ^ v2;
      v0 += v3;
      v3 = Long.rotateLeft(v3, 21) ^ v0;
      v2 += v1;
      v1 = Long.rotateLeft(v1, 17) ^ v2;
      v2 = Long.rotateLeft(v2, 32);
    }
    return v0 ^ v1 ^ v2 ^ v3;
  }

  /** The octets that fill no whole word, and the length modulo 256 in the highest octet. */
  private static long lastWord(byte[] tail, int tailAt, int tailLength, int length) {
    long m = (long) length << 56;
    int rest = tailLength & 7;
    int at = tailAt + tailLength - rest;
    for (int i = 0; i < rest; i++) {
      m |= (tail[at + i] & 0xffL) << 8 * i;
    }
    return m;
  }
}
