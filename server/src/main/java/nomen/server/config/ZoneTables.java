package nomen.server.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import nomen.codec.name.Name;
import org.jspecify.annotations.Nullable;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlPosition;
import org.tomlj.TomlVersion;

/**
 * Reads the tables of the zones of a file. The first of each shape is parsed and read like any
 * table. Those after it that differ from it only in name and file take over everything else: that
 * text was judged already, and the values are the same objects. So a hundred thousand zones cost
 * little.
 */
final class ZoneTables {
  /** A zone that was parsed itself, and where. */
  record Parsed(ZonePlace place, ZoneSettings settings) {}

  private static final SettingSpec NAME = SettingSpec.of(ZoneSettings.class).getFirst();

  private final String file;
  private final String text;
  private final List<ConfigurationText.Piece> pieces;
  private final TableReader reader;
  private final ValueTypes types;
  private final List<Finding> syntaxErrors = new ArrayList<>();
  private final Map<String, Parsed> models = new HashMap<>();
  private final List<Parsed> parsed = new ArrayList<>();
  private final List<ZoneSettings> zones = new ArrayList<>();

  /** For each table the one that it took its settings from; null if it was parsed itself. */
  private final @Nullable Parsed[] modelOf;

  /**
   * Tables that are not read yet.
   *
   * @param file the file's name in messages
   * @param text all of the file
   * @param pieces where the tables stand in it
   * @param reader hears what is wrong
   */
  ZoneTables(
      String file,
      String text,
      List<ConfigurationText.Piece> pieces,
      TableReader reader,
      ValueTypes types) {
    this.file = file;
    this.text = text;
    this.pieces = pieces;
    this.reader = reader;
    this.types = types;
    modelOf = new @Nullable Parsed[pieces.size()];
  }

  /** Reads the tables of the zones that are wanted, as far as it can tell before it parses. */
  void read(Predicate<Name> wanted) {
    for (int i = 0; i < pieces.size(); i++) {
      ConfigurationText.Piece piece = pieces.get(i);
      PlainZone plain = PlainZone.of(text, piece.start(), piece.end());
      Name name = plain == null ? null : nameOf(plain);
      if (name == null || wanted.test(name)) {
        read(i, plain, name);
      }
    }
  }

  /** What is not TOML in the tables. */
  List<Finding> syntaxErrors() {
    return syntaxErrors;
  }

  /** The zones that were read, in their order; some are missing if they are not TOML. */
  List<ZoneSettings> zones() {
    return Collections.unmodifiableList(zones);
  }

  /** Those that were parsed themselves. */
  List<Parsed> parsed() {
    return parsed;
  }

  /** The zones that took their settings from one that was parsed, parsed now. */
  @SuppressWarnings("ReferenceEquality") // Two zones may be equal and come from different text.
  List<Parsed> parseThoseLike(Parsed model) {
    List<Parsed> like = new ArrayList<>();
    ZoneSettings settings = model.settings();
    for (int i = 0; i < modelOf.length; i++) {
      ZonePlace place = modelOf[i] == model ? parse(i) : null;
      if (place != null) {
        like.add(new Parsed(place, settings));
      }
    }
    return like;
  }

  private void read(int index, @Nullable PlainZone plain, @Nullable Name name) {
    Parsed model = plain == null ? null : models.get(plain.shape());
    if (model != null && plain != null && name != null && copy(index, plain, name, model)) {
      return;
    }
    ZonePlace place = parse(index);
    if (place == null) {
      return;
    }
    reader.goTo(place.places());
    int before = reader.findings().size();
    ZoneSettings settings =
        reader.read(place.table(), ZoneSettings.class, place.prefix(), place.start());
    Parsed read = new Parsed(place, settings);
    parsed.add(read);
    zones.add(settings);
    // Errors of a catalog depend on its name, so no other zone takes them over.
    if (plain != null
        && reader.findings().size() == before
        && settings.catalog() == CatalogRole.NONE) {
      models.put(plain.shape(), read);
    }
  }

  /** Takes over what a zone of the same shape has; false if there is something to be said. */
  private boolean copy(int index, PlainZone plain, Name name, Parsed model) {
    ZoneSettings settings = model.settings();
    Map<Object, Integer> seen = reader.seen(NAME);
    if (seen.containsKey(name) || name.equals(settings.inCatalog())) {
      return false;
    }
    Path path = settings.file();
    if (plain.file() != null) {
      try {
        path = types.scanFile(plain.file());
      } catch (SettingException e) {
        // It is parsed, so that its place can be told.
        return false;
      }
    }
    seen.put(name, pieces.get(index).line() + plain.nameLine() - 1);
    modelOf[index] = model;
    zones.add(settings.like(name, path));
    return true;
  }

  private static @Nullable Name nameOf(PlainZone plain) {
    try {
      return ValueTypes.scanName(plain.name());
    } catch (SettingException e) {
      return null;
    }
  }

  /** The table of a piece; null if it is not TOML, which is noted once. */
  private @Nullable ZonePlace parse(int index) {
    ConfigurationText.Piece piece = pieces.get(index);
    Places places = Places.from(file, piece.line());
    TomlParseResult toml =
        Toml.parse(text.substring(piece.start(), piece.end()), TomlVersion.V1_0_0);
    if (toml.hasErrors()) {
      toml.errors()
          .forEach(
              error ->
                  syntaxErrors.add(
                      places.finding(error.position(), "", String.valueOf(error.getMessage()))));
      return null;
    }
    TomlArray tables = toml.getArrayOrEmpty("zone");
    TomlPosition start = tables.inputPositionOf(0);
    return new ZonePlace(places, tables.getTable(0), start, index);
  }
}
