package nomen.loadtest.traffic.expectation;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import nomen.codec.message.Header;
import nomen.codec.message.Message;
import nomen.codec.message.Rcode;
import nomen.codec.name.Name;
import nomen.codec.rr.RRType;
import nomen.codec.rr.RRTypes;
import nomen.codec.rr.Rdata;
import nomen.codec.rr.ResourceRecord;
import org.jspecify.annotations.Nullable;

/**
 * What the answer to one question must be.
 *
 * @param rcode the RCODE, or {@link #ANY_RCODE}
 * @param authoritative whether AA must be set, or must not be; null if it may be either way
 * @param records what the answer section must hold
 * @param more whether it may hold more than that
 */
record Expectation(
    int rcode, @Nullable Boolean authoritative, List<ExpectedRecord> records, boolean more) {
  static final int ANY_RCODE = -1;

  /** The most records that a message about a fault shows of one answer. */
  private static final int MAX_SHOWN = 8;

  Expectation {
    records = List.copyOf(records);
  }

  /** A record, whatever its TTL. */
  record ExpectedRecord(Name owner, Rdata rdata) {
    @Override
    public String toString() {
      return owner + " " + rdata.type() + " " + rdata;
    }
  }

  /** What is wrong with an answer, or null. */
  @Nullable String findFault(Message answer) {
    if (rcode != ANY_RCODE && answer.rcode() != rcode) {
      return "expected " + Rcode.print(rcode) + ", got " + Rcode.print(answer.rcode());
    }
    if (authoritative != null && answer.has(Header.AA) != authoritative) {
      return authoritative ? "expected AA, got none" : "expected no AA, got AA";
    }
    // What is missing from a truncated answer comes over TCP.
    return answer.has(Header.TC) ? null : findFault(answer.answers());
  }

  private @Nullable String findFault(List<ResourceRecord> answers) {
    boolean signatures = records.stream().anyMatch(it -> isSignature(it.rdata.type()));
    Set<ExpectedRecord> got = new HashSet<>();
    for (ResourceRecord record : answers) {
      if (signatures || !isSignature(record.type())) {
        got.add(new ExpectedRecord(record.owner(), record.rdata()));
      }
    }
    boolean right = more ? got.containsAll(records) : got.equals(Set.copyOf(records));
    return right
        ? null
        : "expected " + show(records) + (more ? " and more" : "") + ", got " + show(got);
  }

  private static boolean isSignature(RRType type) {
    return type.equals(RRTypes.RRSIG);
  }

  private static String show(Collection<ExpectedRecord> all) {
    String shown =
        all.stream()
            .map(ExpectedRecord::toString)
            .sorted()
            .limit(MAX_SHOWN)
            .collect(Collectors.joining("; ", "{", ""));
    return shown + (all.size() > MAX_SHOWN ? "; and " + (all.size() - MAX_SHOWN) + " more}" : "}");
  }
}
