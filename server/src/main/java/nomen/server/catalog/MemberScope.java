package nomen.server.catalog;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import nomen.codec.name.Name;
import org.jspecify.annotations.Nullable;

/**
 * Which zones the catalogs of a server may bring. Whoever changes a catalog must not take names
 * away from the zones of the configuration, so a member is refused
 *
 * <ul>
 *   <li>that is itself a zone of the configuration (RFC 9432 section 5.2);
 *   <li>that is below one: its names would be answered from another zone than before. {@code
 *       members.within} can allow it, by a name below that zone;
 *   <li>that {@code members.within} does not cover;
 *   <li>that is the root zone, unless {@code members.within} names it: with it this server would
 *       answer for every name there is.
 * </ul>
 *
 * <p>A member above a zone of the configuration is taken: the names of that zone are answered from
 * it as before.
 */
final class MemberScope {
  private final Set<Name> configured;
  private final Map<Name, List<Name>> within;

  /**
   * The scope of all catalogs.
   *
   * @param configured the zones of the configuration
   * @param within what each catalog may bring, by the catalog's name; none for all
   */
  MemberScope(Set<Name> configured, Map<Name, List<Name>> within) {
    this.configured = Set.copyOf(configured);
    this.within = new HashMap<>(within);
  }

  /** Whether a zone is one of the configuration. */
  boolean isConfigured(Name zone) {
    return configured.contains(zone);
  }

  /** Why a catalog may not bring a zone; null if it may. */
  @Nullable String refusal(Name catalog, Name zone) {
    if (configured.contains(zone)) {
      return "it is a zone of the configuration";
    }
    List<Name> names = within.getOrDefault(catalog, List.of());
    int labels = -1;
    for (Name name : names) {
      if (zone.isAtOrBelow(name)) {
        labels = Math.max(labels, name.labelCount());
      }
    }
    if (labels < 0 && (!names.isEmpty() || zone.isRoot())) {
      return names.isEmpty() ? "it is the root zone" : "members.within does not have it";
    }
    Name above = configuredAbove(zone);
    return above == null || above.labelCount() < labels
        ? null
        : "it is below the zone %s of the configuration".formatted(above);
  }

  private @Nullable Name configuredAbove(Name zone) {
    for (Name name = zone; !name.isRoot(); ) {
      name = name.parent();
      if (configured.contains(name)) {
        return name;
      }
    }
    return null;
  }
}
