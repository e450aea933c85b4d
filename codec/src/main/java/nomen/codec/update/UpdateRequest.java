package nomen.codec.update;

import java.util.List;
import nomen.codec.name.Name;
import org.jspecify.annotations.Nullable;

/**
 * What an UPDATE message asks for.
 *
 * @param zone the apex of the zone (RFC 2136 section 2.3)
 * @param prerequisites in the order of the message; the last one may be malformed
 * @param operations in the order of the message; empty if {@code prescan} is not null
 * @param prescan what is wrong with the update section (3.4.1): it is to be told after the
 *     prerequisites were met, for that is the order of the RFC; null if nothing is
 */
public record UpdateRequest(
    Name zone,
    List<Prerequisite> prerequisites,
    List<UpdateOperation> operations,
    @Nullable UpdateFormatException prescan) {
  /** Copies the lists. */
  public UpdateRequest {
    prerequisites = List.copyOf(prerequisites);
    operations = List.copyOf(operations);
  }
}
