package nomen.store.zonefile;

import nomen.codec.text.SyntaxException;

/**
 * Something that is wrong with a master file.
 *
 * @param file the file, as it was named
 * @param line counted from 1
 * @param column in octets, counted from 1
 * @param severity how bad it is
 * @param what the rule that is broken, and in which field of which type
 */
public record Finding(String file, int line, int column, Severity severity, String what) {
  static Finding of(SyntaxException e) {
    return new Finding(e.source(), e.line(), e.column(), Severity.ERROR, e.description());
  }

  /** {@code file:line:column: severity: what}. */
  @Override
  public String toString() {
    return file + ':' + line + ':' + column + ": " + severity + ": " + what;
  }
}
