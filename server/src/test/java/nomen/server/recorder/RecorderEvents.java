package nomen.server.recorder;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Comparator;
import java.util.List;
import jdk.jfr.Event;
import jdk.jfr.EventType;

/** All events that the program has for the flight recorder. */
final class RecorderEvents {
  private RecorderEvents() {}

  /** By name. */
  static List<EventType> all() {
    return new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("nomen.store", "nomen.server")
            .stream()
            .filter(type -> type.isAssignableTo(Event.class))
            .map(JavaClass::reflect)
            .map(type -> EventType.getEventType(type.asSubclass(Event.class)))
            .sorted(Comparator.comparing(EventType::getName))
            .toList();
  }
}
