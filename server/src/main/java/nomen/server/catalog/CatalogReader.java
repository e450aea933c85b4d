package nomen.server.catalog;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import nomen.codec.name.Name;
import nomen.codec.rr.RRTypes;
import nomen.store.zone.NodeCursor;
import nomen.store.zone.NodeView;
import nomen.store.zone.RRsetView;
import nomen.store.zone.ZoneSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a catalog zone lists (RFC 9432 section 4):
 *
 * <pre>
 *   version              TXT  "2"          the only version there is
 *   LABEL.zones          PTR  member       a member node
 *   coo.LABEL.zones      PTR  catalog      may take the member over
 *   group.LABEL.zones    TXT  value ...    how the member is to be treated
 * </pre>
 *
 * <p>All else is ignored: other records and names, properties that are not known, TTLs.
 */
final class CatalogReader {
  /** The schema version (section 4.3.1). */
  static final String VERSION = "2";

  private static final int MEMBER_LABELS = 2;
  private static final int PROPERTY_LABELS = 3;

  /** Properties of a member node, until the node is known. */
  private static final class Properties {
    private final List<String> groups = new ArrayList<>();
    private @Nullable Name newOwner;
  }

  private final Name catalog;
  private final Name version;
  private final Name zones;
  private final int maxMembers;
  private final RRsetView rrset = new RRsetView();
  private final Map<Name, Name> labelOf = new LinkedHashMap<>();
  private final Map<Name, Properties> properties = new HashMap<>();
  private @Nullable String versionHere;

  private CatalogReader(Name catalog, int maxMembers) {
    this.catalog = catalog;
    this.maxMembers = maxMembers;
    version = catalog.child("version");
    zones = catalog.child("zones");
  }

  /**
   * Reads a zone.
   *
   * @param maxMembers the most that it may list
   * @return the members by their apexes, in the order of their labels
   * @throws BrokenCatalogException if it must not be processed
   */
  static Map<Name, CatalogMember> read(ZoneSnapshot zone, int maxMembers)
      throws BrokenCatalogException {
    CatalogReader reader = new CatalogReader(zone.origin(), maxMembers);
    for (NodeCursor nodes = zone.nodes(); nodes.next(); ) {
      reader.read(nodes.owner().toName(), nodes.node());
    }
    return reader.finish();
  }

  private void read(Name owner, NodeView node) throws BrokenCatalogException {
    if (owner.equals(version)) {
      if (node.find(RRTypes.TXT.code(), rrset)) {
        requireOne(owner, "4.3.1");
        versionHere = text(rrset, rrset.first());
      }
      return;
    }
    if (!owner.isBelow(zones)) {
      return;
    }
    int below = owner.labelCount() - catalog.labelCount();
    if (below == MEMBER_LABELS) {
      readMember(owner, node);
    } else if (below == PROPERTY_LABELS) {
      readProperty(owner, node);
    }
  }

  private void readMember(Name owner, NodeView node) throws BrokenCatalogException {
    if (!node.find(RRTypes.PTR.code(), rrset)) {
      return;
    }
    requireOne(owner, "4.2");
    Name member = Name.ofWire(rrset.octets(), rrset.rdataOffset(rrset.first()));
    Name label = firstLabel(owner);
    Name other = labelOf.putIfAbsent(member, label);
    if (other != null) {
      throw new BrokenCatalogException(
          "%s stands at two member nodes, %s and %s (RFC 9432 section 4.2)"
              .formatted(member, other, label));
    }
    if (labelOf.size() > maxMembers) {
      throw new BrokenCatalogException("more than %d members (members.max)".formatted(maxMembers));
    }
  }

  private void readProperty(Name owner, NodeView node) throws BrokenCatalogException {
    String property = firstLabel(owner).toString();
    if (property.equalsIgnoreCase("coo.") && node.find(RRTypes.PTR.code(), rrset)) {
      requireOne(owner, "4.4.1");
      properties(owner).newOwner = Name.ofWire(rrset.octets(), rrset.rdataOffset(rrset.first()));
    } else if (property.equalsIgnoreCase("group.") && node.find(RRTypes.TXT.code(), rrset)) {
      int at = rrset.first();
      for (int i = 0; i < rrset.count(); i++, at = rrset.next(at)) {
        properties(owner).groups.add(text(rrset, at));
      }
    }
  }

  private Properties properties(Name owner) {
    return properties.computeIfAbsent(firstLabel(owner.parent()), _ -> new Properties());
  }

  private Map<Name, CatalogMember> finish() throws BrokenCatalogException {
    if (versionHere == null) {
      throw new BrokenCatalogException(
          "there is no TXT record " + version + " (RFC 9432 section 4.3.1)");
    }
    if (!versionHere.equals(VERSION)) {
      throw new BrokenCatalogException(
          "version \"%s\" is not supported (RFC 9432 section 4.3.1)".formatted(versionHere));
    }
    Map<Name, CatalogMember> members = new LinkedHashMap<>();
    labelOf.forEach(
        (zone, label) -> {
          Properties known = properties.getOrDefault(label, new Properties());
          members.put(zone, new CatalogMember(zone, label, known.groups, known.newOwner));
        });
    return members;
  }

  private void requireOne(Name owner, String section) throws BrokenCatalogException {
    if (rrset.count() != 1) {
      throw new BrokenCatalogException(
          "%s has %d %s records, and may have one (RFC 9432 section %s)"
              .formatted(
                  owner,
                  rrset.count(),
                  rrset.type() == RRTypes.PTR.code() ? "PTR" : "TXT",
                  section));
    }
  }

  private static Name firstLabel(Name owner) {
    byte[] label = new byte[owner.octet(0) + 2];
    System.arraycopy(owner.toWire(), 0, label, 0, label.length - 1);
    return Name.ofWire(label, 0);
  }

  /** The character-strings of a TXT record as one text. */
  private static String text(RRsetView txt, int place) {
    byte[] octets = txt.octets();
    int end = txt.rdataOffset(place) + txt.rdataLength(place);
    StringBuilder text = new StringBuilder();
    for (int at = txt.rdataOffset(place); at < end; ) {
      int length = octets[at] & 0xff;
      text.append(new String(octets, at + 1, length, StandardCharsets.UTF_8));
      at += length + 1;
    }
    return text.toString();
  }
}
