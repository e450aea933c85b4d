package nomen.server.update;

import java.util.Locale;
import nomen.codec.name.Name;
import nomen.codec.rr.RRType;
import nomen.codec.rr.RRTypes;
import nomen.codec.rr.Rdata;
import nomen.codec.text.SyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * An operation as somebody writes it who wants to know whether it is allowed: {@code add NAME TYPE
 * [RDATA]} or {@code delete NAME [TYPE [RDATA]]}. Names are absolute, with or without final dot.
 *
 * @param adds whether it adds to the name
 * @param name the owner name
 * @param type ANY if all that the name has is to be deleted
 */
public record OperationText(boolean adds, Name name, RRType type) {
  private static final String FORMS =
      "; an operation is \"add NAME TYPE [RDATA]\" or \"delete NAME [TYPE [RDATA]]\"";

  /**
   * Scans the written form.
   *
   * @throws IllegalArgumentException if it is none; the message says why
   */
  public static OperationText scan(String text) {
    String[] words = text.strip().split("\\s+", 4);
    boolean adds =
        switch (words[0].toLowerCase(Locale.ROOT)) {
          case "add" -> true;
          case "delete" -> false;
          default -> throw new IllegalArgumentException("\"" + text + "\" does nothing" + FORMS);
        };
    if (words.length < (adds ? 3 : 2)) {
      throw new IllegalArgumentException("\"" + text + "\" is too short" + FORMS);
    }
    Name name = Name.parse(words[1]);
    RRType type = words.length < 3 ? RRTypes.ANY : RRTypes.parse(words[2]);
    if (type == null || type.isMeta() && (adds || !type.equals(RRTypes.ANY))) {
      throw new IllegalArgumentException("\"" + words[2] + "\" is not the type of a record");
    }
    if (words.length == 4) {
      check(type, words[3]);
    }
    return new OperationText(adds, name, type);
  }

  private static void check(RRType type, String rdata) {
    SyntaxException fault = type.isMeta() ? null : faultOf(type, rdata);
    if (type.isMeta() || fault != null) {
      throw new IllegalArgumentException(
          "\""
              + rdata
              + "\" is no rdata of "
              + type
              + (fault == null ? "" : ": " + fault.getMessage()));
    }
  }

  private static @Nullable SyntaxException faultOf(RRType type, String rdata) {
    try {
      Rdata.scan(type, rdata, Name.ROOT);
      return null;
    } catch (SyntaxException e) {
      return e;
    }
  }

  /** The written form without rdata. */
  @Override
  public String toString() {
    return (adds ? "add " : "delete ")
        + name
        + (adds || !type.equals(RRTypes.ANY) ? " " + type : "");
  }
}
