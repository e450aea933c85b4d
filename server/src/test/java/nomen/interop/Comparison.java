package nomen.interop;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Counts how the replies of this server agree with those of two peers. Where the peers agree, this
 * server has to agree with both; where they differ, with either. Both counts are kept, so that a
 * difference between the peers is reported and not hidden.
 */
final class Comparison {
  private static final int EXAMPLES = 5;

  private final Map<String, Tally> tallies = new TreeMap<>();
  private final List<String> failures = new ArrayList<>();
  private final List<String> peerExamples = new ArrayList<>();
  private int failed;

  private static final class Tally {
    private int asked;
    private int allEqual;
    private int withReason;
    private int likeFirst;
    private int likeSecond;
    private int neither;
    private final Map<String, Integer> peersDifferIn = new TreeMap<>();
  }

  /** Takes the replies to one question. */
  void add(Question question, byte[] first, byte[] second, byte[] ours) throws IOException {
    Sections one = Sections.of(first);
    Sections two = Sections.of(second);
    Sections our = Sections.of(ours);
    Tally tally = tallies.computeIfAbsent(question.kind(), kind -> new Tally());
    tally.asked++;
    List<String> peers = one.differences(two);
    if (!peers.isEmpty()) {
      int before = tally.peersDifferIn.merge(String.join("+", peers), 1, Integer::sum);
      if (before <= EXAMPLES) {
        peerExamples.add("%s: %s%n  %s%n  %s".formatted(question, peers, one, two));
      }
    }
    List<String> fromFirst = differences(question, our, one);
    List<String> fromSecond = differences(question, our, two);
    if (fromFirst.isEmpty() && fromSecond.isEmpty()) {
      tally.withReason += our.equals(one) || our.equals(two) ? 0 : 1;
      tally.allEqual++;
    } else if (fromFirst.isEmpty()) {
      tally.likeFirst++;
    } else if (fromSecond.isEmpty()) {
      tally.likeSecond++;
    } else {
      tally.neither++;
      failed++;
      if (failures.size() < EXAMPLES * 4) {
        failures.add(
            "%s: %s%n  ours   %s%n  first  %s%n  second %s"
                .formatted(question, fromFirst, our, one, two));
      }
    }
  }

  /**
   * The parts in which a reply differs from a peer's without a reason. The reasons are:
   *
   * <ul>
   *   <li>QTYPE RRSIG is a kind of ANY, which a server may answer with one RRset or all of them
   *       (RFC 8482 section 7): there, one answer may be part of the other.
   *   <li>TargetName "." of HTTPS and SVCB stands for the owner name (RFC 9460 section 2.5), whose
   *       addresses this server adds; the peers add those of other targets only.
   *   <li>A DS RRset at a delegation belongs to the referral (RFC 4035 section 3.1.4), which this
   *       server does not tie to the zone being signed, as the peers do.
   * </ul>
   */
  private static List<String> differences(Question question, Sections our, Sections peer) {
    List<String> parts = our.differences(peer);
    boolean oneOrAll =
        question.type().equals("RRSIG")
            && parts.equals(List.of("answer"))
            && !our.answer().isEmpty()
            && (our.answer().containsAll(peer.answer()) || peer.answer().containsAll(our.answer()));
    boolean targetIsOwner =
        List.of("HTTPS", "SVCB").contains(question.type())
            && parts.equals(List.of("additional"))
            && our.additional().containsAll(peer.additional());
    boolean delegationSigner =
        question.dnssecOk()
            && parts.equals(List.of("authority"))
            && our.authority().containsAll(peer.authority())
            && our.authority().stream()
                .filter(line -> !peer.authority().contains(line))
                .allMatch(line -> line.contains(" DS "));
    return oneOrAll || targetIsOwner || delegationSigner ? List.of() : parts;
  }

  /** Questions on which this server agrees with neither peer. */
  int failed() {
    return failed;
  }

  /** Some of them, with all three replies. */
  String failures() {
    return String.join(System.lineSeparator(), failures);
  }

  /** Some questions on which the peers differ, with both replies. */
  String peerExamples() {
    return String.join(System.lineSeparator(), peerExamples);
  }

  /** One line a kind of question. */
  String report(String first, String second) {
    StringBuilder text = new StringBuilder();
    text.append(
        "| question | asked | all equal | of these differ with reason | only like %s | only like %s | neither | peers differ in |%n"
            .formatted(first, second));
    text.append("| --- | --- | --- | --- | --- | --- | --- | --- |\n");
    tallies.forEach(
        (kind, tally) ->
            text.append(
                "| %s | %d | %d | %d | %d | %d | %d | %s |%n"
                    .formatted(
                        kind,
                        tally.asked,
                        tally.allEqual,
                        tally.withReason,
                        tally.likeFirst,
                        tally.likeSecond,
                        tally.neither,
                        tally.peersDifferIn.isEmpty() ? "" : tally.peersDifferIn)));
    return text.toString();
  }
}
