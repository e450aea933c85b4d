package nomen.store.update;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import nomen.codec.message.Rcode;
import nomen.codec.name.Name;
import nomen.codec.rr.RRClass;
import nomen.codec.rr.RRTypes;
import nomen.codec.rr.Rdata;
import nomen.codec.rr.ResourceRecord;
import nomen.store.log.Author;
import nomen.store.zone.Changeset;
import nomen.store.zone.NodeView;
import nomen.store.zone.RRsetView;
import nomen.store.zone.ZoneEditor;
import nomen.store.zone.ZoneSnapshot;
import org.jspecify.annotations.Nullable;

/** A task that does what a test wants, and keeps what it is told. */
final class ScriptedTask implements ZoneTask {
  static final Author AUTHOR = new Author(Author.Via.CONTROL, null, null, "");
  static final int SERIAL = 1000;
  private static final int TTL_SECONDS = 60;

  private final Name zone;
  private final BiFunction<ZoneEditor, Long, Evaluation> script;
  private final List<Evaluation> told = new ArrayList<>();
  private Runnable whenTold = () -> {};

  ScriptedTask(Name zone, BiFunction<ZoneEditor, Long, Evaluation> script) {
    this.zone = zone;
    this.script = script;
  }

  /** Adds an address record and takes the next serial. */
  static ScriptedTask adding(Name zone, String label, int number) {
    return new ScriptedTask(zone, (editor, _) -> add(editor, zone, label, number));
  }

  static Evaluation add(ZoneEditor editor, Name zone, String label, int number) {
    Rdata address = Rdata.parse(RRTypes.A, "10.0." + number / 256 + "." + number % 256);
    ResourceRecord record = new ResourceRecord(zone.child(label), RRClass.IN, TTL_SECONDS, address);
    int serial = serial(editor, zone);
    Changeset changeset =
        new Changeset(
            zone,
            serial,
            serial + 1,
            List.of(soa(zone, serial)),
            List.of(soa(zone, serial + 1), record));
    changeset.applyTo(editor);
    return new Evaluation.Changed(changeset);
  }

  /** Changes the zone and is refused then. */
  static ScriptedTask refusing(Name zone, String label) {
    return new ScriptedTask(
        zone,
        (editor, _) -> {
          add(editor, zone, label, 1);
          return new Evaluation.Refused(Rcode.YXDOMAIN, -1, "scripted");
        });
  }

  /** Changes the zone and throws then. */
  static ScriptedTask throwing(Name zone, String label) {
    return new ScriptedTask(
        zone,
        (editor, _) -> {
          add(editor, zone, label, 1);
          throw new IllegalStateException("scripted");
        });
  }

  /** Tells the serial that it sees. */
  static ScriptedTask looking(Name zone) {
    return new ScriptedTask(zone, (editor, _) -> new Evaluation.Unchanged(serial(editor, zone)));
  }

  private static ResourceRecord soa(Name zone, int serial) {
    Rdata rdata =
        Rdata.parse(RRTypes.SOA, "ns.example. root.example. " + serial + " 3600 900 604800 60");
    return new ResourceRecord(zone, RRClass.IN, TTL_SECONDS, rdata);
  }

  private static int serial(ZoneEditor editor, Name zone) {
    NodeView node = new NodeView();
    RRsetView rrset = new RRsetView();
    if (!editor.find(zone, node) || !node.find(RRTypes.SOA.code(), rrset)) {
      throw new IllegalStateException("no SOA in " + zone);
    }
    int tail = rrset.rdataOffset(rrset.first()) + rrset.rdataLength(rrset.first()) - 20;
    byte[] octets = rrset.octets();
    return (octets[tail] & 0xff) << 24
        | (octets[tail + 1] & 0xff) << 16
        | (octets[tail + 2] & 0xff) << 8
        | octets[tail + 3] & 0xff;
  }

  /** A zone with nothing but its apex. */
  static ZoneSnapshot zone(Name apex) {
    ZoneEditor editor = new ZoneEditor(apex);
    ResourceRecord soa = soa(apex, SERIAL);
    editor.add(apex, RRTypes.SOA.code(), TTL_SECONDS, soa.rdata().toWire());
    Rdata server = Rdata.parse(RRTypes.NS, "ns.example.");
    editor.add(apex, RRTypes.NS.code(), TTL_SECONDS, server.toWire());
    return editor.build();
  }

  /** Does something whenever the task is told. */
  ScriptedTask whenTold(Runnable runnable) {
    whenTold = runnable;
    return this;
  }

  /** All that the task was told. */
  List<Evaluation> told() {
    return told;
  }

  /** The one thing that the task was told. */
  @Nullable Evaluation outcome() {
    if (told.size() > 1) {
      throw new AssertionError("told more than once: " + told);
    }
    return told.isEmpty() ? null : told.getFirst();
  }

  @Override
  public Name zone() {
    return zone;
  }

  @Override
  public Author author() {
    return AUTHOR;
  }

  @Override
  public long requestDigest() {
    return 7;
  }

  @Override
  public long base() {
    return 0;
  }

  @Override
  public Evaluation evaluate(ZoneEditor editor, long nowMillis) {
    return script.apply(editor, nowMillis);
  }

  @Override
  public void complete(Evaluation evaluation) {
    told.add(evaluation);
    whenTold.run();
  }
}
