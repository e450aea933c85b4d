package nomen.loadtest.traffic.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import nomen.codec.master.Directive;
import nomen.codec.master.GenerateDirective;
import nomen.codec.master.IncludeDirective;
import nomen.codec.master.RecordScanner;
import nomen.codec.name.Name;
import nomen.codec.rr.RRType;
import nomen.codec.text.SyntaxException;
import nomen.codec.text.Tokenizer;
import nomen.codec.wire.WireWriter;
import nomen.loadtest.traffic.TrafficException;
import org.jspecify.annotations.Nullable;

/**
 * Reads the records of a master file (RFC 1035 section 5.1) and of those that it includes, with
 * $ORIGIN, $TTL (RFC 2308 section 4), $INCLUDE and $GENERATE. TTLs count for nothing here, so a
 * record without one is no error.
 */
public final class ZoneFileRecords {
  /** Takes records. */
  @FunctionalInterface
  public interface Sink {
    /**
     * Takes a record; nothing of it may be kept.
     *
     * @param owner in uncompressed wire format, from index 0
     * @param rdata what was written to it is the record's data
     * @param place makes errors that name the record's place
     */
    void record(byte[] owner, int ownerLength, RRType type, WireWriter rdata, Place place)
        throws TrafficException;
  }

  /** Where a record stands. */
  @FunctionalInterface
  public interface Place {
    /** An error there. */
    TrafficException error(String what);
  }

  /** A file that is open, and where it was included, which is nowhere for the first one. */
  private record Source(Path path, String name, String includedAt) {}

  private final Sink sink;
  private final RecordScanner records = new RecordScanner();
  private final Deque<Source> open = new ArrayDeque<>();
  private final Place place = what -> error(records.line(), what);
  private int includes;

  private ZoneFileRecords(@Nullable Name origin, Sink sink) {
    this.sink = sink;
    records.origin(origin);
    records.defaultTtl(0);
  }

  /**
   * Reads a file.
   *
   * @param origin of relative names before $ORIGIN; null if they are errors until then
   * @throws TrafficException if it or one that it includes cannot be read, or has an entry that is
   *     wrong; with the directives that include the file
   */
  public static void read(Path file, @Nullable Name origin, Sink sink) throws TrafficException {
    InputFile.read(
        file,
        in -> {
          new ZoneFileRecords(origin, sink).read(file, in, "");
          return file;
        });
  }

  private void read(Path file, InputStream in, String includedAt) throws TrafficException {
    open.push(new Source(file, file.toString(), includedAt));
    Tokenizer tokenizer = new Tokenizer(file.toString(), in::read);
    try {
      while (tokenizer.nextEntry()) {
        readEntry(tokenizer);
      }
    } catch (SyntaxException e) {
      throw error(e.line(), e.description());
    }
    open.pop();
  }

  private void readEntry(Tokenizer tokenizer) throws SyntaxException, TrafficException {
    if (!tokenizer.blankOwner()) {
      tokenizer.next();
      if (!tokenizer.quoted()
          && tokenizer.length() > 0
          && tokenizer.octets()[tokenizer.start()] == '$') {
        readDirective(tokenizer);
        return;
      }
      tokenizer.pushBack();
    }
    records.scan(tokenizer);
    give(place);
  }

  private void give(Place at) throws TrafficException {
    sink.record(records.owner(), records.ownerLength(), records.type(), records.rdata(), at);
  }

  private void readDirective(Tokenizer tokenizer) throws SyntaxException, TrafficException {
    switch (tokenizer.text().toUpperCase(Locale.ROOT)) {
      case "$ORIGIN" -> Directive.origin(tokenizer, records);
      case "$TTL" -> Directive.ttl(tokenizer, records);
      case "$INCLUDE" -> include(IncludeDirective.scan(tokenizer, records));
      case "$GENERATE" -> {
        int line = tokenizer.line();
        generate(GenerateDirective.scan(tokenizer), line);
      }
      default -> throw Directive.unknown(tokenizer);
    }
  }

  private void include(IncludeDirective directive) throws SyntaxException, TrafficException {
    Path path;
    try {
      path = open.element().path().resolveSibling(directive.file());
    } catch (InvalidPathException e) {
      throw directive.error("no file name");
    }
    refuse(path, directive);
    RecordScanner.Context context = records.save();
    if (directive.origin() != null) {
      records.origin(directive.origin());
    }
    try (InputStream in = Files.newInputStream(path)) {
      read(path, in, open.element().name() + ":" + directive.line());
    } catch (NoSuchFileException e) {
      throw directive.error("cannot include " + path + ": no such file");
    } catch (IOException e) {
      throw directive.error("cannot include " + path + ": " + e.getMessage());
    }
    records.restore(context);
  }

  /** Refuses what would never end, and what is no file. */
  private void refuse(Path path, IncludeDirective directive) throws SyntaxException {
    Path real = real(path);
    if (open.stream().anyMatch(source -> real(source.path()).equals(real))) {
      throw directive.error("cannot include " + path + ": files include each other");
    }
    if (open.size() >= IncludeDirective.MAX_DEPTH) {
      throw directive.error("more than " + IncludeDirective.MAX_DEPTH + " files deep");
    }
    if (++includes > IncludeDirective.MAX_FILES) {
      throw directive.error("more than " + IncludeDirective.MAX_FILES + " files included");
    }
    if (Files.exists(path) && !Files.isRegularFile(path)) {
      throw directive.error("cannot include " + path + ": not a regular file");
    }
  }

  private static Path real(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException e) {
      return path.toAbsolutePath().normalize();
    }
  }

  private void generate(GenerateDirective directive, int line) throws TrafficException {
    RecordScanner.Context context = records.save();
    Place at = what -> error(line, what);
    for (long n = directive.start(); n <= directive.stop(); n += directive.step()) {
      try {
        byte[] text = directive.line((int) n);
        Tokenizer entry = new Tokenizer(open.element().name(), text, 0, text.length);
        if (entry.nextEntry() && records.scan(entry)) {
          give(at);
        }
      } catch (SyntaxException e) {
        throw at.error(e.description() + ", in $GENERATE where $ is " + n);
      } catch (IllegalArgumentException e) {
        throw at.error(e.getMessage() + ", in $GENERATE where $ is " + n);
      }
    }
    records.restore(context);
  }

  /** Names the file that is read, and behind the rule those that include it. */
  private TrafficException error(int line, String what) {
    StringBuilder chain = new StringBuilder(what);
    for (Source source : open) {
      if (!source.includedAt().isEmpty()) {
        chain.append("; included at ").append(source.includedAt());
      }
    }
    return new TrafficException(open.element().name(), line, chain.toString());
  }
}
