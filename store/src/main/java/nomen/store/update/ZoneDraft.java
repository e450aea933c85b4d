package nomen.store.update;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import nomen.codec.name.Name;
import nomen.codec.rr.RRTypes;
import nomen.codec.rr.Rdata;
import nomen.codec.rr.ResourceRecord;
import nomen.codec.rr.Serial;
import nomen.store.zone.Changeset;
import nomen.store.zone.NodeView;
import nomen.store.zone.ZoneEditor;
import nomen.store.zone.ZoneInvariants;

/**
 * What a zone is to become, while that is being worked out: only the names that were asked for, and
 * of these only what differs. The editor changes when the draft is finished, so what is refused
 * leaves no trace, and a name that ends as it began is not touched.
 */
final class ZoneDraft {
  private final ZoneEditor editor;
  private final Name origin;
  private final Map<Name, DraftNode> nodes = new LinkedHashMap<>();
  private final DraftNode apex;
  private final DraftRRset soa;
  private final int serialBefore;
  private final NodeView after = new NodeView();
  private final List<ResourceRecord> settledRemoved = new ArrayList<>(0);
  private final List<ResourceRecord> settledAdded = new ArrayList<>(0);

  /**
   * A draft that changes nothing yet.
   *
   * @throws IllegalStateException if the zone has no SOA
   */
  ZoneDraft(ZoneEditor editor) {
    this.editor = editor;
    origin = editor.origin();
    apex = node(origin);
    soa = apex.rrset(RRTypes.SOA);
    serialBefore = SoaFields.serial(soa());
  }

  /** The SOA as it is to become; its serial counts only if it is newer than that of before. */
  Rdata soa() {
    List<Rdata> rdatas = soa.rdatas();
    if (rdatas.size() != 1) {
      throw new IllegalStateException(origin + " has " + rdatas.size() + " SOA records");
    }
    return rdatas.getFirst();
  }

  void setSoa(Rdata rdata) {
    soa.clear();
    soa.add(rdata, -1);
  }

  /**
   * Whether the zone is to be a signed one. This server signs nothing, so whatever changes such a
   * zone and is not signed itself leaves signatures that are wrong, that of the SOA at the least.
   */
  boolean isSigned() {
    return apex.isSigned();
  }

  /** Whether anything is to differ. */
  boolean isChanged() {
    return !settledRemoved.isEmpty()
        || !settledAdded.isEmpty()
        || nodes.values().stream().anyMatch(DraftNode::isChanged);
  }

  int serialBefore() {
    return serialBefore;
  }

  /** What a name is to become; asking changes nothing. */
  DraftNode node(Name name) {
    DraftNode node = nodes.get(name);
    if (node == null) {
      NodeView before = new NodeView();
      editor.find(name, before);
      Name owner = editor.ownerName(name, before);
      node = new DraftNode(owner, owner.equals(origin), before);
      nodes.put(owner, node);
    }
    return node;
  }

  /** Those that were asked for so far. */
  Collection<DraftNode> nodes() {
    return nodes.values();
  }

  /**
   * Makes the change of a name in the editor and forgets it here, for changes of many names. Names
   * are settled in canonical order, without the apex, and not asked for again. If the draft is not
   * finished then, the editor has to go back.
   */
  void settle(DraftNode node) {
    nodes.remove(node.owner());
    if (node.isChanged()) {
      tell(node, settledRemoved, settledAdded);
      apply(node);
    }
  }

  /**
   * Makes the change in the editor.
   *
   * @param policy gives the serial, unless the draft has brought a newer one
   * @throws IllegalStateException if the zone would no longer be one
   */
  Evaluation finish(SerialPolicy policy, long nowMillis) {
    List<DraftNode> changed = new ArrayList<>(nodes.size());
    for (DraftNode node : nodes.values()) {
      if (node.isChanged()) {
        changed.add(node);
      }
    }
    if (changed.isEmpty() && settledRemoved.isEmpty() && settledAdded.isEmpty()) {
      return new Evaluation.Unchanged(serialBefore);
    }
    Rdata soaNow = soa();
    int serial = SoaFields.serial(soaNow);
    if (!Serial.isNewer(serial, serialBefore)) {
      serial = policy.next(serialBefore, nowMillis);
      if (!apex.isChanged()) {
        changed.add(apex);
      }
      setSoa(SoaFields.withSerial(soaNow, serial));
    }
    if (changed.size() > 1) {
      changed.sort(Comparator.comparing(DraftNode::owner));
    }
    List<ResourceRecord> removed = new ArrayList<>();
    List<ResourceRecord> added = new ArrayList<>();
    soa.difference(origin, removed, added);
    for (DraftNode node : changed) {
      tell(node, removed, added);
      apply(node);
    }
    removed.addAll(settledRemoved);
    added.addAll(settledAdded);
    return new Evaluation.Changed(new Changeset(origin, serialBefore, serial, removed, added));
  }

  /** All but the SOA, which comes first whatever else there is. */
  private void tell(DraftNode node, List<ResourceRecord> removed, List<ResourceRecord> added) {
    for (DraftRRset draft : node.drafts()) {
      if (draft != soa && draft.isChanged()) {
        draft.difference(node.owner(), removed, added);
      }
    }
  }

  private void apply(DraftNode node) {
    node.apply(editor);
    editor.find(node.owner(), after);
    String broken = ZoneInvariants.brokenAt(after, node.isApex());
    if (broken != null) {
      throw new IllegalStateException(node.owner() + " would have " + broken);
    }
  }
}
