package nomen.server.config;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What differs between two configurations. */
public final class ConfigurationDifference {
  /** What a running server takes from a configuration that it reads again. */
  private static final Set<String> AT_ONCE =
      Set.of("key", "zone", "server.key-files", "server.allow-md5");

  private ConfigurationDifference() {}

  /**
   * The settings that differ and of which a running server takes no notice, such as {@code
   * udp.max-payload}.
   */
  public static List<String> atNextStart(Configuration running, Configuration read) {
    List<String> keys = new ArrayList<>();
    collect(Configuration.class, running, read, "", keys);
    keys.removeAll(AT_ONCE);
    keys.removeIf(key -> key.startsWith("log."));
    return keys;
  }

  /** The settings of a zone that differ, such as {@code allow-query}. */
  public static List<String> of(ZoneSettings before, ZoneSettings after) {
    List<String> keys = new ArrayList<>();
    collect(ZoneSettings.class, before, after, "", keys);
    return keys;
  }

  private static <R> void collect(
      Class<? extends R> table, R before, R after, String path, List<String> into) {
    List<SettingSpec> specs = SettingSpec.of(table);
    RecordComponent[] components = table.getRecordComponents();
    for (int i = 0; i < components.length; i++) {
      Object one = value(components[i], before);
      Object other = value(components[i], after);
      String key = path + specs.get(i).key();
      if (one != null && other != null && specs.get(i).shape() == SettingSpec.Shape.TABLE) {
        collect(specs.get(i).element(), one, other, key + ".", into);
      } else if (!Objects.equals(one, other)) {
        into.add(key);
      }
    }
  }

  private static @Nullable Object value(RecordComponent component, @Nullable Object of) {
    try {
      return component.getAccessor().invoke(of);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new LinkageError(component + " is a setting", e);
    }
  }
}
