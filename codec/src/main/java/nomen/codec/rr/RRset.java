package nomen.codec.rr;

import java.util.LinkedHashSet;
import java.util.List;
import nomen.codec.name.Name;

/**
 * The records of one owner name, class and type; they have one TTL and no two have the same rdata
 * (RFC 2181 section 5).
 *
 * @param owner the owner name
 * @param rrClass the class
 * @param type the type
 * @param ttlSeconds 0 to 2^31-1
 * @param rdatas at least one, all of the type; duplicates are dropped
 */
public record RRset(Name owner, RRClass rrClass, RRType type, int ttlSeconds, List<Rdata> rdatas) {
  /** Checks that the parts belong together. */
  public RRset {
    if (ttlSeconds < 0) {
      throw new IllegalArgumentException("TTL over 2^31-1 seconds");
    }
    if (rdatas.isEmpty()) {
      throw new IllegalArgumentException("RRset without records: " + owner + " " + type);
    }
    for (Rdata rdata : rdatas) {
      if (!rdata.type().equals(type)) {
        throw new IllegalArgumentException(rdata.type() + " in an RRset of type " + type);
      }
    }
    rdatas = List.copyOf(new LinkedHashSet<>(rdatas));
  }

  /** The records, one for each rdata. */
  public List<ResourceRecord> records() {
    return rdatas.stream()
        .map(rdata -> new ResourceRecord(owner, rrClass, ttlSeconds, rdata))
        .toList();
  }
}
