package nomen.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * Anonymous memory straight from the kernel: zeroed, page-aligned, and resident only where it has
 * been touched. (An arena would zero it itself, and so touch all of it.)
 */
public final class MappedMemory implements AutoCloseable {
  private static final int PROT_READ_WRITE = 1 | 2;
  private static final int MAP_PRIVATE_ANONYMOUS = 0x02 | 0x20;

  private final Arena arena = Arena.ofShared();
  private final MemorySegment segment;

  /**
   * Maps it.
   *
   * @throws OutOfMemoryError if the kernel has none
   */
  // reinterpret() is restricted because a wrong size would reach memory that is not ours; the size
  // is the one that mmap was asked for.
  @SuppressWarnings("restricted")
  public MappedMemory(long sizeOctets) {
    LinuxCalls calls = new LinuxCalls();
    long address = calls.mmap(sizeOctets, PROT_READ_WRITE, MAP_PRIVATE_ANONYMOUS);
    if (address == -1) {
      throw new OutOfMemoryError("mmap of " + sizeOctets + " octets for datagrams failed");
    }
    segment =
        MemorySegment.ofAddress(address)
            .reinterpret(sizeOctets, arena, mapped -> calls.munmap(mapped.address(), sizeOctets));
  }

  /** All of it. */
  public MemorySegment segment() {
    return segment;
  }

  @Override
  public void close() {
    arena.close();
  }
}
