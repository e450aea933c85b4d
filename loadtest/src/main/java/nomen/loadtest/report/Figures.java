package nomen.loadtest.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import nomen.codec.message.Rcode;
import nomen.linux.Errno;
import nomen.loadtest.statistics.Counts;
import nomen.loadtest.statistics.KindResult;
import nomen.loadtest.traffic.RequestKind;

/** Numbers as reports print them, the same in every locale. */
final class Figures {
  private Figures() {}

  /** As {@link String#format}, but the same in every locale. */
  // The annotation that would have the compiler check callers is in a library only it needs.
  @SuppressWarnings("AnnotateFormatMethod")
  static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  /** A part of a whole in percent, 0 where there is no whole. */
  static double percent(long part, long whole) {
    return whole == 0 ? 0 : 100.0 * part / whole;
  }

  /** How a kind is called in the plural, in small letters. */
  static String plural(RequestKind kind) {
    return switch (kind) {
      case QUERY -> "queries";
      case UPDATE -> "updates";
    };
  }

  static String capitalized(String word) {
    return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
  }

  /** One response code and how often it came. */
  record RcodeCount(String name, int rcode, long answers) {}

  /** The response codes that came, lowest first; those without a name as one, the last. */
  static List<RcodeCount> rcodes(Counts counts) {
    List<RcodeCount> came = new ArrayList<>();
    for (int rcode = 0; rcode < Counts.RCODES; rcode++) {
      if (counts.rcode(rcode) > 0) {
        came.add(new RcodeCount(Rcode.print(rcode), rcode, counts.rcode(rcode)));
      }
    }
    if (counts.otherRcodes() > 0) {
      came.add(new RcodeCount("OTHER", Counts.RCODES, counts.otherRcodes()));
    }
    return came;
  }

  /** Why requests could not be sent: {@code "3 no buffer space (errno 105)"}. */
  static String unsentReasons(KindResult kind) {
    List<String> reasons = new ArrayList<>();
    for (Map.Entry<Integer, Long> entry : kind.unsentByErrno().entrySet()) {
      reasons.add(entry.getValue() + " " + unsentReason(entry.getKey()));
    }
    return String.join(", ", reasons);
  }

  /** Why a request could not be sent. */
  static String unsentReason(int errno) {
    return errno == 0 ? "no room or no connection in time" : Errno.describe(errno);
  }

  /** So many of something that takes an s in the plural. */
  static String counted(long count, String what) {
    return format("%,d %s%s", count, what, count == 1 ? "" : "s");
  }

  /** A latency; a dash where there was no answer to have one. */
  static String latency(long answers, double nanos) {
    return answers == 0 ? "\u2013" : SiFormat.seconds(nanos);
  }

  /** A number without zeros at its end: 99.9, 50. */
  static String plain(double value) {
    return value == Math.rint(value) ? format("%.0f", value) : Double.toString(value);
  }

  static double seconds(double nanos) {
    return nanos / 1e9;
  }

  static double seconds(long nanos) {
    return nanos / 1e9;
  }

  static double millis(long nanos) {
    return nanos / 1e6;
  }

  static double mebibytes(long octets) {
    return octets / (double) (1 << 20);
  }
}
