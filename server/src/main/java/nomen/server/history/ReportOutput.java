package nomen.server.history;

import java.io.IOException;
import java.io.OutputStream;

/** Where a command's results go: a terminal, or a control connection. */
public interface ReportOutput {
  /** Prints a line of results. */
  void print(String line) throws IOException;

  /** Prints a line about what is wrong. */
  void error(String line) throws IOException;

  /** Takes results that are no lines; behind what was printed before. Not to be closed. */
  OutputStream out();
}
