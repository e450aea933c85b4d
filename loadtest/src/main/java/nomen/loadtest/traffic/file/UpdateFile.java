package nomen.loadtest.traffic.file;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import nomen.codec.name.Name;
import nomen.codec.rr.RRType;
import nomen.codec.rr.Rdata;
import nomen.codec.text.SyntaxException;
import nomen.codec.update.Prerequisite;
import nomen.codec.update.UpdateOperation;
import nomen.codec.update.UpdateRequest;
import nomen.loadtest.traffic.MessageOptions;
import nomen.loadtest.traffic.Request;
import nomen.loadtest.traffic.RequestList;
import nomen.loadtest.traffic.TrafficException;
import nomen.loadtest.traffic.UpdateEncoder;
import org.jspecify.annotations.Nullable;

/**
 * Reads dynamic updates as dnsperf reads them with {@code -u}. A block is one message:
 *
 * <pre>
 *   example.com                   the zone
 *   require a                     prerequisites: name is in use
 *   require a A                   RRset exists
 *   require a A 192.0.2.1         RRset exists with this value
 *   prohibit x                    name is not in use
 *   prohibit x A                  RRset does not exist
 *   add x 3600 A 192.0.2.2        operations: add a record
 *   delete y A 192.0.2.3          delete a record
 *   delete z A                    delete an RRset
 *   delete w                      delete a name
 *   send
 * </pre>
 *
 * <p>Keywords may have any case. Names without a final dot are relative to the zone, those in rdata
 * too; {@code @} is the zone. The TTL is a number of seconds. Blank lines, and lines that begin
 * with a semicolon, are passed over. Lines may come in any order: the message has prerequisites
 * first (RFC 2136 section 2).
 */
public final class UpdateFile {
  private UpdateFile() {}

  /**
   * Reads a file.
   *
   * @throws TrafficException if it cannot be read, has no update or too many, or has a line that is
   *     wrong, or its last block does not end
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
    UpdateEncoder encoder = new UpdateEncoder(options);
    byte[] message = new byte[Request.MAX_OCTETS];
    @Nullable String line;
    while ((line = lines.nextEntry()) != null) {
      Words words = new Words(lines, line);
      Name zone = words.name("zone", Name.ROOT);
      words.end();
      UpdateRequest request = new Block(lines, zone).read();
      int length;
      try {
        length = encoder.write(0, request, message);
      } catch (IllegalArgumentException e) {
        throw lines.error(String.valueOf(e.getMessage()));
      }
      list.add(lines.line(), message, 0, length);
    }
    return list.build("updates");
  }

  /** The lines of one message. */
  private static final class Block {
    private final TextLines lines;
    private final Name zone;
    private final long firstLine;
    private final List<Prerequisite> prerequisites = new ArrayList<>();
    private final List<UpdateOperation> operations = new ArrayList<>();

    Block(TextLines lines, Name zone) {
      this.lines = lines;
      this.zone = zone;
      this.firstLine = lines.line();
    }

    UpdateRequest read() throws TrafficException {
      @Nullable String line;
      while ((line = lines.nextEntry()) != null) {
        Words words = new Words(lines, line);
        String keyword = words.need("keyword");
        switch (keyword.toLowerCase(Locale.ROOT)) {
          case "require" -> prerequisites.add(required(words));
          case "prohibit" -> prerequisites.add(prohibited(words));
          case "add" -> operations.add(added(words));
          case "delete" -> operations.add(deleted(words));
          case "send" -> {
            words.end();
            return new UpdateRequest(zone, prerequisites, operations, null);
          }
          default ->
              throw lines.error(
                  "keyword: " + keyword + " is none of require, prohibit, add, delete, send");
        }
      }
      throw new TrafficException(
          lines.file(), firstLine, "update of " + zone + ": the file ends before send");
    }

    private Prerequisite required(Words words) throws TrafficException {
      Name name = words.name("name", zone);
      @Nullable RRType type = optionalType(words);
      if (type == null) {
        return new Prerequisite.NameIsInUse(name);
      }
      String rdata = words.rest();
      return rdata.isEmpty()
          ? new Prerequisite.RRsetExists(name, type)
          : new Prerequisite.RRsetExistsWithValue(name, rdata(type, rdata));
    }

    private Prerequisite prohibited(Words words) throws TrafficException {
      Name name = words.name("name", zone);
      @Nullable RRType type = optionalType(words);
      words.end();
      return type == null
          ? new Prerequisite.NameIsNotInUse(name)
          : new Prerequisite.RRsetDoesNotExist(name, type);
    }

    private UpdateOperation added(Words words) throws TrafficException {
      Name name = words.name("name", zone);
      int ttl = ttl(words.need("TTL"));
      RRType type = words.type();
      return new UpdateOperation.AddRecord(name, ttl, rdata(type, words.rest()));
    }

    private UpdateOperation deleted(Words words) throws TrafficException {
      Name name = words.name("name", zone);
      @Nullable RRType type = optionalType(words);
      if (type == null) {
        return new UpdateOperation.DeleteName(name);
      }
      String rdata = words.rest();
      return rdata.isEmpty()
          ? new UpdateOperation.DeleteRRset(name, type)
          : new UpdateOperation.DeleteRecord(name, rdata(type, rdata));
    }

    private static @Nullable RRType optionalType(Words words) throws TrafficException {
      return words.atEnd() ? null : words.type();
    }

    private int ttl(String word) throws TrafficException {
      try {
        long seconds = Long.parseLong(word);
        if (seconds >= 0 && seconds <= Integer.MAX_VALUE && word.charAt(0) != '+') {
          return (int) seconds;
        }
      } catch (NumberFormatException e) {
        // As wrong as a number that is too high.
      }
      throw lines.error("TTL: " + word + " is no number in 0.." + Integer.MAX_VALUE);
    }

    private Rdata rdata(RRType type, String text) throws TrafficException {
      try {
        return Rdata.scan(type, text, zone);
      } catch (SyntaxException e) {
        throw lines.error("rdata: " + e.description());
      }
    }
  }
}
