package nomen.store.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is known of the end of the log without looking at the log: a file beside the segments that
 * says which LSN was durable. It tells last frames that were lost from frames that never were. The
 * octets of {@code log/durable}, in network order:
 *
 * <pre>
 *   0             8         12       16       24    28      32
 *   +-------------+---------+--------+--------+-----+-------+
 *   | "NomenLSN"  | version | flags  | LSN    | 0   | CRC   |
 *   +-------------+---------+--------+--------+-----+-------+
 *
 *   version  1
 *   flags    1: nothing was acknowledged after the LSN, for the log was closed or failed
 *   LSN      of a record whose force succeeded; 0 if there is none
 *   CRC      CRC32C of the 28 octets before it
 * </pre>
 *
 * <p>It is written after each force and not forced itself, so that a force stays one write to the
 * disk. If the process is killed it is exact; if the power goes, it can be as old as the kernel
 * lets a page wait, some 30 seconds. It is forced when the log is opened, closed, or failed.
 *
 * <p>Whoever writes the log holds a lock on it too. Used by one thread.
 */
final class DurableMark implements AutoCloseable {
  /** The file. */
  static final String PATH = SegmentFiles.DIRECTORY + "/durable";

  private static final Logger LOGGER = LoggerFactory.getLogger(DurableMark.class);

  private static final int OCTETS = 32;
  private static final int VERSION = 1;
  private static final int FINAL = 1;
  private static final int CRC_AT = 28;
  private static final long MAGIC = 0x4e6f_6d65_6e4c_534eL;

  /**
   * What the file says.
   *
   * @param lsn that was durable; 0 if nothing is known
   * @param isFinal whether nothing was acknowledged after it
   */
  record Seen(long lsn, boolean isFinal) {
    static final Seen NOTHING = new Seen(0, false);
  }

  private final Seen seen;
  private final @Nullable DiskLock lock;
  private final @Nullable DiskFile file;
  private final ByteBuffer octets = ByteBuffer.allocateDirect(OCTETS);
  private boolean failed;

  private DurableMark(Seen seen, @Nullable DiskLock lock, @Nullable DiskFile file) {
    this.seen = seen;
    this.lock = lock;
    this.file = file;
  }

  /**
   * Locks the log and reads what was marked; makes the file if there is none.
   *
   * @throws IOException if another process has the log
   */
  static DurableMark open(Disk disk) throws IOException {
    DiskLock lock = disk.lock(PATH);
    try {
      DiskFile file = openOrCreate(disk);
      return new DurableMark(read(file), lock, file);
    } catch (IOException e) {
      lock.close();
      throw e;
    }
  }

  /** As {@link #open}, but nothing is locked or written, ever. */
  static DurableMark openForReading(Disk disk) throws IOException {
    return new DurableMark(read(disk), null, null);
  }

  private static DiskFile openOrCreate(Disk disk) throws IOException {
    try {
      return disk.open(PATH);
    } catch (NoSuchFileException e) {
      return disk.create(PATH, 0);
    }
  }

  /** What a directory's mark says. */
  static Seen read(Disk disk) throws IOException {
    try (DiskFile file = disk.openForReading(PATH)) {
      return read(file);
    } catch (NoSuchFileException e) {
      return Seen.NOTHING;
    }
  }

  /** A mark that is not whole says nothing: the power can have gone while it was written. */
  private static Seen read(DiskFile file) throws IOException {
    ByteBuffer from = ByteBuffer.allocate(OCTETS);
    if (file.read(0, from) < OCTETS
        || from.getLong(0) != MAGIC
        || from.getInt(8) != VERSION
        || from.getInt(CRC_AT) != crc(from)) {
      return Seen.NOTHING;
    }
    return new Seen(from.getLong(16), (from.getInt(12) & FINAL) != 0);
  }

  private static int crc(ByteBuffer of) {
    CRC32C crc = new CRC32C();
    crc.update(of.duplicate().position(0).limit(CRC_AT));
    return (int) crc.getValue();
  }

  /** What it said when it was opened. */
  Seen seen() {
    return seen;
  }

  /** Says that an LSN is durable. If that fails, less is known after a crash, and no more. */
  void note(long lsn) {
    try {
      write(lsn, 0);
    } catch (IOException e) {
      warn(e);
    }
  }

  /** Says it so that a power cut does not undo it. */
  void settle(long lsn, boolean isFinal) throws IOException {
    write(lsn, isFinal ? FINAL : 0);
    if (file != null) {
      file.force();
    }
  }

  /** As {@link #settle}, for when the log has failed or is closed: then nobody can do better. */
  void settleLast(long lsn) {
    try {
      if (isInPlace()) {
        settle(lsn, true);
      }
    } catch (IOException e) {
      warn(e);
    }
  }

  private void warn(IOException e) {
    if (!failed) {
      failed = true;
      LOGGER.atWarn().addKeyValue("reason", e.getMessage()).log("cannot mark the end of the log");
    }
  }

  private void write(long lsn, int flags) throws IOException {
    if (file == null) {
      return;
    }
    octets.clear();
    octets.putLong(MAGIC).putInt(VERSION).putInt(flags).putLong(lsn).putInt(0);
    octets.putInt(crc(octets));
    file.write(0, octets.flip());
  }

  /** Whether the lock still keeps others out: not if somebody deleted or replaced the file. */
  boolean isInPlace() throws IOException {
    return file != null && file.isInPlace(0);
  }

  @Override
  public void close() throws IOException {
    if (file != null) {
      file.close();
    }
    if (lock != null) {
      lock.close();
    }
  }
}
