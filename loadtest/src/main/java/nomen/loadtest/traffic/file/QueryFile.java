package nomen.loadtest.traffic.file;

import java.io.InputStream;
import java.nio.file.Path;
import nomen.codec.name.Name;
import nomen.codec.rr.RRType;
import nomen.loadtest.traffic.MessageOptions;
import nomen.loadtest.traffic.QueryEncoder;
import nomen.loadtest.traffic.RequestList;
import nomen.loadtest.traffic.TrafficException;
import org.jspecify.annotations.Nullable;

/**
 * Reads queries, one a line, as dnsperf reads them:
 *
 * <pre>
 *   ; a comment
 *   www.example.com A
 *   example.com TYPE65
 * </pre>
 *
 * <p>A name is absolute with or without a final dot; escapes are those of RFC 1035 section 5.1. The
 * type is a mnemonic in any case, or TYPEnnn (RFC 3597 section 5). What stands behind the type is
 * ignored. Blank lines, and lines that begin with a semicolon, are no queries. The class is IN.
 */
public final class QueryFile {
  private QueryFile() {}

  /**
   * Reads a file.
   *
   * @throws TrafficException if it cannot be read, has no query or too many, or has a line that is
   *     none
   */
  public static RequestList read(Path file, MessageOptions options) throws TrafficException {
    return InputFile.read(file, in -> read(file.toString(), in, options));
  }

  /**
   * Reads a text to its end; the caller closes it.
   *
   * @param file what messages call it
   */
  public static RequestList read(String file, InputStream in, MessageOptions options)
      throws TrafficException {
    TextLines lines = new TextLines(file, in);
    RequestList.Builder list = new RequestList.Builder(file, options);
    QueryEncoder encoder = new QueryEncoder(options);
    byte[] name = new byte[255];
    byte[] message = new byte[QueryEncoder.MAX_OCTETS];
    @Nullable String line;
    while ((line = lines.nextEntry()) != null) {
      Words words = new Words(lines, line);
      Name qname = words.name("name", Name.ROOT);
      RRType type = words.type();
      int length = encoder.write(0, name, 0, qname.copyTo(name, 0), type.code(), message);
      list.add(lines.line(), message, 0, length);
    }
    return list.build("queries");
  }
}
