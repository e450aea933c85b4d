package nomen.store.log;

import java.io.IOException;

/** What keeps other processes from a data directory. */
public interface DiskLock extends AutoCloseable {
  /** Lets others in. */
  @Override
  void close() throws IOException;
}
