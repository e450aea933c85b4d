package nomen.store.update;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import nomen.codec.name.Name;
import nomen.store.zone.ZoneSnapshot;
import nomen.store.zonefile.LoadedZone;
import nomen.store.zonefile.ZoneLoader;
import org.jspecify.annotations.Nullable;

/** States of the root zone that followed each other in 2019 and 2020, from the archive of them. */
final class RootHistory implements AutoCloseable {
  private static final int BLOCK = 512;

  private final InputStream tar;

  private RootHistory(InputStream tar) {
    this.tar = tar;
  }

  /** Unpacked by xz, which Java cannot do; the test is skipped if the data or xz is not there. */
  static RootHistory open() throws IOException {
    String named = System.getenv("NOMEN_ROOT_DATA");
    Path folder = Path.of(named != null ? named : "../../shared/data").toAbsolutePath();
    Path file = folder.resolve("root-history.tar.xz");
    assumeTrue(Files.isReadable(file), "no history at " + file + ": set NOMEN_ROOT_DATA");
    try {
      Process xz = new ProcessBuilder("xz", "-dc", file.toString()).start();
      return new RootHistory(new BufferedInputStream(xz.getInputStream(), 1 << 16));
    } catch (IOException e) {
      assumeTrue(false, "no xz to unpack the history with");
      throw e;
    }
  }

  /** The next state, or null. */
  @Nullable ZoneSnapshot next() throws IOException {
    while (true) {
      byte[] header = tar.readNBytes(BLOCK);
      if (header.length < BLOCK || header[0] == 0) {
        return null;
      }
      int size = Integer.parseInt(text(header, 124, 12), 8);
      byte[] content = tar.readNBytes(size);
      if (content.length < size) {
        throw new EOFException();
      }
      tar.skipNBytes((BLOCK - size % BLOCK) % BLOCK);
      String name = text(header, 0, 100);
      // Some are empty and one is cut off: a server would have kept what it had.
      ZoneSnapshot zone = name.endsWith(".zone") ? load(name, content) : null;
      if (zone != null) {
        return zone;
      }
    }
  }

  private static String text(byte[] header, int from, int length) {
    String field = new String(header, from, length, StandardCharsets.ISO_8859_1);
    int end = field.indexOf('\0');
    return (end < 0 ? field : field.substring(0, end)).strip();
  }

  private static @Nullable ZoneSnapshot load(String name, byte[] content) {
    // Updates change no signed zone, so its keys and signatures are taken off.
    String unsigned =
        new String(content, StandardCharsets.ISO_8859_1)
            .replaceAll("(?m)^.*\\t(DNSKEY|RRSIG|NSEC|ZONEMD)\\t.*\\n", "");
    // Most have no SOA; the date gives the serial, as it did.
    String soa =
        unsigned.contains("\tSOA\t")
            ? ""
            : ". 86400 IN SOA a.root-servers.net. nstld.verisign-grs.com. "
                + name.replaceAll(".*-(\\d{8})\\.zone", "$1")
                + "00 1800 900 604800 86400\n";
    InputStream text =
        new SequenceInputStream(
            new ByteArrayInputStream(soa.getBytes(StandardCharsets.ISO_8859_1)),
            new ByteArrayInputStream(unsigned.getBytes(StandardCharsets.ISO_8859_1)));
    LoadedZone loaded =
        new ZoneLoader(_ -> Channels.newChannel(text), (octets, ofOctets) -> {})
            .load(Path.of(name), Name.ROOT);
    return loaded.zone();
  }

  @Override
  public void close() throws IOException {
    tar.close();
  }
}
