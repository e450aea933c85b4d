package nomen.server.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class OpenFilesTest {
  @Test
  void readsTheSoftLimit() {
    assertEquals(
        1024,
        OpenFiles.limit(
            Stream.of(
                "Limit                     Soft Limit           Hard Limit           Units     ",
                "Max resident set          unlimited            unlimited            bytes     ",
                "Max open files            1024                 524288               files     ")));
  }

  @Test
  void unlimitedIsTheLargestNumber() {
    assertEquals(
        Long.MAX_VALUE,
        OpenFiles.limit(
            Stream.of(
                "Max open files            unlimited            unlimited            files")));
  }
}
