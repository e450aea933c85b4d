package nomen.server.storage;

import nomen.codec.name.Name;
import nomen.store.zonefile.ZoneLoader;

/** Shows how far the loading of one zone file is, until it is closed. */
public interface LoadProgress extends ZoneLoader.Progress, AutoCloseable {
  /** Begins to show the loading of a zone. */
  @FunctionalInterface
  interface Factory {
    /** Begins. */
    LoadProgress begin(Name zone);
  }

  @Override
  void close();
}
