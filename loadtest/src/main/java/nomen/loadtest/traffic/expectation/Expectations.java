package nomen.loadtest.traffic.expectation;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import nomen.codec.message.Header;
import nomen.codec.message.Message;
import nomen.codec.message.MessageReader;
import nomen.codec.message.Opcode;
import nomen.codec.message.Question;
import nomen.codec.wire.WireFormatException;
import nomen.loadtest.traffic.AnswerCheck;
import nomen.loadtest.traffic.TrafficException;
import nomen.loadtest.traffic.file.InputFile;
import org.jspecify.annotations.Nullable;

/**
 * What answers must be, by question, from a text file:
 *
 * <pre>
 *   ; a comment
 *   www.example.com. A NOERROR aa
 *     A 192.0.2.1
 *     A 192.0.2.2
 *   alias.example.com. A NOERROR
 *     CNAME www.example.com.
 *     www.example.com. A 192.0.2.1
 *     *
 *   gone.example.com. A NXDOMAIN aa
 *   sub.example.com. A NOERROR -aa
 *   any.example.com. A * *
 * </pre>
 *
 * <p>A line that begins in the first column is a question: name, type, RCODE ({@code *} for any),
 * and perhaps {@code aa} (AA must be set), {@code -aa} (must not be set) and {@code *} (the answer
 * section is not looked at). The indented lines below are the records that the answer section must
 * hold, in any order, and no others, unless one is {@code *}: {@code [owner] type rdata}, where an
 * owner has a final dot, and is QNAME if it is left out. All names are absolute. TTLs do not count,
 * nor does the case of names. RRSIG records count only where some are expected, and the records of
 * an answer with TC not at all.
 *
 * <p>Nothing is said about questions that are not in the file. Immutable.
 */
public final class Expectations implements AnswerCheck {
  /** The most questions of a file. */
  public static final int MAX_QUESTIONS = 2_000_000;

  private final Map<Question, Expectation> byQuestion;

  Expectations(Map<Question, Expectation> byQuestion) {
    this.byQuestion = byQuestion;
  }

  /**
   * Reads a file.
   *
   * @throws TrafficException if it cannot be read, has too many questions, one twice, or a line
   *     that is wrong
   */
  public static Expectations read(Path file) throws TrafficException {
    return InputFile.read(file, in -> read(file.toString(), in));
  }

  /**
   * Reads a text to its end; the caller closes it.
   *
   * @param file what messages call it
   */
  public static Expectations read(String file, InputStream in) throws TrafficException {
    return new Expectations(new HashMap<>(new ExpectationScanner(file, in).scan()));
  }

  /** How many questions there are. */
  public int count() {
    return byQuestion.size();
  }

  @Override
  public @Nullable String findFault(byte[] octets, int length) {
    Message answer;
    try {
      if (length < Header.SIZE_OCTETS) {
        return "answer of " + length + " octets";
      }
      if (Header.opcode(Header.flags(octets, 0)) != Opcode.QUERY) {
        return null;
      }
      answer = MessageReader.read(octets, 0, length);
    } catch (WireFormatException e) {
      return "answer that cannot be read: " + e.getMessage();
    }
    if (answer.questions().isEmpty()) {
      return null;
    }
    Question question = answer.questions().getFirst();
    Expectation expectation = byQuestion.get(question);
    String fault = expectation == null ? null : expectation.findFault(answer);
    return fault == null ? null : question.qname() + " " + question.qtype() + ": " + fault;
  }
}
