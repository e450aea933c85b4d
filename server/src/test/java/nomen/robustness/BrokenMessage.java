package nomen.robustness;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import nomen.conformance.client.QueryOctets;
import nomen.conformance.subject.SubjectKind;

/**
 * One message of the corpus.
 *
 * @param what what is broken
 * @param hex the message in hexadecimal
 * @param reactions the RCODEs that are right, or {@link #SILENCE}; more than one where the RFCs
 *     leave it open
 */
record BrokenMessage(String what, String hex, Set<String> reactions) {
  BrokenMessage(String what, byte[] octets, Set<String> reactions) {
    this(what, HexFormat.of().formatHex(octets), reactions);
  }

  /** No response. */
  static final String SILENCE = "silence";

  private static final Set<String> FORMAT_ERROR = Set.of("FORMERR");
  private static final Set<String> SILENT_OR_FORMAT_ERROR = Set.of(SILENCE, "FORMERR");
  private static final Set<String> ANY_REFUSAL =
      Set.of("FORMERR", "REFUSED", "NOTIMP", "NOTAUTH", "SERVFAIL");

  /** RFC 8945 section 5.2 has FORMERR; some peers do not look into a TSIG that changes nothing. */
  private static final Set<String> TSIG =
      SubjectKind.chosen() == SubjectKind.NOMEN
          ? FORMAT_ERROR
          : Set.of("FORMERR", "NOTAUTH", "NOERROR");

  private static final byte[] OPT = QueryOctets.opt(new byte[] {0}, 1232, 0, new byte[0]);
  private static final String HEADER = "0007 0000 0001 0000 0000 0000";
  private static final String WWW = "03777777 05686f757365 0474657374 00";

  /** All of them. */
  static List<BrokenMessage> corpus() {
    List<BrokenMessage> all = new ArrayList<>();
    headers(all);
    names(all);
    records(all);
    return all;
  }

  private static void headers(List<BrokenMessage> all) {
    all.add(new BrokenMessage("no octets at all", new byte[0], Set.of(SILENCE)));
    all.add(of("one octet", SILENT_OR_FORMAT_ERROR, "00"));
    all.add(
        of("an octet less than a header", SILENT_OR_FORMAT_ERROR, "0007 0000 0000 0000 0000 00"));
    all.add(of("a header without question", FORMAT_ERROR, "0007 0000 0000 0000 0000 0000"));
    all.add(of("a response", Set.of(SILENCE), "0007 8000 0001 0000 0000 0000", WWW, "0001 0001"));
    all.add(of("a response with all bits set", Set.of(SILENCE), "0007 ffff ffff ffff ffff ffff"));
    all.add(of("a question that is not there", FORMAT_ERROR, HEADER));
    all.add(
        of("all counts at their highest", SILENT_OR_FORMAT_ERROR, "0007 0000 ffff ffff ffff ffff"));
    all.add(
        of(
            "a record in the answer section of a query",
            Set.of("FORMERR", "NOERROR"),
            "0007 0000 0001 0001 0000 0000",
            WWW,
            "0001 0001 c00c 0001 0001 00000001 0004 7f000001"));
    all.add(
        of(
            "an unknown opcode over garbage",
            Set.of("NOTIMP", "FORMERR"),
            "0007 7000 ffff 0001 ffff 0001 ffff"));
    all.add(
        of(
            "an inverse query over garbage",
            Set.of("NOTIMP", "FORMERR"),
            "0007 0800 0000 0001 0000 0000 ff"));
  }

  private static void names(List<BrokenMessage> all) {
    all.add(of("a label that runs over the end", FORMAT_ERROR, HEADER, "3f 7777 00 0001 0001"));
    all.add(of("a name without end", FORMAT_ERROR, HEADER, "03777777 05686f757365"));
    all.add(of("label type 01", FORMAT_ERROR, HEADER, "41 77 00 0001 0001"));
    all.add(of("label type 10", FORMAT_ERROR, HEADER, "81 77 00 0001 0001"));
    all.add(of("a pointer to itself", FORMAT_ERROR, HEADER, "c00c 0001 0001"));
    all.add(of("a pointer forward", FORMAT_ERROR, HEADER, "c00e 0001 0001 00"));
    all.add(of("a pointer over the end", FORMAT_ERROR, HEADER, "ffff 0001 0001"));
    all.add(of("half a pointer", FORMAT_ERROR, HEADER, "c0"));
    all.add(
        of(
            "two pointers that point to each other",
            FORMAT_ERROR,
            HEADER,
            "01 61 c00e c00c 0001 0001"));
    // The header may be read as a name: a pointer into it is legal octets and nonsense.
    all.add(
        of(
            "a pointer into the header",
            Set.of("FORMERR", "REFUSED", "NOERROR"),
            HEADER,
            "c004 0001 0001"));
    all.add(
        of(
            "a name of 257 octets",
            FORMAT_ERROR,
            HEADER,
            "3f" + "61".repeat(63),
            "3f" + "61".repeat(63),
            "3f" + "61".repeat(63),
            "3f" + "61".repeat(63),
            "00 0001 0001"));
    all.add(of("a name of 128 labels", FORMAT_ERROR, HEADER, "0161".repeat(128), "00 0001 0001"));
    all.add(of("no QTYPE", FORMAT_ERROR, HEADER, WWW));
    all.add(of("half a QTYPE", FORMAT_ERROR, HEADER, WWW, "00"));
    all.add(of("no QCLASS", FORMAT_ERROR, HEADER, WWW, "0001"));
    all.add(
        of("QTYPE 0", Set.of("FORMERR", "NOERROR", "REFUSED", "NOTIMP"), HEADER, WWW, "0000 0001"));
    all.add(of("QCLASS 0", ANY_REFUSAL, HEADER, WWW, "0001 0000"));
  }

  private static void records(List<BrokenMessage> all) {
    all.add(
        of(
            "an additional record that is not there",
            FORMAT_ERROR,
            "0007 0000 0001 0000 0000 0001",
            WWW,
            "0001 0001"));
    all.add(
        of(
            "an additional record cut in its TTL",
            FORMAT_ERROR,
            "0007 0000 0001 0000 0000 0001",
            WWW,
            "0001 0001 00 0029 04d0 0000"));
    all.add(
        of(
            "RDATA of OPT that runs over the end",
            FORMAT_ERROR,
            "0007 0000 0001 0000 0000 0001",
            WWW,
            "0001 0001 00 0029 04d0 00000000 0004 0000"));
    all.add(
        of(
            "an option that runs over RDATA",
            FORMAT_ERROR,
            "0007 0000 0001 0000 0000 0001",
            WWW,
            "0001 0001 00 0029 04d0 00000000 0004 0003 ffff"));
    all.add(
        of(
            "half an option",
            FORMAT_ERROR,
            "0007 0000 0001 0000 0000 0001",
            WWW,
            "0001 0001 00 0029 04d0 00000000 0003 0003 00"));
    all.add(
        new BrokenMessage(
            "two OPT records", query().additional(OPT).additional(OPT).octets(), FORMAT_ERROR));
    all.add(
        new BrokenMessage(
            "a cookie of 7 octets", query().option(10, new byte[7]).octets(), FORMAT_ERROR));
    all.add(
        new BrokenMessage(
            "a client subnet of nonsense",
            query().option(8, (byte) 9).octets(),
            Set.of("FORMERR", "NOERROR")));
    all.add(
        of(
            "an OPT record in the answer section",
            Set.of("FORMERR", "NOERROR"),
            "0007 0000 0001 0001 0000 0000",
            WWW,
            "0001 0001 00 0029 04d0 00000000 0000"));
    all.add(
        of(
            "a TSIG record without RDATA",
            TSIG,
            "0007 0000 0001 0000 0000 0001",
            WWW,
            "0001 0001 016b00 00fa 00ff 00000000 0000"));
    all.add(
        of(
            "octets behind the last record",
            Set.of("FORMERR", "NOERROR"),
            HEADER,
            WWW,
            "0001 0001 ffffffff"));
    all.add(new BrokenMessage("60,000 octets of nothing", new byte[60_000], FORMAT_ERROR));
    byte[] noise = new byte[1400];
    Arrays.fill(noise, (byte) 0x3F);
    all.add(
        new BrokenMessage("1,400 times the octet 3F", noise, Set.of("NOTIMP", "FORMERR", SILENCE)));
    all.add(of("an update without zone", ANY_REFUSAL, "0007 2800 0000 0000 0000 0000"));
    all.add(
        of(
            "an update that is cut",
            ANY_REFUSAL,
            "0007 2800 0001 0000 0001 0000",
            WWW,
            "0006 0001 c00c"));
    all.add(of("a notification of nothing", ANY_REFUSAL, "0007 2000 0000 0000 0000 0000"));
  }

  private static QueryOctets query() {
    return QueryOctets.query("www.house.test.", "A").id(7);
  }

  private static BrokenMessage of(String what, Set<String> reactions, String... hex) {
    return new BrokenMessage(what, String.join("", hex).replace(" ", ""), reactions);
  }

  byte[] octets() {
    return HexFormat.of().parseHex(hex);
  }

  @Override
  public String toString() {
    return what;
  }
}
