package nomen.server.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/**
 * The standard output of a command. It remembers why something could not be written, so that {@link
 * CommandLineRunner} ends every command with an error whose results did not get through: a full
 * disk must not look like an empty result.
 */
final class StandardOutput extends PrintWriter {
  /** What the system calls a pipe whose reader has gone, as with {@code | head}. */
  private static final String BROKEN_PIPE = "Broken pipe";

  private final CheckedStream octets;

  /** Lines and octets that go to a stream; each line leaves at once. */
  StandardOutput(OutputStream stream, Charset charset) {
    this(new CheckedStream(stream), charset);
  }

  private StandardOutput(CheckedStream octets, Charset charset) {
    super(octets, true, charset);
    this.octets = octets;
  }

  /**
   * The output of a command, for results that are octets and not lines. What it writes comes after
   * the lines that were printed before. Closing it flushes and leaves the output open.
   */
  static OutputStream octetsOf(CommandLine command) {
    PrintWriter writer = command.getOut();
    if (writer instanceof StandardOutput output) {
      output.flush();
      return output.octets;
    }
    return new WriterStream(writer);
  }

  /** Why the first octets that were lost could not be written; null if all went through. */
  @Nullable IOException trouble() {
    flush();
    return octets.trouble;
  }

  /** Whether the reader has gone, which is no fault of anybody. */
  static boolean isReaderGone(IOException trouble) {
    return BROKEN_PIPE.equals(trouble.getMessage());
  }

  /** Remembers its first failure. */
  private static final class CheckedStream extends OutputStream {
    private final OutputStream stream;
    private @Nullable IOException trouble;

    CheckedStream(OutputStream stream) {
      this.stream = stream;
    }

    @Override
    public void write(int octet) throws IOException {
      write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] from, int offset, int length) throws IOException {
      if (trouble != null) {
        throw trouble;
      }
      try {
        stream.write(from, offset, length);
      } catch (IOException e) {
        trouble = e;
        throw e;
      }
    }

    @Override
    public void flush() throws IOException {
      if (trouble == null) {
        try {
          stream.flush();
        } catch (IOException e) {
          trouble = e;
          throw e;
        }
      }
    }
  }

  /** UTF-8 that becomes text of a writer, as a command has one that was called with another. */
  private static final class WriterStream extends OutputStream {
    private final PrintWriter writer;

    WriterStream(PrintWriter writer) {
      this.writer = writer;
    }

    @Override
    public void write(int octet) {
      writer.print(new String(new byte[] {(byte) octet}, StandardCharsets.ISO_8859_1));
    }

    @Override
    public void write(byte[] from, int offset, int length) {
      writer.print(new String(from, offset, length, StandardCharsets.UTF_8));
    }

    @Override
    public void flush() {
      writer.flush();
    }
  }
}
