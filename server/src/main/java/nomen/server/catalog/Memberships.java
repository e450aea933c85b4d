package nomen.server.catalog;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import nomen.codec.name.Name;
import org.jspecify.annotations.Nullable;

/**
 * Which catalog owns which member (RFC 9432 section 5), worked out from what all catalogs say and
 * from who owned what before.
 *
 * @param owners the owner of each member, by the member's apex
 * @param erased members of which nothing may be kept: those that went, and those that begin anew
 * @param clashes what could not be done, one line each
 */
record Memberships(Map<Name, Owner> owners, Set<Name> erased, List<String> clashes) {
  /** Nothing is owned. */
  static final Memberships NONE = new Memberships(Map.of(), Set.of(), List.of());

  /**
   * What is known of a member by the catalog that owns it.
   *
   * @param label the label of the member node
   */
  record Owner(Name catalog, Name label, List<String> groups) {}

  /**
   * Works it out.
   *
   * @param before the owners until now
   * @param catalogs what each catalog lists, in the order in which they are configured
   * @param scope what each catalog may bring
   */
  static Memberships decide(
      Map<Name, Owner> before,
      SequencedMap<Name, Map<Name, CatalogMember>> catalogs,
      MemberScope scope) {
    Map<Name, SequencedMap<Name, CatalogMember>> listed = new LinkedHashMap<>();
    List<String> clashes = new ArrayList<>();
    Set<Name> refused = new HashSet<>();
    catalogs.forEach(
        (catalog, members) ->
            members.forEach(
                (zone, member) -> {
                  String refusal = scope.refusal(catalog, zone);
                  if (refusal != null) {
                    refused.add(zone);
                    clashes.add(
                        "catalog %s: zone %s refused: %s".formatted(catalog, zone, refusal));
                  } else {
                    listed.computeIfAbsent(zone, _ -> new LinkedHashMap<>()).put(catalog, member);
                  }
                }));
    Map<Name, Owner> owners = new LinkedHashMap<>();
    Set<Name> erased = new HashSet<>();
    listed.forEach(
        (zone, by) -> {
          Owner old = before.get(zone);
          boolean stays = old != null && by.containsKey(old.catalog());
          Name first = stays && old != null ? old.catalog() : by.firstEntry().getKey();
          Owner owner = owner(by, first);
          owners.put(zone, owner);
          // Only by the coo property does a zone keep its state in another catalog.
          if (old != null && !(stays && old.label().equals(owner.label()))) {
            erased.add(zone);
          }
          tellClashes(zone, by, owner.catalog(), clashes);
        });
    before.forEach(
        (zone, old) -> {
          if (!owners.containsKey(zone)
              // Another configuration may refuse it by a slip of the pen: its data are kept.
              && !refused.contains(zone)
              && !scope.isConfigured(zone)
              && catalogs.containsKey(old.catalog())) {
            erased.add(zone);
          }
        });
    return new Memberships(owners, erased, clashes);
  }

  /** Follows the coo property from catalog to catalog, as long as the next one lists the zone. */
  private static Owner owner(SequencedMap<Name, CatalogMember> by, Name first) {
    Set<Name> seen = new HashSet<>();
    Name catalog = first;
    CatalogMember member = by.get(first);
    while (member != null && seen.add(catalog)) {
      Name next = member.newOwner();
      CatalogMember there = next == null || seen.contains(next) ? null : by.get(next);
      if (next == null || there == null) {
        return new Owner(catalog, member.label(), member.groups());
      }
      catalog = next;
      member = there;
    }
    throw new IllegalStateException(first + " does not list the zone");
  }

  private static void tellClashes(
      Name zone, SequencedMap<Name, CatalogMember> by, Name owner, List<String> into) {
    by.forEach(
        (catalog, member) -> {
          @Nullable Name gives = member.newOwner();
          if (!catalog.equals(owner) && !owner.equals(gives)) {
            into.add(
                "catalog %s lists %s, which catalog %s owns: ignored"
                    .formatted(catalog, zone, owner));
          }
        });
  }
}
