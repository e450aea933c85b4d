package nomen.loadtest.traffic.file;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import nomen.codec.name.Name;
import nomen.codec.name.NameText;
import nomen.codec.rr.RdataPrinter;
import nomen.loadtest.traffic.TrafficException;
import org.jspecify.annotations.Nullable;

/** Reads master files, for tests. */
final class ZoneFiles {
  private ZoneFiles() {}

  /** The records as {@code owner type rdata}. */
  static List<String> read(Path file, @Nullable Name origin) throws TrafficException {
    List<String> records = new ArrayList<>();
    ZoneFileRecords.read(
        file,
        origin,
        (owner, ownerLength, type, rdata, place) -> {
          StringBuilder text = new StringBuilder(NameText.print(owner, 0));
          text.append(' ').append(type).append(' ');
          RdataPrinter.print(text, type, rdata.octets(), 0, rdata.position());
          records.add(text.toString());
        });
    return records;
  }
}
