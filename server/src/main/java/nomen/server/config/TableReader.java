package nomen.server.config;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import nomen.codec.edns.CookieSecret;
import org.jspecify.annotations.Nullable;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/**
 * Makes records of TOML tables. Whatever is wrong becomes a {@link Finding}, and the reading goes
 * on after it, so that one look at the findings is enough to mend a file. A setting with a finding
 * has its default, or null if it has none: what is checked next must not stumble over that.
 */
final class TableReader {
  private final ValueTypes types;
  private final List<Finding> findings = new ArrayList<>();
  private Places places;
  private boolean aligned = true;

  /** For each setting that must be unique: its values so far and the lines where they stand. */
  private final IdentityHashMap<SettingSpec, Map<Object, Integer>> seen = new IdentityHashMap<>();

  /** What a setting is that the file leaves out: the same object in all tables. */
  private final IdentityHashMap<SettingSpec, Object> initial = new IdentityHashMap<>();

  private final Map<Class<?>, Constructor<?>> constructors = new HashMap<>();

  TableReader(Places places, ValueTypes types) {
    this.places = places;
    this.types = types;
  }

  /** Says where the tables stand that are read from now on. */
  void goTo(Places next) {
    places = next;
  }

  /** The values of a setting that must be unique, and the line of each. */
  Map<Object, Integer> seen(SettingSpec spec) {
    return seen.computeIfAbsent(spec, _ -> new HashMap<>());
  }

  /**
   * Whether each element of each array of tables is a table, so that records can be counted off.
   */
  boolean isAligned() {
    return aligned;
  }

  /** What was wrong so far. */
  List<Finding> findings() {
    return findings;
  }

  /**
   * Reads a table.
   *
   * @param table the table
   * @param type the record that it becomes
   * @param path its name with a final dot, such as {@code "udp."}; empty for the whole file
   * @param where its place, for what is missing in it
   */
  <R> R read(TomlTable table, Class<R> type, String path, TomlPosition where) {
    List<SettingSpec> specs = SettingSpec.of(type);
    refuseUnknownKeys(table, specs, path);
    @Nullable Object[] values = new @Nullable Object[specs.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = read(table, specs.get(i), path, where);
    }
    return make(type, values);
  }

  private @Nullable Object read(
      TomlTable table, SettingSpec spec, String path, TomlPosition where) {
    List<String> keyPath = List.of(spec.key());
    String key = path + spec.key();
    Object value = table.get(keyPath);
    TomlPosition position = value == null ? where : positionOf(table, keyPath, where);
    return switch (spec.shape()) {
      case TABLE -> {
        if (value != null && !(value instanceof TomlTable)) {
          report(position, key, "is " + ValueType.kindOf(value) + "; allowed: a table");
          aligned = false;
        }
        TomlTable found = value instanceof TomlTable given ? given : EMPTY;
        yield read(found, spec.element(), key + ".", position);
      }
      case TABLES -> readTables(value, spec, key, position);
      case LIST, VALUE -> {
        if (value == null && spec.setting().required() && spec.setting().initial().isEmpty()) {
          report(position, key, "is missing; allowed: " + allowed(spec));
          yield NOTHING.get(spec.element());
        }
        yield value == null
            ? readInitial(spec, key, position)
            : readGiven(value, spec, key, position);
      }
    };
  }

  private @Nullable Object readInitial(SettingSpec spec, String key, TomlPosition position) {
    String text = spec.setting().initial();
    if (text.isEmpty()) {
      return null;
    }
    if (spec.setting().unique()) {
      return readGiven(toml(text), spec, key, position);
    }
    Object known = initial.get(spec);
    if (known == null) {
      known = readGiven(toml(text), spec, key, position);
      if (known != null) {
        initial.put(spec, known);
      }
    }
    return known;
  }

  private @Nullable Object readGiven(
      Object value, SettingSpec spec, String key, TomlPosition position) {
    return spec.shape() == SettingSpec.Shape.LIST
        ? readList(value, spec, key, position)
        : readValue(value, spec, key, position);
  }

  private List<@Nullable Object> readTables(
      @Nullable Object value, SettingSpec spec, String key, TomlPosition position) {
    List<@Nullable Object> records = new ArrayList<>();
    if (value != null && !(value instanceof TomlArray)) {
      report(position, key, "is " + ValueType.kindOf(value) + "; allowed: [[" + key + "]]");
      aligned = false;
    }
    for (int i = 0; value instanceof TomlArray array && i < array.size(); i++) {
      String path = key + "[" + (i + 1) + "]";
      TomlPosition place = array.inputPositionOf(i);
      if (array.get(i) instanceof TomlTable table) {
        records.add(read(table, spec.element(), path + ".", place));
      } else {
        report(place, path, "is " + ValueType.kindOf(array.get(i)) + "; allowed: a table");
        aligned = false;
      }
    }
    return records;
  }

  private @Nullable Object readList(
      Object value, SettingSpec spec, String key, TomlPosition position) {
    if (!(value instanceof TomlArray array)) {
      report(
          position,
          key,
          "is " + ValueType.kindOf(value) + "; allowed: an array, each element " + allowed(spec));
      return List.of();
    }
    List<Object> elements = new ArrayList<>();
    for (int i = 0; i < array.size(); i++) {
      Object element =
          scan(array.get(i), spec, key + "[" + (i + 1) + "]", array.inputPositionOf(i));
      if (element != null) {
        elements.add(element);
      }
    }
    if (spec.setting().required() && array.isEmpty()) {
      report(position, key, "is empty; needs at least one element: " + allowed(spec));
    }
    return List.copyOf(elements);
  }

  private @Nullable Object readValue(
      Object toml, SettingSpec spec, String key, TomlPosition position) {
    Object value = scan(toml, spec, key, position);
    if (value != null) {
      return value;
    }
    String initial = spec.setting().initial();
    try {
      return initial.isEmpty()
          ? NOTHING.get(spec.element())
          : types.of(spec.element()).scan(toml(initial));
    } catch (SettingException e) {
      throw new AssertionError("the default of " + key, e);
    }
  }

  /** A value that is allowed; else null, and there is a finding. */
  private @Nullable Object scan(Object toml, SettingSpec spec, String key, TomlPosition position) {
    Object value;
    try {
      value = types.of(spec.element()).scan(toml);
      if (!inRange(value, spec)) {
        throw new SettingException(printToml(toml) + " is out of range");
      }
    } catch (SettingException e) {
      if (!e.elsewhere().isEmpty()) {
        findings.addAll(e.elsewhere());
        return null;
      }
      return report(position, key, e.getMessage() + "; allowed: " + allowed(spec));
    }
    if (spec.setting().unique()) {
      Integer first = seen(spec).putIfAbsent(value, places.line(position));
      if (first != null) {
        // It is right in itself, and what is checked next goes by it.
        report(position, key, duplicate(toml, spec, key, first));
      }
    }
    return value;
  }

  /** Does not repeat a secret. */
  private static String duplicate(Object toml, SettingSpec spec, String key, int line) {
    String what =
        spec.element() == CookieSecret.class
            ? "secret"
            : (key.endsWith("].name") ? key.substring(0, key.indexOf('[')) + " " : "")
                + printToml(toml);
    return "duplicate " + what + ", first defined in line " + line;
  }

  private boolean inRange(Object value, SettingSpec spec) throws SettingException {
    String min = spec.setting().min();
    String max = spec.setting().max();
    return (min.isEmpty() || compare(value, toml(min), spec) >= 0)
        && (max.isEmpty() || compare(value, toml(max), spec) <= 0);
  }

  @SuppressWarnings("unchecked") // A limit is scanned by the same type as the value.
  private int compare(Object value, Object limit, SettingSpec spec) throws SettingException {
    return ((Comparable<Object>) value).compareTo(types.of(spec.element()).scan(limit));
  }

  /** What may be written, limits included. */
  private String allowed(SettingSpec spec) {
    String min = spec.setting().min();
    String max = spec.setting().max();
    String what = types.of(spec.element()).allowed();
    return min.isEmpty() && max.isEmpty()
        ? what
        : what + (max.isEmpty() ? ", at least " + min : ", from " + min + " to " + max);
  }

  private void refuseUnknownKeys(TomlTable table, List<SettingSpec> specs, String path) {
    for (String key : table.keySet()) {
      if (specs.stream().noneMatch(spec -> spec.key().equals(key))) {
        List<String> known = specs.stream().map(SettingSpec::key).toList();
        String hint =
            NearMiss.of(key, known)
                .map(near -> "; did you mean " + near + "?")
                .orElse("; known here: " + String.join(", ", known));
        List<String> keyPath = List.of(key);
        report(positionOf(table, keyPath, START), path + key, "is not known" + hint);
      }
    }
  }

  private @Nullable Object report(TomlPosition position, String key, String message) {
    findings.add(places.finding(position, key, message));
    return null;
  }

  private <R> R make(Class<R> type, @Nullable Object[] values) {
    Constructor<?> constructor =
        constructors.computeIfAbsent(type, TableReader::canonicalConstructor);
    try {
      return type.cast(constructor.newInstance(values));
    } catch (InstantiationException | IllegalAccessException | InvocationTargetException e) {
      throw new LinkageError(type + " is a record of settings", e);
    }
  }

  private static Constructor<?> canonicalConstructor(Class<?> type) {
    Class<?>[] parameters =
        Arrays.stream(type.getRecordComponents())
            .map(RecordComponent::getType)
            .toArray(Class<?>[]::new);
    try {
      return type.getDeclaredConstructor(parameters);
    } catch (NoSuchMethodException e) {
      throw new LinkageError(type + " is a record of settings", e);
    }
  }

  /** TOML does not tell where an implied table stands; what it holds does. */
  private static TomlPosition positionOf(TomlTable table, List<String> key, TomlPosition fallback) {
    TomlPosition position = table.inputPositionOf(key);
    return position == null ? fallback : position;
  }

  /**
   * A default or limit of an annotation. There are some two hundred in a start, nearly all plain,
   * and each would cost a run of the whole grammar.
   */
  private static Object toml(String text) {
    if (PLAIN_NUMBER.matcher(text).matches()) {
      return Long.parseLong(text);
    }
    if (PLAIN_STRING.matcher(text).matches()) {
      return text.substring(1, text.length() - 1);
    }
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      case "[]" -> NO_ELEMENTS;
      default -> parsed(text);
    };
  }

  private static Object parsed(String text) {
    Object value = Toml.parse("value = " + text).get("value");
    if (value == null) {
      throw new AssertionError("not TOML: " + text);
    }
    return value;
  }

  private static String printToml(Object value) {
    return value instanceof String text ? AddressText.quote(text) : value.toString();
  }

  private static final Pattern PLAIN_NUMBER = Pattern.compile("0|[1-9][0-9]{0,17}");
  private static final Pattern PLAIN_STRING = Pattern.compile("\"[\\w .:/-]*\"");
  private static final Object NO_ELEMENTS = parsed("[]");

  /** What a record component has that cannot be null. */
  private static final Map<Class<?>, Object> NOTHING = Map.of(int.class, 0, boolean.class, false);

  private static final TomlTable EMPTY = Toml.parse("");
  private static final TomlPosition START = TomlPosition.positionAt(1, 1);
}
