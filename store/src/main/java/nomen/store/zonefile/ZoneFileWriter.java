package nomen.store.zonefile;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import nomen.codec.name.NameText;
import nomen.codec.rr.RRType;
import nomen.codec.rr.RRTypes;
import nomen.codec.rr.RdataPrinter;
import nomen.store.zone.NodeCursor;
import nomen.store.zone.NodeView;
import nomen.store.zone.RRsetView;
import nomen.store.zone.ZoneSnapshot;

/**
 * Prints a zone as a master file in canonical form: one record a line, absolute names in the case
 * that the zone has them in, TTL and class always, no directives; names in canonical order (RFC
 * 4034 section 6.1), the SOA first, then types by number and signatures behind what they cover.
 * Every reader of master files reads the same zone back, also one that does not know a type:
 * younger types are printed as RFC 3597 has unknown ones, on request.
 */
public final class ZoneFileWriter {
  /** Text is handed on when there is this much of it. */
  private static final int CHUNK_CHARS = 1 << 16;

  /** The highest code of a type that every reader has known for long: CAA. */
  private static final int LAST_OLD_TYPE = 257;

  private static final int DSYNC = 66;

  private final OutputStream to;
  private final boolean portable;
  private final StringBuilder text = new StringBuilder(CHUNK_CHARS + 1024);

  /**
   * A writer.
   *
   * @param to is not closed; it needs no buffer
   * @param portable whether types that were defined after 2022 are printed as unknown ones
   */
  public ZoneFileWriter(OutputStream to, boolean portable) {
    this.to = to;
    this.portable = portable;
  }

  /** Prints all of a zone. */
  public void write(ZoneSnapshot zone) throws IOException {
    RRsetView rrset = new RRsetView();
    NodeCursor nodes = zone.nodes();
    boolean atApex = true;
    while (nodes.next()) {
      String owner = NameText.print(nodes.owner().octets(), 0);
      NodeView node = nodes.node();
      boolean soaPrinted = atApex && node.find(RRTypes.SOA.code(), rrset);
      if (soaPrinted) {
        print(owner, rrset);
        if (node.findSignatures(RRTypes.SOA.code(), rrset)) {
          print(owner, rrset);
        }
      }
      for (boolean more = node.first(rrset); more; more = node.next(rrset)) {
        if (!soaPrinted || !isSoaOrItsSignature(rrset)) {
          print(owner, rrset);
        }
      }
      atApex = false;
    }
    flush();
  }

  private static boolean isSoaOrItsSignature(RRsetView rrset) {
    int type = rrset.type();
    return type == RRTypes.SOA.code()
        || type == RRTypes.RRSIG.code() && rrset.coveredType() == RRTypes.SOA.code();
  }

  private void print(String owner, RRsetView rrset) throws IOException {
    RRType type = RRTypes.of(rrset.type());
    boolean generic = portable && (type.code() > LAST_OLD_TYPE || type.code() == DSYNC);
    int place = rrset.first();
    for (int i = 0; i < rrset.count(); i++, place = rrset.next(place)) {
      int start = rrset.rdataOffset(place);
      int end = start + rrset.rdataLength(place);
      text.append(owner).append(' ').append(rrset.ttlSeconds()).append(" IN ");
      if (generic) {
        text.append("TYPE").append(type.code()).append(' ');
        RdataPrinter.printGeneric(text, rrset.octets(), start, end);
      } else {
        text.append(type.mnemonic()).append(' ');
        RdataPrinter.print(text, type, rrset.octets(), start, end);
      }
      text.append('\n');
      if (text.length() >= CHUNK_CHARS) {
        flush();
      }
    }
  }

  private void flush() throws IOException {
    to.write(text.toString().getBytes(StandardCharsets.ISO_8859_1));
    text.setLength(0);
  }
}
