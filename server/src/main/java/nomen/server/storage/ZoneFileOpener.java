package nomen.server.storage;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import nomen.linux.LinuxCalls;
import nomen.linux.OpenFile;
import nomen.store.zonefile.RegularFile;

/** Opens zone files, and only regular ones; on Linux without ever waiting for a pipe. */
public final class ZoneFileOpener {
  private ZoneFileOpener() {}

  /**
   * Opens a file for reading.
   *
   * @throws IOException if there is no such file, it is not regular, or it may not be read
   */
  public static FileChannel open(Path file) throws IOException {
    return LinuxCalls.isPlatformKnown() ? OpenFile.regular(file) : RegularFile.open(file);
  }
}
