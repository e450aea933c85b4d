package nomen.server.logging;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

/** Writes each line at once: for commands, which have no event loop to hold up. */
final class DirectSink implements LogSink {
  private final Supplier<PrintStream> out;
  private final Supplier<LogFormat> format;
  private final LogCounters counters;

  DirectSink(Supplier<PrintStream> out, Supplier<LogFormat> format, LogCounters counters) {
    this.out = out;
    this.format = format;
    this.counters = counters;
  }

  @Override
  public void accept(LogLine line) {
    String text = new LineLayout().lay(line, format.get()).toString();
    byte[] octets = text.getBytes(StandardCharsets.UTF_8);
    PrintStream stream = out.get();
    stream.write(octets, 0, octets.length);
    stream.flush();
    counters.addWritten(1);
  }
}
