package nomen.store.update;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import nomen.codec.name.Name;
import nomen.store.zone.DatabaseSnapshot;
import nomen.store.zone.ZoneEditor;
import nomen.store.zone.ZoneSnapshot;

/**
 * What the zones are after each thing that was asked for, in the order of asking, and how much of
 * that was promised: the states that a restart may find are those from the promised one on.
 */
final class CrashModel {
  private final List<Map<Name, ZoneSnapshot>> states = new ArrayList<>(List.of(Map.of()));
  private int promised;

  /** How many things were asked for since what was found last. */
  int asked() {
    return states.size() - 1;
  }

  private Map<Name, ZoneSnapshot> last() {
    return states.getLast();
  }

  /** A task was handed in. */
  void ask(ZoneTask task, long nowMillis) {
    ZoneSnapshot zone = last().get(task.zone());
    if (zone != null) {
      ZoneEditor editor = zone.edit();
      if (isChange(task, editor, nowMillis)) {
        next(task.zone(), editor.build());
        return;
      }
    }
    states.add(last());
  }

  private static boolean isChange(ZoneTask task, ZoneEditor editor, long nowMillis) {
    try {
      return task.evaluate(editor, nowMillis) instanceof Evaluation.Changed;
    } catch (IllegalStateException e) {
      // A task that throws is refused.
      return false;
    }
  }

  /** A zone was handed in. */
  void put(ZoneSnapshot zone) {
    next(zone.origin(), zone);
  }

  private void next(Name apex, ZoneSnapshot zone) {
    Map<Name, ZoneSnapshot> state = new HashMap<>(last());
    state.put(apex, zone);
    states.add(state);
  }

  /** A zone was to be taken away. */
  void remove(Name apex) {
    Map<Name, ZoneSnapshot> state = new HashMap<>(last());
    state.remove(apex);
    states.add(state);
  }

  /** The first so many things that were asked for are promised: they must be found from now on. */
  void promise(int things) {
    promised = things;
  }

  /** What was not promised was refused: it must not be found. */
  void refuseRest() {
    states.subList(promised + 1, states.size()).clear();
  }

  /** Whether the zones are what was promised, and nothing more. */
  boolean isPromised(DatabaseSnapshot zones) {
    return isSame(zones, states.get(promised));
  }

  /** The serial of a zone when all is done; 1 if there is none. */
  int serial(Name apex) {
    ZoneSnapshot zone = last().get(apex);
    return zone == null ? 1 : (int) zone.serial();
  }

  /**
   * Zones were found after a restart; the model goes on from there.
   *
   * @throws AssertionError if they are none of the states that they may be
   */
  void found(DatabaseSnapshot zones) {
    for (int i = asked(); i >= promised; i--) {
      if (isSame(zones, states.get(i))) {
        Map<Name, ZoneSnapshot> now = states.get(i);
        states.clear();
        states.add(now);
        promised = 0;
        return;
      }
    }
    throw new AssertionError(
        "found "
            + zones.zones().stream().map(CrashModel::print).toList()
            + "\npromised at least "
            + states.get(promised).values().stream().map(CrashModel::print).toList()
            + "\nasked for "
            + last().values().stream().map(CrashModel::print).toList());
  }

  private static String print(ZoneSnapshot zone) {
    return zone.origin() + " " + zone.serial() + " " + Zones.lines(zone);
  }

  private static boolean isSame(DatabaseSnapshot zones, Map<Name, ZoneSnapshot> state) {
    if (zones.zones().size() != state.size()) {
      return false;
    }
    for (ZoneSnapshot zone : zones.zones()) {
      ZoneSnapshot other = state.get(zone.origin());
      if (other == null
          || zone.serial() != other.serial()
          || zone.recordCount() != other.recordCount()) {
        return false;
      }
    }
    return zones.zones().stream()
        .allMatch(
            zone -> {
              ZoneSnapshot other = state.get(zone.origin());
              return other != null && Zones.lines(zone).equals(Zones.lines(other));
            });
  }
}
