package nomen.store.zonefile;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import nomen.codec.rr.RRTypes;
import nomen.codec.rr.Rdata;
import nomen.codec.rr.Serial;
import nomen.store.zone.NodeView;
import nomen.store.zone.OwnerName;
import nomen.store.zone.RRsetView;
import org.jspecify.annotations.Nullable;

/**
 * Counts the signatures of a zone that have expired: validators take their answers for forged.
 * Times are compared by serial arithmetic (RFC 4034 section 3.1.5).
 */
final class SignatureCheck {
  private static final int RRSIG = 46;

  /** Where the expiration stands in the RDATA of RRSIG: RFC 4034 section 3.1. */
  private static final int EXPIRATION = 8;

  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

  private final Instant now;
  private final RRsetView rrset = new RRsetView();
  private long count;
  private long expired;
  private @Nullable Problem first;

  SignatureCheck(Instant now) {
    this.now = now;
  }

  void look(OwnerName owner, NodeView node) {
    for (boolean more = node.first(rrset); more; more = node.next(rrset)) {
      if (rrset.type() != RRSIG) {
        continue;
      }
      int place = rrset.first();
      for (int i = 0; i < rrset.count(); i++, place = rrset.next(place)) {
        count++;
        int expiration = u32(rrset.octets(), rrset.rdataOffset(place) + EXPIRATION);
        if (!Serial.isNewer((int) now.getEpochSecond(), expiration)) {
          continue;
        }
        expired++;
        if (first == null) {
          first = example(owner, place, expiration);
        }
      }
    }
  }

  private Problem example(OwnerName owner, int place, int expiration) {
    Rdata rdata =
        Rdata.ofValid(
            RRTypes.RRSIG, rrset.octets(), rrset.rdataOffset(place), rrset.rdataLength(place));
    // The time nearest to now that has these 32 bits.
    long seconds = now.getEpochSecond() + (expiration - (int) now.getEpochSecond());
    String time = TIME.format(Instant.ofEpochSecond(seconds).atOffset(ZoneOffset.UTC));
    String what =
        "expired at " + time + " UTC, that of " + RRTypes.of(rrset.coveredType()).mnemonic();
    return new Problem(owner.toName(), RRTypes.RRSIG, rdata, Severity.WARNING, what);
  }

  /** What to report, at the first of those that have expired; null if none has. */
  @Nullable Problem problem() {
    if (first == null) {
      return null;
    }
    String what =
        expired == count
            ? "all " + count + " signatures of the zone have expired; this one "
            : expired + " of " + count + " signatures of the zone have expired; this one ";
    return new Problem(
        first.owner(), first.type(), first.rdata(), first.severity(), what + first.what());
  }

  private static int u32(byte[] octets, int at) {
    return (octets[at] & 0xff) << 24
        | (octets[at + 1] & 0xff) << 16
        | (octets[at + 2] & 0xff) << 8
        | octets[at + 3] & 0xff;
  }
}
