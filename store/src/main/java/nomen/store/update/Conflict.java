package nomen.store.update;

import nomen.codec.name.Name;
import nomen.codec.rr.RRType;

/**
 * A place where what was to be merged contradicts what the zone has become in the meantime.
 *
 * @param name the owner name
 * @param type of the records
 * @param description what each side says
 */
public record Conflict(Name name, RRType type, String description) {
  /** One line. */
  @Override
  public String toString() {
    return name + " " + type + ": " + description;
  }
}
