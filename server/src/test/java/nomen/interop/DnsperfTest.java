package nomen.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import nomen.conformance.subject.ServedKey;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** dnsperf sends signed updates, many at a time, and gets an answer to each. */
@Tag("interop")
class DnsperfTest {
  private static final ServedKey KEY =
      new ServedKey(
          "perf.test.", "hmac-sha256", "ZG5zcGVyZiBhbmQgbm9tZW4ga25vdyB0aGlzIHNlY3JldCE=");
  private static final int UPDATES = 2_000;

  @Test
  void everyUpdateIsAnsweredAndThere(@TempDir Path folder) throws IOException {
    Finished.assumeInstalled("dnsperf");
    StringBuilder updates = new StringBuilder();
    for (int host = 0; host < UPDATES; host++) {
      updates.append("perf.zone.test\nadd h%d 60 A 192.0.2.9\nsend\n".formatted(host));
    }
    Path file = Files.writeString(folder.resolve("updates"), updates);
    String key = KEY.algorithm() + ":" + KEY.name() + ":" + KEY.secret();
    try (UpdatedSubject subject = UpdatedSubject.start(folder, KEY, "perf.zone.test.")) {
      String port = Integer.toString(subject.port());
      Finished finished =
          Finished.run(
                  folder,
                  "dnsperf",
                  "-s",
                  subject.host(),
                  "-p",
                  port,
                  "-u",
                  "-y",
                  key,
                  "-d",
                  file.toString(),
                  "-n",
                  "1",
                  "-q",
                  "50")
              .succeeded();
      assertTrue(finished.output().contains("NOERROR " + UPDATES + " (100.00%)"), finished::output);
      for (int host = 0; host < UPDATES; host += 97) {
        String name = "h" + host + ".perf.zone.test.";
        assertEquals(List.of("60 A 192.0.2.9"), subject.records(name, "A"));
      }
    }
  }
}
