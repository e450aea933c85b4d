package nomen.server.warmup;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import nomen.codec.name.Name;
import nomen.codec.wire.WireWriter;
import nomen.store.zone.DatabaseSnapshot;
import nomen.store.zone.NodeCursor;
import nomen.store.zone.RRsetView;
import nomen.store.zone.ZoneSnapshot;

/**
 * Questions in wire format that zones are likely to be asked: names that are there, with types that
 * they have and have not; names that are not there; without EDNS, with it, and with DO.
 */
final class Questions {
  /** The most zones that names are taken from. */
  static final int MAX_ZONES = 16;

  /** The most names that are taken from all zones together. */
  static final int MAX_NAMES = 4_096;

  private static final int MESSAGE_OCTETS = 512;
  private static final int CLASS_IN = 1;
  private static final int TYPE_OPT = 41;
  private static final int UDP_PAYLOAD_OCTETS = 1232;
  private static final int DNSSEC_OK = 0x8000;

  /** What resolvers ask for most; a name that has none of it gives NODATA. */
  private static final int[] USUAL_TYPES = {1, 28, 15, 65};

  /** Unlike what zones have, but valid. */
  private static final String ABSENT = "nomen-warm-up-";

  private static final int FORMS = 3;

  private final List<ByteBuffer> messages = new ArrayList<>();

  private Questions() {}

  /**
   * Draws some.
   *
   * @return none if there is no zone; each from its first octet to its last
   */
  static List<ByteBuffer> of(DatabaseSnapshot zones) {
    Questions questions = new Questions();
    List<ZoneSnapshot> all = zones.zones();
    int from = Math.min(MAX_ZONES, all.size());
    for (int i = 0; i < from; i++) {
      // Spread over all of them: neighbours are often alike.
      questions.draw(all.get((int) ((long) i * all.size() / from)), MAX_NAMES / from);
    }
    return questions.messages;
  }

  private void draw(ZoneSnapshot zone, int names) {
    NodeCursor nodes = zone.nodes();
    RRsetView rrset = new RRsetView();
    for (int i = 0; i < names && nodes.next(); i++) {
      Name owner = nodes.owner().toName();
      int type = nodes.node().first(rrset) ? rrset.type() : USUAL_TYPES[0];
      add(owner, type);
      add(owner, USUAL_TYPES[i % USUAL_TYPES.length]);
      if (i % USUAL_TYPES.length == 0 && zone.origin().toWire().length < 200) {
        add(zone.origin().child(ABSENT + i), USUAL_TYPES[0]);
      }
    }
  }

  private void add(Name name, int type) {
    int number = messages.size();
    int form = number % FORMS;
    WireWriter writer = new WireWriter(MESSAGE_OCTETS);
    writer.writeU16(number & 0xffff);
    writer.writeU16(0);
    writer.writeU16(1);
    writer.writeU32(0);
    writer.writeU16(form == 0 ? 0 : 1);
    writer.writeOctets(name.toWire());
    writer.writeU16(type);
    writer.writeU16(CLASS_IN);
    if (form > 0) {
      writer.writeU8(0);
      writer.writeU16(TYPE_OPT);
      writer.writeU16(UDP_PAYLOAD_OCTETS);
      writer.writeU32(form == 1 ? 0 : DNSSEC_OK);
      writer.writeU16(0);
    }
    messages.add(ByteBuffer.wrap(writer.toOctets()));
  }
}
