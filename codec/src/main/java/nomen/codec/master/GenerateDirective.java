package nomen.codec.master;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nomen.codec.text.SyntaxException;
import nomen.codec.text.TokenScanner;
import nomen.codec.text.Tokenizer;

/**
 * Records that differ in a number, as BIND documents them:
 *
 * <pre>
 *   $GENERATE start-stop[/step] owner [TTL] [class] type rdata
 * </pre>
 *
 * <p>The RDATA is one word, or between quotes any number of words; {@link GenerateTemplate} says
 * how the number gets into it and into the owner name.
 *
 * @param start the first number, 0 to 2^31-1
 * @param stop the number not to go beyond
 * @param step 1 or more
 * @param owner of which the owner names are made
 * @param fields TTL, class and type, as they were written
 * @param rdata of which the RDATA is made
 */
public record GenerateDirective(
    long start,
    long stop,
    long step,
    GenerateTemplate owner,
    String fields,
    GenerateTemplate rdata) {
  /** The most records that one directive makes: the reverse zone of a /12. */
  public static final int MAX_RECORDS = 1 << 20;

  private static final String DIRECTIVE = "$GENERATE";
  private static final Pattern RANGE =
      Pattern.compile("([0-9]{1,10})-([0-9]{1,10})(?:/([0-9]{1,10}))?");

  /** The most words between owner name and RDATA: TTL, class, type. */
  private static final int MAX_FIELDS = 3;

  /** Scans the fields. */
  public static GenerateDirective scan(Tokenizer tokenizer) throws SyntaxException {
    Directive.need(tokenizer, "range", DIRECTIVE);
    long[] range = range(tokenizer);
    Directive.need(tokenizer, "owner name", DIRECTIVE);
    if (tokenizer.quoted()) {
      throw tokenizer.error("owner name", DIRECTIVE, "quoted string instead of a name");
    }
    GenerateTemplate owner = new GenerateTemplate(tokenizer.text());
    StringBuilder fields = new StringBuilder();
    for (int i = 1; ; i++) {
      Directive.need(tokenizer, "type", DIRECTIVE);
      fields.append(' ').append(tokenizer.text());
      if (RecordScanner.scanType(tokenizer) != null) {
        break;
      }
      if (!RecordScanner.isIn(tokenizer)) {
        TokenScanner.ttl(tokenizer, "TTL, class or type", DIRECTIVE);
      }
      if (i == MAX_FIELDS) {
        throw tokenizer.error("type", DIRECTIVE, "missing");
      }
    }
    Directive.need(tokenizer, "rdata", DIRECTIVE);
    String rdata = tokenizer.quoted() ? tokenizer.text().replace("\\\"", "\"") : tokenizer.text();
    if (tokenizer.next()) {
      throw tokenizer.error("rdata", DIRECTIVE, "rdata of several words takes quotes around it");
    }
    return new GenerateDirective(
        range[0], range[1], range[2], owner, fields.toString(), new GenerateTemplate(rdata));
  }

  private static long[] range(Tokenizer tokenizer) throws SyntaxException {
    String text = tokenizer.text();
    Matcher matcher = RANGE.matcher(text);
    if (!matcher.matches()) {
      throw tokenizer.error("range", DIRECTIVE, "not start-stop or start-stop/step");
    }
    long start = Long.parseLong(matcher.group(1));
    long stop = Long.parseLong(matcher.group(2));
    long step = matcher.group(3) == null ? 1 : Long.parseLong(matcher.group(3));
    if (Math.max(start, Math.max(stop, step)) > Integer.MAX_VALUE) {
      throw tokenizer.error("range", DIRECTIVE, "number over " + Integer.MAX_VALUE);
    }
    if (start > stop) {
      throw tokenizer.error("range", DIRECTIVE, "start is over stop");
    }
    if (step == 0) {
      throw tokenizer.error("range", DIRECTIVE, "step of 0");
    }
    if ((stop - start) / step >= MAX_RECORDS) {
      throw tokenizer.error("range", DIRECTIVE, "over " + MAX_RECORDS + " records");
    }
    return new long[] {start, stop, step};
  }

  /**
   * The entry for a number, as a line of a master file.
   *
   * @throws IllegalArgumentException if a template breaks a rule, which the message says
   */
  public byte[] line(int number) {
    return (owner.expand(number) + fields + ' ' + rdata.expand(number))
        .getBytes(StandardCharsets.ISO_8859_1);
  }
}
