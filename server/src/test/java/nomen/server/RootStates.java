package nomen.server;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The zone files of the root zone that followed each other in 2019 and 2020. */
public final class RootStates implements AutoCloseable {
  private static final int BLOCK = 512;

  private final InputStream tar;

  private RootStates(InputStream tar) {
    this.tar = tar;
  }

  /** Unpacked by xz, which Java cannot do; the test is skipped if the data or xz is not there. */
  public static RootStates open() throws IOException {
    String named = System.getenv("NOMEN_ROOT_DATA");
    Path folder = Path.of(named != null ? named : "../../shared/data").toAbsolutePath();
    Path file = folder.resolve("root-history.tar.xz");
    assumeTrue(Files.isReadable(file), "no history at " + file + ": set NOMEN_ROOT_DATA");
    try {
      Process xz = new ProcessBuilder("xz", "-dc", file.toString()).start();
      return new RootStates(new BufferedInputStream(xz.getInputStream(), 1 << 16));
    } catch (IOException e) {
      assumeTrue(false, "no xz to unpack the history with");
      throw e;
    }
  }

  /** The next file as it is, also one that is empty or cut off; null behind the last. */
  public byte @Nullable [] next() throws IOException {
    while (true) {
      byte[] header = tar.readNBytes(BLOCK);
      if (header.length < BLOCK || header[0] == 0) {
        return null;
      }
      int size = Integer.parseInt(text(header, 124, 12), 8);
      byte[] content = tar.readNBytes(size);
      tar.skipNBytes((BLOCK - size % BLOCK) % BLOCK);
      String name = text(header, 0, 100);
      if (name.endsWith(".zone")) {
        return withSoa(name, content);
      }
    }
  }

  /** A state without its keys and signatures: updates change no zone that was signed elsewhere. */
  static byte[] unsigned(byte[] state) {
    return new String(state, StandardCharsets.ISO_8859_1)
        .replaceAll("(?m)^.*\\t(DNSKEY|RRSIG|NSEC|ZONEMD)\\t.*\\n", "")
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  private static String text(byte[] header, int from, int length) {
    String field = new String(header, from, length, StandardCharsets.ISO_8859_1);
    int end = field.indexOf('\0');
    return (end < 0 ? field : field.substring(0, end)).strip();
  }

  /** Most have no SOA; the date gives the serial, as it did. */
  private static byte[] withSoa(String name, byte[] content) {
    if (new String(content, StandardCharsets.ISO_8859_1).contains("\tSOA\t")) {
      return content;
    }
    String serial = name.replaceAll(".*-(\\d{8})\\.zone", "$1") + "00";
    String soa =
        ". 86400 IN SOA a.root-servers.net. nstld.verisign-grs.com. "
            + serial
            + " 1800 900 604800 86400\n";
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(soa.getBytes(StandardCharsets.ISO_8859_1));
    all.writeBytes(content);
    return all.toByteArray();
  }

  @Override
  public void close() throws IOException {
    tar.close();
  }
}
