package nomen.server.request;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;
import nomen.codec.name.Name;
import nomen.store.zone.ZoneEditor;
import nomen.store.zone.ZoneSnapshot;
import org.xbill.DNS.Master;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.TextParseException;

/** Makes zones from text; dnsjava reads it, so that what is tested is not what tests. */
public final class ZoneText {
  private static final int FIXED_OCTETS = 10;
  private static final int TYPE_RRSIG = 46;

  private ZoneText() {}

  /** The zone with the records of a master file's text, TTL 300 where it says none. */
  public static ZoneSnapshot zone(String origin, String text) {
    return signed(origin, text, name -> false);
  }

  /**
   * As {@link #zone}, with one made-up signature for each RRset whose owner the test picks; a zone
   * cut's owner gets those for its DS and NSEC alone.
   */
  public static ZoneSnapshot signed(String origin, String text, Predicate<String> isSigned) {
    ZoneEditor editor = new ZoneEditor(Name.parse(origin));
    Set<String> seen = new HashSet<>();
    try {
      ByteArrayInputStream in =
          new ByteArrayInputStream(("$TTL 300\n" + text).getBytes(StandardCharsets.ISO_8859_1));
      Master master = new Master(in, new org.xbill.DNS.Name(origin));
      for (Record record = master.nextRecord(); record != null; record = master.nextRecord()) {
        add(editor, record);
        String owner = record.getName().toString();
        boolean glueless =
            record.getType() != 2 || record.getName().toString().equalsIgnoreCase(origin);
        if (isSigned.test(owner) && glueless && seen.add(owner + record.getType())) {
          add(editor, signature(origin, record));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return editor.build();
  }

  private static Record signature(String origin, Record record) throws TextParseException {
    int labels = record.getName().labels() - 1 - (record.getName().isWild() ? 1 : 0);
    String text =
        "%s 5 %d %d 20040509183619 20040409183619 38519 %s c2ln"
            .formatted(
                org.xbill.DNS.Type.string(record.getType()), labels, record.getTTL(), origin);
    try {
      return Record.fromString(
          record.getName(),
          TYPE_RRSIG,
          record.getDClass(),
          record.getTTL(),
          text,
          org.xbill.DNS.Name.root);
    } catch (IOException e) {
      throw new TextParseException(e.getMessage());
    }
  }

  private static void add(ZoneEditor editor, Record record) {
    byte[] wire = record.toWire(Section.ANSWER);
    int rdata = record.getName().length() + FIXED_OCTETS;
    editor.add(wire, 0, record.getType(), (int) record.getTTL(), wire, rdata, wire.length - rdata);
  }
}
