package nomen.store.log;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Random;

/**
 * The octets of one simulated file, twice: as a process reads them, and as they are on the disk.
 * The sectors that differ for want of a force are known.
 */
final class SimulatedContent {
  /** The octets that a disk writes at once. */
  static final int SECTOR_OCTETS = 512;

  private byte[] cached;
  private int cachedSize;
  private byte[] durable = new byte[0];
  private int durableSize;
  private final BitSet dirty = new BitSet();

  /** Zeros, none of them durable. */
  SimulatedContent(int size) {
    cached = new byte[size];
    cachedSize = size;
    dirty.set(0, sectors(size));
  }

  private static int sectors(int octets) {
    return (octets + SECTOR_OCTETS - 1) / SECTOR_OCTETS;
  }

  int size() {
    return cachedSize;
  }

  void write(int offset, ByteBuffer from, int count) {
    int end = offset + count;
    if (end > cached.length) {
      cached = Arrays.copyOf(cached, Math.max(end, 2 * cached.length));
    }
    if (end > cachedSize) {
      // The zeros of a gap are new too.
      dirty.set(cachedSize / SECTOR_OCTETS, sectors(end));
      cachedSize = end;
    }
    from.get(cached, offset, count);
    dirty.set(offset / SECTOR_OCTETS, sectors(end));
  }

  int read(long offset, ByteBuffer into) {
    int count = (int) Math.max(0, Math.min(into.remaining(), cachedSize - offset));
    if (count > 0) {
      into.put(cached, (int) offset, count);
    }
    return count;
  }

  /** All is durable from now on, but for what an earlier force that failed has lost. */
  void force() {
    growDurable(cachedSize);
    for (int sector = dirty.nextSetBit(0); sector >= 0; sector = dirty.nextSetBit(sector + 1)) {
      int start = sector * SECTOR_OCTETS;
      int end = Math.min(start + SECTOR_OCTETS, cachedSize);
      if (start < end) {
        System.arraycopy(cached, start, durable, start, end - start);
      }
    }
    dirty.clear();
  }

  /** Any part is durable; the rest counts as written, and no later force writes it. */
  void failForce(Random random) {
    settle(random);
    dirty.clear();
  }

  /** The power goes: what is on the disk is all there is. */
  void cutPower(Random random) {
    settle(random);
    dirty.clear();
    cached = Arrays.copyOf(durable, durableSize);
    cachedSize = durableSize;
  }

  /** Decides for each sector that was not forced what became of it. */
  private void settle(Random random) {
    if (cachedSize > durableSize) {
      int grown = random.nextInt(cachedSize - durableSize + 1);
      growDurable(random.nextBoolean() ? cachedSize : durableSize + grown);
    }
    for (int sector = dirty.nextSetBit(0); sector >= 0; sector = dirty.nextSetBit(sector + 1)) {
      int start = sector * SECTOR_OCTETS;
      int end = Math.min(start + SECTOR_OCTETS, durableSize);
      int length = end - start;
      if (length <= 0) {
        break;
      }
      switch (random.nextInt(3)) {
        case 0 -> System.arraycopy(cached, start, durable, start, length);
        case 1 -> {
          int part = random.nextInt(length + 1);
          int from = random.nextBoolean() ? start : end - part;
          System.arraycopy(cached, from, durable, from, part);
        }
        default -> {
          // Lost: the sector is as it was.
        }
      }
    }
  }

  private void growDurable(int size) {
    if (size > durableSize) {
      if (size > durable.length) {
        durable = Arrays.copyOf(durable, Math.max(size, 2 * durable.length));
      }
      durableSize = size;
    }
  }

  /** A copy of the octets as a process reads them. */
  byte[] octets() {
    return Arrays.copyOf(cached, cachedSize);
  }

  /** Changes an octet behind everybody's back. */
  void damage(int offset, int xor) {
    cached[offset] ^= (byte) xor;
    durable[offset] ^= (byte) xor;
  }
}
