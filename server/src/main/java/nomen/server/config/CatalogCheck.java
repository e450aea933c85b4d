package nomen.server.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import nomen.codec.name.Name;
import org.jspecify.annotations.Nullable;

/** What one setting of a zone alone does not show about catalogs (RFC 9432). */
final class CatalogCheck {
  /** Octets of a catalog's name that leave room for {@code group.LABEL.zones} before it. */
  private static final int MAX_NAME_OCTETS = 178;

  private final ZonePlace place;
  private final List<Finding> findings = new ArrayList<>();

  private CatalogCheck(ZonePlace place) {
    this.place = place;
  }

  /**
   * Everything that is wrong with a zone.
   *
   * @param producers the catalogs that the server makes; null if one of them may be a zone whose
   *     name could not be read
   */
  static List<Finding> check(
      ZonePlace place, ZoneSettings zone, boolean hasDataDir, @Nullable Set<Name> producers) {
    CatalogCheck check = new CatalogCheck(place);
    if (zone.isProduced()) {
      check.checkProducer(hasDataDir);
    }
    if (zone.catalog() != CatalogRole.NONE
        && zone.name() != null
        && zone.name().length() > MAX_NAME_OCTETS) {
      check.report("name", "a catalog's name has at most " + MAX_NAME_OCTETS + " octets");
    }
    check.checkConsumer(zone);
    check.checkMember(zone, producers);
    return check.findings;
  }

  private void checkProducer(boolean hasDataDir) {
    if (!hasDataDir) {
      report("catalog", "a producer needs server.data-dir to keep the catalog in");
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
        report(key, "has no meaning for a catalog that the server makes itself");
      }
    }
  }

  private void checkConsumer(ZoneSettings zone) {
    if (zone.isConsumed()) {
      if (!place.isFilled("primaries")) {
        report("catalog", "a consumer needs primaries from which the catalog comes");
      }
      return;
    }
    for (String key : List.of("members", "members-group")) {
      if (place.has(key)) {
        report(key, "has no meaning without catalog = \"consumer\"");
      }
    }
  }

  private void checkMember(ZoneSettings zone, @Nullable Set<Name> producers) {
    Name catalog = zone.inCatalog();
    if (catalog == null) {
      if (zone.catalogGroup() != null) {
        report("catalog-group", "has no meaning without in-catalog");
      }
    } else if (catalog.equals(zone.name())) {
      report("in-catalog", "a catalog does not list itself");
    } else if (producers != null && !producers.contains(catalog)) {
      report(
          "in-catalog",
          "there is no zone "
              + AddressText.quote(catalog.toString())
              + " with catalog = \"producer\"");
    }
  }

  private void report(String key, String message) {
    findings.add(place.finding(key, message));
  }
}
