package nomen.server.catalog;

import java.util.List;
import nomen.codec.name.Name;
import org.jspecify.annotations.Nullable;

/**
 * A zone that a catalog lists (RFC 9432 section 4.2).
 *
 * @param zone its apex
 * @param label the label of the member node, as a name of one label: another one means that what is
 *     known of the zone is to be forgotten (section 5.6)
 * @param groups the values of its group property, which may be several (section 4.4.2)
 * @param newOwner the catalog that may take it over, null if none may (section 4.4.1)
 */
record CatalogMember(Name zone, Name label, List<String> groups, @Nullable Name newOwner) {
  CatalogMember {
    groups = List.copyOf(groups);
  }
}
