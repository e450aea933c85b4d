package nomen.codec.rr;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import nomen.codec.text.SyntaxException;
import nomen.codec.text.Tokenizer;
import nomen.codec.wire.WireFormatException;
import nomen.codec.wire.WireReader;
import nomen.codec.wire.WireWriter;

/**
 * A time of RRSIG, in seconds since 1970: YYYYMMDDHHmmSS or a decimal integer (RFC 4034 section
 * 3.2). Years are 0001 to 9999, of which the low 32 bits count, as in serial arithmetic. These are
 * printed as a time between 1970 and 2106, so that printing needs no clock.
 */
final class TimestampField extends RdataField {
  private static final int OCTETS = 4;

  TimestampField(String name) {
    super(name);
  }

  @Override
  public String kind() {
    return "time as YYYYMMDDHHmmSS or seconds since 1970";
  }

  @Override
  void check(WireReader from, int end) throws WireFormatException {
    pass(from, OCTETS);
  }

  @Override
  int length(byte[] rdata, int at, int end) {
    return OCTETS;
  }

  @Override
  void print(StringBuilder to, byte[] rdata, int at, int end) {
    long seconds = Octets.unsigned(rdata, at, OCTETS);
    LocalDateTime time = LocalDateTime.ofInstant(Instant.ofEpochSecond(seconds), ZoneOffset.UTC);
    to.append(time.getYear());
    printTwoDigits(to, time.getMonthValue());
    printTwoDigits(to, time.getDayOfMonth());
    printTwoDigits(to, time.getHour());
    printTwoDigits(to, time.getMinute());
    printTwoDigits(to, time.getSecond());
  }

  private static void printTwoDigits(StringBuilder to, int value) {
    to.append((char) ('0' + value / 10)).append((char) ('0' + value % 10));
  }

  @Override
  void scan(RdataScanner in, WireWriter to) throws SyntaxException {
    in.need(this);
    Tokenizer token = in.tokens();
    if (token.length() != 14) {
      to.writeU32((int) in.number(name(), 0xffff_ffffL));
      return;
    }
    long digits = in.number(name(), 99_999_999_999_999L);
    int time = (int) (digits % 1_000_000);
    int date = (int) (digits / 1_000_000);
    if (date < 10_000) {
      throw in.error(name(), "year outside 0001 to 9999");
    }
    try {
      LocalDateTime at =
          LocalDateTime.of(
              date / 10_000,
              date / 100 % 100,
              date % 100,
              time / 10_000,
              time / 100 % 100,
              time % 100);
      // Serial arithmetic: the low 32 bits of any year (RFC 4034 sections 3.1.5 and 3.2).
      to.writeU32((int) at.toEpochSecond(ZoneOffset.UTC));
    } catch (DateTimeException e) {
      throw in.error(name(), "no such time");
    }
  }
}
