package nomen.server.recorder;

import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import jdk.jfr.EventType;
import jdk.jfr.SettingDescriptor;
import jdk.jfr.Timespan;
import jdk.jfr.ValueDescriptor;

/** Makes the part of {@code docs/flight-recorder.md} that lists the events. */
final class FlightRecorderPage {
  private static final String BEGIN = "<!-- events: written from the code by make docs -->\n";
  private static final String END = "<!-- end of events -->\n";

  private static final Set<String> OF_EVERY_EVENT =
      Set.of("startTime", "duration", "eventThread", "stackTrace");

  private FlightRecorderPage() {}

  /** The page with the list as the code has it. */
  static String print(String page) {
    int begin = page.indexOf(BEGIN);
    int end = page.indexOf(END);
    if (begin < 0 || end < begin) {
      throw new IllegalArgumentException("the page does not have both marks");
    }
    String events =
        RecorderEvents.all().stream()
            .map(FlightRecorderPage::event)
            .collect(Collectors.joining("\n"));
    return page.substring(0, begin + BEGIN.length()) + "\n" + events + "\n" + page.substring(end);
  }

  private static String event(EventType event) {
    String fields =
        event.getFields().stream()
            .filter(field -> !OF_EVERY_EVENT.contains(field.getName()))
            .map(FlightRecorderPage::field)
            .collect(Collectors.joining());
    return """
    ### %s

    %s. %s

    | field | type | meaning |
    | --- | --- | --- |
    %s\
    """
        .formatted(event.getName(), event.getDescription(), threshold(event), fields);
  }

  private static String threshold(EventType event) {
    String least =
        event.getSettingDescriptors().stream()
            .filter(setting -> setting.getName().equals("threshold"))
            .map(SettingDescriptor::getDefaultValue)
            .findFirst()
            .orElseThrow();
    return least.startsWith("0 ")
        ? "All are recorded."
        : "Recorded if it takes at least " + least + ", where nothing else is said.";
  }

  private static String field(ValueDescriptor field) {
    String type = field.getAnnotation(Timespan.class) == null ? field.getTypeName() : "time span";
    String meaning = Objects.requireNonNullElse(field.getDescription(), field.getLabel());
    return "| `%s` | %s | %s |\n"
        .formatted(field.getName(), type.replace("java.lang.String", "text"), meaning);
  }
}
