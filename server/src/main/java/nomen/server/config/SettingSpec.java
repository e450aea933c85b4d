package nomen.server.config;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * One {@link Setting} with what its record component says.
 *
 * @param key the key in its table
 * @param setting the annotation
 * @param shape whether it is a value, a list, a table or a table that may be repeated
 * @param element the Java type of the value, of the list's elements or of the table
 */
record SettingSpec(String key, Setting setting, Shape shape, Class<?> element) {
  /** How a setting stands in the file. */
  enum Shape {
    VALUE,
    LIST,
    TABLE,
    TABLES
  }

  /** Looked up once: reflection is slow beside a table of a few lines. */
  private static final ClassValue<List<SettingSpec>> SPECS =
      new ClassValue<>() {
        @Override
        protected List<SettingSpec> computeValue(Class<?> table) {
          return Arrays.stream(table.getRecordComponents()).map(SettingSpec::of).toList();
        }
      };

  /** The settings of a table, in their order in the record: the same objects each time. */
  static List<SettingSpec> of(Class<?> table) {
    return SPECS.get(table);
  }

  private static SettingSpec of(RecordComponent component) {
    Setting setting = component.getAnnotation(Setting.class);
    if (setting == null) {
      throw new AssertionError(component + " is no @Setting");
    }
    String key =
        setting.key().isEmpty()
            ? component.getName().replaceAll("(?=[A-Z])", "-").toLowerCase(Locale.ROOT)
            : setting.key();
    Type type = component.getGenericType();
    if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
      Class<?> element = (Class<?>) list.getActualTypeArguments()[0];
      return new SettingSpec(key, setting, isTable(element) ? Shape.TABLES : Shape.LIST, element);
    }
    Class<?> element = component.getType();
    return new SettingSpec(key, setting, isTable(element) ? Shape.TABLE : Shape.VALUE, element);
  }

  /** A table's record has settings as components; a value such as {@link Network} has none. */
  private static boolean isTable(Class<?> type) {
    return type.isRecord()
        && type.getRecordComponents().length > 0
        && type.getRecordComponents()[0].isAnnotationPresent(Setting.class);
  }
}
