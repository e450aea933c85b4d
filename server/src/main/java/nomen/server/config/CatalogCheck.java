package nomen.server.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import nomen.codec.name.Name;
import org.tomlj.TomlArray;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/** What one setting of a zone alone does not show about catalogs (RFC 9432). */
final class CatalogCheck {
  /** Octets of a catalog's name that leave room for {@code group.LABEL.zones} before it. */
  private static final int MAX_NAME_OCTETS = 178;

  private final String file;
  private final Set<Name> producers = new HashSet<>();
  private final List<Finding> findings = new ArrayList<>();

  private CatalogCheck(String file) {
    this.file = file;
  }

  /** Everything that is wrong. */
  static List<Finding> check(String file, TomlArray zones, Configuration configuration) {
    CatalogCheck check = new CatalogCheck(file);
    for (ZoneSettings zone : configuration.zones()) {
      if (zone.isProduced()) {
        check.producers.add(zone.name());
      }
    }
    for (int i = 0; i < zones.size(); i++) {
      ZoneSettings zone = configuration.zones().get(i);
      Place place = new Place(zones.getTable(i), zones.inputPositionOf(i), "zone[" + (i + 1) + "]");
      if (zone.isProduced()) {
        check.checkProducer(place, configuration.server().dataDir() != null);
      }
      if (zone.catalog() != CatalogRole.NONE && zone.name().length() > MAX_NAME_OCTETS) {
        check.report(place, "name", "a catalog's name has at most " + MAX_NAME_OCTETS + " octets");
      }
      check.checkConsumer(zone, place);
      check.checkMember(zone, place);
    }
    return check.findings;
  }

  /** Where a zone's table stands. */
  private record Place(TomlTable table, TomlPosition start, String path) {
    boolean has(String key) {
      return table.contains(List.of(key));
    }

    TomlPosition of(String key) {
      TomlPosition position = table.inputPositionOf(List.of(key));
      return position == null ? start : position;
    }
  }

  private void checkProducer(Place place, boolean hasDataDir) {
    if (!hasDataDir) {
      report(place, "catalog", "a producer needs server.data-dir to keep the catalog in");
    }
    for (String key :
        List.of(
            "file",
            "primaries",
            "allow-update",
            "update-rule",
            "forward-updates",
            "allow-forward")) {
      if (place.has(key)) {
        report(place, key, "has no meaning for a catalog that the server makes itself");
      }
    }
  }

  private void checkConsumer(ZoneSettings zone, Place place) {
    if (zone.isConsumed()) {
      if (!zone.isSecondary()) {
        report(place, "catalog", "a consumer needs primaries from which the catalog comes");
      }
      return;
    }
    for (String key : List.of("members", "members-group")) {
      if (place.has(key)) {
        report(place, key, "has no meaning without catalog = \"consumer\"");
      }
    }
  }

  private void checkMember(ZoneSettings zone, Place place) {
    Name catalog = zone.inCatalog();
    if (catalog == null) {
      if (zone.catalogGroup() != null) {
        report(place, "catalog-group", "has no meaning without in-catalog");
      }
    } else if (catalog.equals(zone.name())) {
      report(place, "in-catalog", "a catalog does not list itself");
    } else if (!producers.contains(catalog)) {
      report(
          place,
          "in-catalog",
          "there is no zone "
              + AddressText.quote(catalog.toString())
              + " with catalog = \"producer\"");
    }
  }

  private void report(Place place, String key, String message) {
    TomlPosition at = place.of(key);
    findings.add(new Finding(file, at.line(), at.column(), place.path + "." + key, message));
  }
}
