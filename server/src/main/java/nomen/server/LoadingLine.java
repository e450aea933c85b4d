package nomen.server;

import java.io.PrintWriter;
import java.util.Locale;
import nomen.codec.name.Name;
import nomen.server.storage.LoadProgress;

/**
 * One line on a terminal that says how far the loading of a zone is; it is gone when the zone is
 * loaded. Files that load in a moment get none.
 */
public final class LoadingLine implements LoadProgress {
  private static final long MIN_FILE_OCTETS = 16L << 20;
  private static final String ERASE_LINE = "\r\u001b[K";

  private final PrintWriter terminal;
  private final Name zone;
  private final boolean shown;
  private int lastPercent = -1;

  /**
   * A line for one zone.
   *
   * @param terminal where it is shown
   * @param attached whether that is a terminal; else nothing is shown
   */
  public LoadingLine(PrintWriter terminal, boolean attached, Name zone) {
    this.terminal = terminal;
    this.shown = attached;
    this.zone = zone;
  }

  @Override
  public void read(long octets, long ofOctets) {
    int percent = ofOctets == 0 ? 100 : (int) (octets * 100 / ofOctets);
    if (shown && ofOctets >= MIN_FILE_OCTETS && percent != lastPercent) {
      lastPercent = percent;
      terminal.print(
          String.format(
              Locale.ROOT,
              "%sloading %s: %d %% of %,d MiB",
              ERASE_LINE,
              zone,
              percent,
              ofOctets >> 20));
      terminal.flush();
    }
  }

  @Override
  public void close() {
    if (lastPercent >= 0) {
      terminal.print(ERASE_LINE);
      terminal.flush();
    }
  }
}
