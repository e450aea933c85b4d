package nomen.server.transfer.in;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.Map;
import java.util.TreeMap;
import nomen.codec.name.Name;
import nomen.store.log.Disk;
import nomen.store.log.DiskFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * When each zone was refreshed last, kept over restarts in a file of the data directory: what has
 * expired stays so. Any thread may use it.
 *
 * <pre>
 *   nomen refresh times 1
 *   1704067200000 example.com.        milliseconds since 1970, the apex; a line for each zone
 * </pre>
 *
 * <p>The file is written under another name, forced, renamed, and the directory forced. It is not
 * written at each success, so after a crash a zone may look older than it is, never younger. A zone
 * that the file does not have, or a file that is not there or damaged, counts as refreshed at the
 * start of the server.
 */
final class RefreshTimes {
  /** Its name in the data directory. */
  static final String FILE = "refresh-times";

  /** A file larger than this is not read: 100,000 zones have names of 60 octets on average. */
  private static final int MAX_OCTETS = 64 << 20;

  private static final String HALF = FILE + ".part";
  private static final String HEADER = "nomen refresh times 1";
  private static final Logger LOG = LoggerFactory.getLogger(RefreshTimes.class);

  private final Disk disk;
  private final Map<Name, Long> times = new TreeMap<>();
  private boolean changed;

  private RefreshTimes(Disk disk) {
    this.disk = disk;
  }

  /** The times that a data directory has. */
  static RefreshTimes read(Disk disk) {
    RefreshTimes times = new RefreshTimes(disk);
    try (DiskFile file = disk.openForReading(FILE)) {
      times.scan(readAll(file));
    } catch (NoSuchFileException _) {
      // The first start.
    } catch (IOException | IllegalArgumentException e) {
      times.times.clear();
      LOG.atWarn()
          .addKeyValue("file", FILE)
          .addKeyValue("reason", e.getMessage())
          .log("times of refreshes cannot be read, all zones of primaries count as refreshed now");
    }
    return times;
  }

  private static String readAll(DiskFile file) throws IOException {
    long size = file.size();
    if (size > MAX_OCTETS) {
      throw new IOException("it has " + size + " octets");
    }
    ByteBuffer buffer = ByteBuffer.allocate((int) size);
    file.read(0, buffer);
    return StandardCharsets.UTF_8.decode(buffer.flip()).toString();
  }

  private void scan(String text) throws IOException {
    String[] lines = text.split("\n", -1);
    // The line feed at the end says that nothing is missing.
    if (lines.length < 2 || !lines[0].equals(HEADER) || !lines[lines.length - 1].isEmpty()) {
      throw new IOException("it does not begin or end as it should");
    }
    for (int i = 1; i < lines.length - 1; i++) {
      String[] words = lines[i].split(" ", 2);
      if (words.length != 2) {
        throw new IOException("line " + (i + 1) + " has no two words");
      }
      times.put(Name.parse(words[1]), Long.parseLong(words[0]));
    }
  }

  /** When a zone was refreshed last, {@link SecondaryStatus#NEVER} if that is not known. */
  synchronized long lastSuccessMillis(Name apex) {
    return times.getOrDefault(apex, SecondaryStatus.NEVER);
  }

  /** A zone was refreshed. */
  synchronized void succeeded(Name apex, long millis) {
    times.put(apex, millis);
    changed = true;
  }

  /** A zone is no longer kept. */
  synchronized void forget(Name apex) {
    changed |= times.remove(apex) != null;
  }

  private synchronized ByteBuffer changes() {
    if (!changed) {
      return ByteBuffer.allocate(0);
    }
    changed = false;
    StringBuilder text = new StringBuilder(HEADER).append('\n');
    times.forEach((apex, millis) -> text.append(millis).append(' ').append(apex).append('\n'));
    return StandardCharsets.UTF_8.encode(text.toString());
  }

  private synchronized void failed() {
    changed = true;
  }

  /** Makes what is new durable. It blocks; one thread at a time calls it. */
  void write() {
    ByteBuffer text = changes();
    if (!text.hasRemaining()) {
      return;
    }
    try {
      disk.delete(HALF);
      try (DiskFile file = disk.create(HALF, 0)) {
        file.write(0, text);
        file.force();
      }
      disk.rename(HALF, FILE);
      disk.forceDirectory("");
    } catch (IOException e) {
      failed();
      LOG.atError()
          .addKeyValue("file", FILE)
          .addKeyValue("reason", e.getMessage())
          .log("times of refreshes cannot be written, a restart will not know them");
    }
  }
}
