package nomen.store.zonefile;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import nomen.codec.master.Directive;
import nomen.codec.master.GenerateDirective;
import nomen.codec.master.IncludeDirective;
import nomen.codec.master.RecordScanner;
import nomen.codec.name.Name;
import nomen.codec.text.SyntaxException;
import nomen.codec.text.Tokenizer;
import org.jspecify.annotations.Nullable;

/**
 * Reads a master file and those that it includes, and gives their records to a sink: RFC 1035
 * section 5.1 with $ORIGIN and $INCLUDE, RFC 2308 section 4 with $TTL, and BIND's $GENERATE. Only
 * class IN is read. {@code docs/zone-files.md} says what is accepted.
 *
 * <p>After an error it goes on with the next entry, until {@link Findings#MAX_EACH} errors were
 * found. It looks at one entry at a time: what the records say together is checked by {@link
 * ZoneCheck}. Not thread-safe.
 */
public final class ZoneFileReader {
  /** Opens files for reading. */
  @FunctionalInterface
  public interface Opener {
    /** Opens a file; the reader closes the channel. */
    ReadableByteChannel open(Path file) throws IOException;
  }

  private final Opener opener;
  private final RecordSink sink;
  private final LongConsumer progress;
  private final Findings findings = new Findings();
  private final RecordScanner records;
  private final Deque<Path> open = new ArrayDeque<>();

  private String file = "";
  private int line;
  private int column;
  private boolean stopped;
  private int includes;
  private long octetsRead;

  /** A reader of files on disk. */
  public ZoneFileReader(RecordSink sink) {
    this(RegularFile::open, sink, octets -> {});
  }

  /**
   * A reader of whatever the opener opens.
   *
   * @param progress is told now and then how many octets were read so far, of all files
   */
  public ZoneFileReader(Opener opener, RecordSink sink, LongConsumer progress) {
    this.opener = opener;
    this.sink = sink;
    this.progress = progress;
    records = new RecordScanner();
  }

  /**
   * Reads a file. It may be called for one file after another; findings are kept together.
   *
   * @param origin what relative names are relative to until $ORIGIN says something else; without it
   *     they are errors until then
   */
  public Findings read(Path path, @Nullable Name origin) {
    records.origin(origin);
    records.forgetOwner();
    file = path.toString();
    try {
      readFile(path);
    } catch (IOException e) {
      findings.add(new Finding(file, 1, 1, Severity.ERROR, "cannot be opened: " + reason(e)));
    }
    return findings;
  }

  /** What was found so far. */
  public Findings findings() {
    return findings;
  }

  /** The file in which the record at hand stands. */
  public String file() {
    return file;
  }

  /** The line of the record's type; of the directive, if $GENERATE made the record. */
  public int line() {
    return line;
  }

  /** The column of the record's type; of the directive, if $GENERATE made the record. */
  public int column() {
    return column;
  }

  /** Reports something about the record at hand; for the sink. */
  void report(Severity severity, String what) {
    findings.add(new Finding(file, line, column, severity, what));
  }

  /** Reads no further entry; for the sink. */
  void stop() {
    stopped = true;
  }

  private void readFile(Path path) throws IOException {
    try (ReadableByteChannel channel = opener.open(path)) {
      Tokenizer tokenizer =
          new Tokenizer(
              path.toString(),
              (to, offset, length) -> {
                int count = channel.read(ByteBuffer.wrap(to, offset, length));
                octetsRead += Math.max(count, 0);
                progress.accept(octetsRead);
                return count;
              });
      file = tokenizer.name();
      open.push(path);
      try {
        while (!stopped && !findings.isFull() && readEntry(tokenizer)) {
          // Each entry is given to the sink, or is a finding.
        }
      } finally {
        open.pop();
      }
    }
  }

  /** Whether there was one; an entry with an error is one too. */
  private boolean readEntry(Tokenizer tokenizer) {
    try {
      if (!tokenizer.nextEntry()) {
        return false;
      }
      if (!tokenizer.blankOwner()) {
        tokenizer.next();
        if (!tokenizer.quoted() && tokenizer.octets()[tokenizer.start()] == '$') {
          readDirective(tokenizer);
          return true;
        }
        tokenizer.pushBack();
      }
      if (records.scan(tokenizer)) {
        line = records.line();
        column = records.column();
        give();
      }
    } catch (SyntaxException e) {
      findings.add(Finding.of(e));
    }
    return true;
  }

  private void give() {
    if (records.warning() != null) {
      report(Severity.WARNING, records.warning());
    }
    sink.record(
        records.owner(),
        0,
        records.ownerLength(),
        records.type().code(),
        records.ttl(),
        records.rdata().octets(),
        0,
        records.rdata().position());
  }

  private void readDirective(Tokenizer tokenizer) throws SyntaxException {
    switch (tokenizer.text().toUpperCase(Locale.ROOT)) {
      case "$ORIGIN" -> Directive.origin(tokenizer, records);
      case "$TTL" -> Directive.ttl(tokenizer, records);
      case "$INCLUDE" -> include(tokenizer, IncludeDirective.scan(tokenizer, records));
      case "$GENERATE" -> {
        line = tokenizer.line();
        column = tokenizer.column();
        generate(GenerateDirective.scan(tokenizer));
      }
      default -> throw Directive.unknown(tokenizer);
    }
  }

  private void include(Tokenizer tokenizer, IncludeDirective directive) throws SyntaxException {
    Path path = resolve(directive);
    RecordScanner.Context context = records.save();
    if (directive.origin() != null) {
      records.origin(directive.origin());
    }
    try {
      refuseLoop(path);
      readFile(path);
    } catch (IOException e) {
      findings.add(Finding.of(directive.error("cannot include " + path + ": " + reason(e))));
    } finally {
      records.restore(context);
      file = tokenizer.name();
    }
  }

  private Path resolve(IncludeDirective directive) throws SyntaxException {
    try {
      return open.element().resolveSibling(directive.file());
    } catch (InvalidPathException e) {
      throw directive.error("no file name");
    }
  }

  private void refuseLoop(Path path) throws IOException {
    List<Path> chain = new ArrayList<>(open.reversed());
    chain.add(path);
    String names = chain.stream().map(Path::toString).collect(Collectors.joining(" -> "));
    Path real = real(path);
    for (Path includer : open) {
      if (real(includer).equals(real)) {
        throw new IOException("files include each other: " + names);
      }
    }
    if (open.size() >= IncludeDirective.MAX_DEPTH) {
      throw new IOException("more than " + IncludeDirective.MAX_DEPTH + " files deep: " + names);
    }
    if (++includes > IncludeDirective.MAX_FILES) {
      throw new IOException("more than " + IncludeDirective.MAX_FILES + " files included");
    }
  }

  private static Path real(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException e) {
      return path.toAbsolutePath().normalize();
    }
  }

  private void generate(GenerateDirective directive) {
    RecordScanner.Context context = records.save();
    try {
      for (long n = directive.start(); !stopped && n <= directive.stop(); n += directive.step()) {
        try {
          byte[] text = directive.line((int) n);
          Tokenizer tokenizer = new Tokenizer(file, text, 0, text.length);
          if (tokenizer.nextEntry() && records.scan(tokenizer)) {
            give();
          }
        } catch (SyntaxException e) {
          report(Severity.ERROR, e.description() + ", in $GENERATE where $ is " + n);
          return;
        } catch (IllegalArgumentException e) {
          report(Severity.ERROR, e.getMessage() + ", in $GENERATE where $ is " + n);
          return;
        }
      }
    } finally {
      records.restore(context);
    }
  }

  private static String reason(IOException e) {
    return e instanceof NoSuchFileException ? "no such file" : String.valueOf(e.getMessage());
  }
}
