package nomen.server.zone;

import nomen.server.config.ZoneSettings;

/**
 * Hears which zones come and go while the server runs: by a configuration that was read again, or
 * by a catalog zone. It is called by one thread at a time and must not block.
 */
public interface ZoneListener {
  /** A zone is served from now on. */
  void added(ZoneSettings zone);

  /** A zone is served in another way from now on. */
  void changed(ZoneSettings before, ZoneSettings after);

  /** A zone is no longer served. */
  void removed(ZoneSettings zone);
}
