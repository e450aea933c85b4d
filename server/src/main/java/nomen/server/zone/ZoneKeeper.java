package nomen.server.zone;

import java.util.Set;
import nomen.codec.name.Name;

/** Has the data of zones, and publishes those that a {@link ZoneTable} has. */
@FunctionalInterface
public interface ZoneKeeper {
  /**
   * Publishes the zones that the table has now, and no others. A zone of which nothing is known yet
   * is published without data. It may wait for the disk.
   *
   * @param erased zones of which nothing is to be kept, before they are published anew
   */
  void follow(Set<Name> erased);
}
