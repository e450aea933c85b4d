package nomen.loadtest.traffic.expectation;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import nomen.codec.message.Question;
import nomen.codec.message.Rcode;
import nomen.codec.name.Name;
import nomen.codec.rr.RRClass;
import nomen.codec.rr.RRType;
import nomen.codec.rr.RRTypes;
import nomen.codec.rr.Rdata;
import nomen.codec.text.SyntaxException;
import nomen.loadtest.traffic.TrafficException;
import nomen.loadtest.traffic.file.TextLines;
import nomen.loadtest.traffic.file.Words;
import org.jspecify.annotations.Nullable;

/** Scans the file that {@link Expectations} describes. */
final class ExpectationScanner {
  private static final String ANY = "*";

  private final TextLines lines;
  private final Map<Question, Expectation> found = new HashMap<>();

  private @Nullable Question question;
  private int rcode;
  private @Nullable Boolean authoritative;
  private boolean more;
  private final List<Expectation.ExpectedRecord> records = new ArrayList<>();

  ExpectationScanner(String file, InputStream in) {
    lines = new TextLines(file, in);
  }

  Map<Question, Expectation> scan() throws TrafficException {
    @Nullable String line;
    while ((line = lines.nextEntry()) != null) {
      Words words = new Words(lines, line);
      if (line.charAt(0) == ' ' || line.charAt(0) == '\t') {
        scanRecord(words);
      } else {
        keep();
        scanQuestion(words);
      }
    }
    keep();
    if (found.isEmpty()) {
      throw new TrafficException(lines.file(), 0, "no expectations");
    }
    return found;
  }

  private void scanQuestion(Words words) throws TrafficException {
    if (found.size() == Expectations.MAX_QUESTIONS) {
      throw lines.error("over %,d questions".formatted(Expectations.MAX_QUESTIONS));
    }
    Name name = words.name("name", Name.ROOT);
    question = new Question(name, words.type(), RRClass.IN);
    if (found.containsKey(question)) {
      throw lines.error("question: " + name + " " + question.qtype() + " stands twice");
    }
    rcode = rcode(words.need("RCODE"));
    authoritative = null;
    more = false;
    records.clear();
    while (!words.atEnd()) {
      String word = words.need("flag");
      switch (word) {
        case "aa" -> authoritative = true;
        case "-aa" -> authoritative = false;
        case ANY -> more = true;
        default -> throw lines.error("flag: " + word + " is none of aa, -aa, *");
      }
    }
  }

  private int rcode(String word) throws TrafficException {
    if (word.equals(ANY)) {
      return Expectation.ANY_RCODE;
    }
    // 16 is BADVERS here: answers with TSIG errors are not to be expected by question.
    for (int code = 0; code <= Rcode.BADCOOKIE; code++) {
      if (Rcode.print(code).equalsIgnoreCase(word)) {
        return code;
      }
    }
    throw lines.error("RCODE: unknown RCODE " + word);
  }

  private void scanRecord(Words words) throws TrafficException {
    if (question == null) {
      throw lines.error("record: before the first question");
    }
    String first = words.need("record");
    if (first.equals(ANY)) {
      words.end();
      more = true;
      return;
    }
    Name owner = question.qname();
    RRType type;
    if (first.endsWith(".")) {
      try {
        owner = Name.parse(first);
      } catch (IllegalArgumentException e) {
        throw lines.error("owner: " + e.getMessage());
      }
      type = words.type();
    } else {
      RRType named = RRTypes.parse(first);
      if (named == null) {
        throw lines.error("record: " + first + " is no type, and no owner with a final dot");
      }
      type = named;
    }
    try {
      records.add(new Expectation.ExpectedRecord(owner, Rdata.scan(type, words.rest(), null)));
    } catch (SyntaxException e) {
      throw lines.error("rdata: " + e.description());
    }
  }

  private void keep() {
    if (question != null) {
      found.put(question, new Expectation(rcode, authoritative, records, more));
    }
  }
}
