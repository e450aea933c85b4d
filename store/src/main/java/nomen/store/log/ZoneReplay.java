package nomen.store.log;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import nomen.codec.name.Name;
import nomen.store.zone.Changeset;
import nomen.store.zone.ZoneEditor;
import nomen.store.zone.ZoneSnapshot;
import nomen.store.zonefile.SourceFile;
import org.jspecify.annotations.Nullable;

/**
 * Does again what records of the log say, to the zones of a checkpoint. Every zone has one editor
 * for all its changes. An image is read only when a change is made to it or in the end, so that of
 * one that was replaced again nothing needs to be there. Not thread-safe.
 */
final class ZoneReplay implements Consumer<LogRecord> {
  /** A zone on its way. */
  private static final class State {
    /** What the editor started from, or will; null until the image of {@link #base} is read. */
    @Nullable ZoneSnapshot zone;

    @Nullable ZoneEditor editor;
    long base;
    int serial;

    /** The LSN of what made it, for messages. */
    long lsn;
  }

  /** What cannot be thrown by a consumer otherwise. */
  static final class ImageUnreadable extends RuntimeException {
    private static final long serialVersionUID = 1;

    final IOException reason;

    ImageUnreadable(IOException reason) {
      super(reason);
      this.reason = reason;
    }
  }

  private final BaseImages images;
  private final Map<Name, State> states = new LinkedHashMap<>();
  private long records;

  ZoneReplay(BaseImages images, @Nullable Checkpoint checkpoint) {
    this.images = images;
    if (checkpoint != null) {
      for (Checkpoint.Zone each : checkpoint.zones()) {
        State state = new State();
        state.zone = each.zone();
        state.base = each.base();
        state.serial = (int) each.zone().serial();
        state.lsn = checkpoint.lsn();
        states.put(each.zone().origin(), state);
      }
    }
  }

  /** The records that were replayed. */
  long records() {
    return records;
  }

  /**
   * Replays a record.
   *
   * @throws IllegalArgumentException if it does not fit what there is: the log tells that as
   *     corruption, with file and offset
   */
  @Override
  public void accept(LogRecord record) {
    records++;
    switch (record) {
      case LogRecord.Change change -> change(change);
      case LogRecord.Load load -> load(load);
      case LogRecord.Removal removal -> {
        if (states.remove(removal.zone()) == null) {
          throw misfit(record, "it is removed, and was not there");
        }
      }
    }
  }

  private void load(LogRecord.Load load) {
    State state = new State();
    state.base = load.base();
    state.serial = load.serial();
    state.lsn = load.lsn();
    states.put(load.zone(), state);
  }

  private void change(LogRecord.Change change) {
    Changeset changes = change.changeset();
    State state = states.get(change.zone());
    if (state == null) {
      throw misfit(change, "it is changed, and was not there");
    }
    if (changes.serialFrom() != state.serial) {
      throw misfit(
          change,
          "it is changed from serial "
              + Integer.toUnsignedString(changes.serialFrom())
              + ", and had "
              + Integer.toUnsignedString(state.serial));
    }
    try {
      changes.applyTo(editor(change.zone(), state));
    } catch (IllegalStateException | IllegalArgumentException e) {
      throw misfit(change, String.valueOf(e.getMessage()));
    }
    state.serial = changes.serialTo();
    state.lsn = change.lsn();
    if (change.base() != 0) {
      state.base = change.base();
    }
  }

  private ZoneEditor editor(Name apex, State state) {
    ZoneEditor editor = state.editor;
    if (editor == null) {
      ZoneSnapshot zone = state.zone;
      if (zone == null) {
        try {
          zone = images.read(state.base).zone();
        } catch (IOException e) {
          throw new ImageUnreadable(e);
        }
        requireLoaded(apex, state, zone);
        state.zone = zone;
      }
      editor = zone.edit();
      state.editor = editor;
    }
    return editor;
  }

  private static void requireLoaded(Name apex, State state, ZoneSnapshot zone) {
    if (!zone.origin().equals(apex) || (int) zone.serial() != state.serial) {
      throw new IllegalArgumentException(
          "zone " + apex + ": image " + state.base + " is not what LSN " + state.lsn + " loaded");
    }
  }

  private static IllegalArgumentException misfit(LogRecord record, String what) {
    return new IllegalArgumentException(
        "zone " + record.zone() + ": LSN " + record.lsn() + " does not fit: " + what);
  }

  /**
   * The zones after all that was replayed.
   *
   * @param damaged is given what is wrong with base images that no zone's data was to come from
   */
  Map<Name, RecoveredZone> finish(List<String> damaged) throws IOException {
    readImages();
    Map<Name, RecoveredZone> zones = new LinkedHashMap<>();
    for (Map.Entry<Name, State> each : states.entrySet()) {
      State state = each.getValue();
      ZoneEditor editor = state.editor;
      ZoneSnapshot zone = editor == null ? state.zone : editor.build();
      if (zone == null || (int) zone.serial() != state.serial) {
        throw new DamagedFileException(
            SegmentFiles.DIRECTORY,
            0,
            "zone " + each.getKey() + ": not of the serial that LSN " + state.lsn + " gave it");
      }
      zones.put(each.getKey(), new RecoveredZone(zone, state.base, sources(state.base, damaged)));
    }
    return zones;
  }

  /** Without its sources a zone can be served, and its file is read again. */
  private List<SourceFile> sources(long base, List<String> damaged) {
    try {
      return images.readSources(base);
    } catch (IOException e) {
      damaged.add(String.valueOf(e.getMessage()));
      return List.of();
    }
  }

  /** Reads the images that no change was made to, all together. */
  private void readImages() throws IOException {
    List<Map.Entry<Name, State>> loaded = new ArrayList<>();
    List<Long> numbers = new ArrayList<>();
    for (Map.Entry<Name, State> each : states.entrySet()) {
      if (each.getValue().zone == null) {
        loaded.add(each);
        numbers.add(each.getValue().base);
      }
    }
    List<ZoneImage> read = images.readAll(numbers);
    for (int i = 0; i < read.size(); i++) {
      Name apex = loaded.get(i).getKey();
      State state = loaded.get(i).getValue();
      try {
        requireLoaded(apex, state, read.get(i).zone());
      } catch (IllegalArgumentException e) {
        throw new DamagedFileException(
            BaseImages.path(state.base), 0, String.valueOf(e.getMessage()));
      }
      state.zone = read.get(i).zone();
    }
  }
}
