package nomen.server.catalog;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import nomen.codec.name.Name;
import nomen.codec.rr.RRType;
import nomen.codec.rr.RRTypes;
import nomen.codec.rr.Rdata;
import nomen.server.config.ZoneSettings;
import nomen.store.zone.ZoneEditor;
import nomen.store.zone.ZoneSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * Makes the zone of a catalog (RFC 9432 section 4). SOA and NS name {@code invalid.}, as section
 * 4.1 has it, and every TTL is 0.
 *
 * <p>The label of a member is a digest of its name and of the catalog's serial when it was listed
 * first. So it stays as long as the member does, and a zone that went and comes again has another
 * one: its consumers begin with it anew.
 */
final class ProducedCatalog {
  /** The times of the example in RFC 9432 Appendix A; changes are told by NOTIFY. */
  private static final String TIMES = "3600 600 2147483646 0";

  /** So much of a digest that no two of millions of members share a label. */
  private static final int LABEL_OCTETS = 16;

  private ProducedCatalog() {}

  /**
   * Makes it.
   *
   * @param members the zones to list
   * @param now the catalog as it is; null, or without data, if there is none yet
   * @param firstSerial of a catalog that there is none of yet
   */
  static ZoneSnapshot of(
      Name catalog, List<ZoneSettings> members, @Nullable ZoneSnapshot now, int firstSerial) {
    boolean isNew = now == null || now.recordCount() == 0;
    int serial = now == null || isNew ? firstSerial : (int) now.serial();
    Map<Name, CatalogMember> before = now == null || isNew ? Map.of() : membersOf(now);
    ZoneEditor zone = new ZoneEditor(catalog);
    String soa = "invalid. invalid. " + Integer.toUnsignedString(serial) + " " + TIMES;
    add(zone, catalog, RRTypes.SOA, soa);
    add(zone, catalog, RRTypes.NS, "invalid.");
    add(zone, catalog.child("version"), RRTypes.TXT, "\"" + CatalogReader.VERSION + "\"");
    Name zones = catalog.child("zones");
    Map<Name, Name> taken = new HashMap<>();
    for (ZoneSettings member : members) {
      CatalogMember known = before.get(member.name());
      Name label = known == null ? label(member.name(), serial) : known.label();
      Name clash = taken.put(label, member.name());
      if (clash != null) {
        throw new IllegalStateException(clash + " and " + member.name() + " have one label");
      }
      Name node = label.concat(zones);
      zone.add(node, RRTypes.PTR.code(), 0, member.name().toWire());
      String group = member.catalogGroup();
      if (group != null) {
        zone.add(node.child("group"), RRTypes.TXT.code(), 0, characterString(group));
      }
    }
    return zone.build();
  }

  /** What was no catalog until now has no labels to keep. */
  private static Map<Name, CatalogMember> membersOf(ZoneSnapshot zone) {
    try {
      return CatalogReader.read(zone, Integer.MAX_VALUE);
    } catch (BrokenCatalogException e) {
      return Map.of();
    }
  }

  private static void add(ZoneEditor zone, Name owner, RRType type, String text) {
    zone.add(owner, type.code(), 0, Rdata.parse(type, text).toWire());
  }

  private static byte[] characterString(String text) {
    byte[] octets = text.getBytes(StandardCharsets.UTF_8);
    byte[] rdata = new byte[octets.length + 1];
    rdata[0] = (byte) octets.length;
    System.arraycopy(octets, 0, rdata, 1, octets.length);
    return rdata;
  }

  private static Name label(Name member, int serial) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(member.toLowerCase().toWire());
      digest.update(Integer.toUnsignedString(serial).getBytes(StandardCharsets.US_ASCII));
      String label = HexFormat.of().formatHex(digest.digest(), 0, LABEL_OCTETS);
      return Name.ROOT.child(label);
    } catch (NoSuchAlgorithmException e) {
      throw new LinkageError("every Java has SHA-256", e);
    }
  }
}
