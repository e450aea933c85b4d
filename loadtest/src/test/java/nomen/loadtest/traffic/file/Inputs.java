package nomen.loadtest.traffic.file;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import nomen.loadtest.traffic.MessageOptions;
import nomen.loadtest.traffic.RequestList;
import nomen.loadtest.traffic.TrafficException;

/** Files in memory, for tests. */
final class Inputs {
  static final String FILE = "in.txt";

  private Inputs() {}

  static InputStream of(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  static RequestList queries(String text) throws TrafficException {
    return QueryFile.read(FILE, of(text), MessageOptions.PLAIN);
  }

  static RequestList updates(String text) throws TrafficException {
    return UpdateFile.read(FILE, of(text), MessageOptions.PLAIN);
  }

  static String queryFault(String text) {
    return String.valueOf(assertThrows(TrafficException.class, () -> queries(text)).getMessage());
  }

  static String updateFault(String text) {
    return String.valueOf(assertThrows(TrafficException.class, () -> updates(text)).getMessage());
  }
}
