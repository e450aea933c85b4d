package nomen.store.zonefile;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import nomen.codec.name.Name;
import nomen.codec.name.NameText;
import nomen.codec.rr.RRType;
import nomen.codec.rr.RRTypes;
import nomen.codec.rr.RdataPrinter;
import nomen.store.zone.ZoneSnapshot;

/** Master files in memory, and what reading and loading them gives. */
final class TextFiles {
  static final Name ORIGIN = Name.parse("example.");

  private final Map<String, byte[]> files = new HashMap<>();

  TextFiles file(String name, String text) {
    return file(name, text.getBytes(StandardCharsets.ISO_8859_1));
  }

  TextFiles file(String name, byte[] text) {
    files.put(name, text);
    return this;
  }

  ZoneFileReader.Opener opener() {
    return path -> {
      byte[] text = files.get(path.toString());
      if (text == null) {
        throw new NoSuchFileException(path.toString());
      }
      return Channels.newChannel(new ByteArrayInputStream(text));
    };
  }

  /** Records as {@code owner ttl type rdata}, then findings. */
  List<String> read(String name, Name origin) {
    List<String> lines = new ArrayList<>();
    ZoneFileReader reader =
        new ZoneFileReader(
            opener(),
            (owner, ownerOffset, ownerLength, type, ttl, rdata, rdataOffset, rdataLength) -> {
              RRType rrType = RRTypes.of(type);
              StringBuilder line = new StringBuilder(NameText.print(owner, ownerOffset));
              line.append(' ').append(ttl).append(' ').append(rrType).append(' ');
              RdataPrinter.print(line, rrType, rdata, rdataOffset, rdataOffset + rdataLength);
              lines.add(line.toString());
            },
            octets -> {});
    reader.read(Path.of(name), origin).list().forEach(finding -> lines.add(finding.toString()));
    return lines;
  }

  /** As {@link #read(String, Name)}, of one file "z" with origin {@code example.}. */
  static List<String> read(String text) {
    return new TextFiles().file("z", text).read("z", ORIGIN);
  }

  LoadedZone load(String name) {
    return new ZoneLoader(opener(), (octets, ofOctets) -> {}).load(Path.of(name), ORIGIN);
  }

  /** The findings of a zone {@code example.} in a file "z". */
  static List<String> check(String text) {
    return new TextFiles()
        .file("z", text).load("z").findings().list().stream().map(Finding::toString).toList();
  }

  static String print(ZoneSnapshot zone) {
    ByteArrayOutputStream to = new ByteArrayOutputStream();
    try {
      new ZoneFileWriter(to, true).write(zone);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return to.toString(StandardCharsets.ISO_8859_1);
  }
}
