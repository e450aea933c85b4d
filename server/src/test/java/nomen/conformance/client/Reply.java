package nomen.conformance.client;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import org.xbill.DNS.EDNSOption;
import org.xbill.DNS.Flags;
import org.xbill.DNS.GenericEDNSOption;
import org.xbill.DNS.Message;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** A response, parsed by dnsjava, in words that assertions compare. */
public final class Reply {
  private static final int EDE = 15;

  private final byte[] octets;
  private final Message message;

  /** Parses a response; octets that are no message fail the test here. */
  public Reply(byte[] octets) throws IOException {
    this.octets = octets;
    this.message = new Message(octets);
  }

  /** The response as it came. */
  public byte[] octets() {
    return octets;
  }

  /** The ID. */
  public int id() {
    return message.getHeader().getID();
  }

  /** RCODE, extended where there is an OPT, and those of the flags aa, tc and ra that are set. */
  public String status() {
    StringJoiner words = new StringJoiner(" ");
    words.add(rcode());
    for (int flag : new int[] {Flags.AA, Flags.TC, Flags.RA}) {
      if (message.getHeader().getFlag(flag)) {
        words.add(Flags.string(flag));
      }
    }
    return words.toString();
  }

  /** RCODE, extended where there is an OPT. */
  public String rcode() {
    // dnsjava shifts the upper bits away from the lower ones by itself.
    int code = message.getRcode();
    return code == Rcode.BADVERS ? "BADVERS" : code == 23 ? "BADCOOKIE" : Rcode.string(code);
  }

  /** The second 16 bits of the header: flags, opcode and RCODE. */
  public int flags() {
    return (octets[2] & 0xFF) << 8 | octets[3] & 0xFF;
  }

  /** Questions as text: name, class, type. */
  public List<String> question() {
    return message.getSection(Section.QUESTION).stream()
        .map(r -> r.getName() + " " + Type.string(r.getType()))
        .toList();
  }

  /** Records of the answer section, sorted. */
  public List<String> answer() {
    return sorted(Section.ANSWER);
  }

  /** Records of the answer section in the order in which they came. */
  public List<String> answerInOrder() {
    return lines(Section.ANSWER);
  }

  /** Records of the authority section, sorted. */
  public List<String> authority() {
    return sorted(Section.AUTHORITY);
  }

  /** Records of the additional section without OPT, sorted. */
  public List<String> additional() {
    return sorted(Section.ADDITIONAL);
  }

  /** Records of one type in a section, sorted. */
  public static List<String> ofType(List<String> records, String type) {
    return records.stream().filter(r -> r.split(" ", 4)[2].equals(type)).toList();
  }

  /** The OPT record. */
  public Optional<OPTRecord> opt() {
    return Optional.ofNullable(message.getOPT());
  }

  /** The value of an option of EDNS. */
  public Optional<byte[]> option(int code) {
    return opt().flatMap(opt -> opt.getOptions(code).stream().findFirst()).map(Reply::data);
  }

  /** The value of an option of EDNS that has to be there. */
  public byte[] requiredOption(int code) {
    return option(code).orElseThrow(() -> new AssertionError("no option " + code + " in " + this));
  }

  /** Those of the records that belong to one owner. */
  public static List<String> ofOwner(List<String> records, String owner) {
    return records.stream().filter(line -> line.startsWith(owner + " ")).toList();
  }

  /** INFO-CODEs of the extended errors (RFC 8914). */
  public List<Integer> extendedErrors() {
    List<Integer> codes = new ArrayList<>();
    for (EDNSOption option : opt().map(OPTRecord::getOptions).orElse(List.of())) {
      if (option.getCode() == EDE) {
        byte[] data = data(option);
        codes.add((data[0] & 0xFF) << 8 | data[1] & 0xFF);
      }
    }
    return codes;
  }

  private static byte[] data(EDNSOption option) {
    byte[] wire = option instanceof GenericEDNSOption generic ? generic.toWire() : option.toWire();
    return java.util.Arrays.copyOfRange(wire, 4, wire.length);
  }

  private List<String> sorted(int section) {
    return lines(section).stream().sorted().toList();
  }

  private List<String> lines(int section) {
    return message.getSection(section).stream()
        .filter(r -> r.getType() != Type.OPT)
        .map(Reply::line)
        .toList();
  }

  private static String line(Record r) {
    return "%s %d %s %s"
        .formatted(r.getName(), r.getTTL(), Type.string(r.getType()), r.rdataToString());
  }

  @Override
  public String toString() {
    return message.toString();
  }
}
