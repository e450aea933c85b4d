package nomen.loadtest.traffic.expectation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import nomen.codec.name.Name;
import nomen.codec.rr.RRType;
import nomen.codec.rr.RRTypes;
import nomen.codec.rr.Rdata;
import nomen.codec.wire.WireWriter;
import nomen.loadtest.traffic.TrafficException;
import nomen.loadtest.traffic.file.ZoneFileRecords;
import org.jspecify.annotations.Nullable;

/**
 * Writes what an authoritative server of a zone must answer, as {@link Expectations} reads it: each
 * RRset of the zone for its own owner and type, and for each delegation an answer without records
 * and without AA. Glue, what else lies below delegations and DNAME records, and what DNSSEC adds,
 * are left out.
 */
public final class ZoneExpectations {
  /** The most records of a zone that is read. */
  public static final int MAX_RECORDS = 5_000_000;

  private static final Set<RRType> OF_DNSSEC =
      Set.of(RRTypes.RRSIG, RRTypes.NSEC, RRTypes.NSEC3, RRTypes.NSEC3PARAM);

  private final Map<Name, Map<RRType, Set<Rdata>>> names = new TreeMap<>();
  private @Nullable Name apex;
  private int records;

  private ZoneExpectations() {}

  /**
   * Reads a zone file and writes what answers must be.
   *
   * @param origin of relative names until $ORIGIN says something else, or null
   * @return how many questions were written
   * @throws TrafficException if the file is no zone, or too large
   */
  public static int print(Path zone, @Nullable Name origin, Appendable out)
      throws TrafficException, IOException {
    ZoneExpectations expectations = new ZoneExpectations();
    ZoneFileRecords.read(
        zone,
        origin,
        (owner, length, type, rdata, place) -> {
          if (++expectations.records > MAX_RECORDS) {
            throw place.error("over %,d records".formatted(MAX_RECORDS));
          }
          expectations.add(Name.ofWire(owner, 0), type, rdata);
        });
    if (expectations.apex == null) {
      throw new TrafficException(zone.toString(), 0, "zone: no SOA record");
    }
    return expectations.print(expectations.apex, out);
  }

  private void add(Name owner, RRType type, WireWriter rdata) {
    if (type.equals(RRTypes.SOA) && apex == null) {
      apex = owner;
    }
    names
        .computeIfAbsent(owner, name -> new LinkedHashMap<>())
        .computeIfAbsent(type, of -> new LinkedHashSet<>())
        .add(Rdata.ofValid(type, rdata.octets(), 0, rdata.position()));
  }

  /** In canonical order a name is followed by those below it. */
  private int print(Name zone, Appendable out) throws IOException {
    int printed = 0;
    Name hidden = null;
    for (Map.Entry<Name, Map<RRType, Set<Rdata>>> entry : names.entrySet()) {
      Name owner = entry.getKey();
      Map<RRType, Set<Rdata>> sets = entry.getValue();
      if (hidden != null && owner.isBelow(hidden)) {
        continue;
      }
      boolean cut = sets.containsKey(RRTypes.NS) && !owner.equals(zone);
      if (cut) {
        hidden = owner;
        out.append(owner + " A NOERROR -aa\n");
        printed++;
      } else if (sets.containsKey(RRTypes.DNAME)) {
        hidden = owner;
      }
      for (Map.Entry<RRType, Set<Rdata>> set : sets.entrySet()) {
        RRType type = set.getKey();
        if (cut ? type.equals(RRTypes.DS) : !OF_DNSSEC.contains(type)) {
          print(owner, type, set.getValue(), out);
          printed++;
        }
      }
    }
    return printed;
  }

  private static void print(Name owner, RRType type, Set<Rdata> rdatas, Appendable out)
      throws IOException {
    out.append(owner + " " + type + " NOERROR aa\n");
    for (Rdata rdata : rdatas) {
      out.append("  " + type + " " + rdata + "\n");
    }
  }
}
