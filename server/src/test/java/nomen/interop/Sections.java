package nomen.interop;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/**
 * What a response says, without what carries no meaning: the ID, compression, the order of records
 * in a section, the case of names (RFC 4343) and the contents of OPT.
 *
 * @param header RCODE and the flags AA and TC
 * @param answer records in canonical form
 * @param authority records in canonical form
 * @param additional records in canonical form, without OPT
 */
record Sections(String header, Set<String> answer, Set<String> authority, Set<String> additional) {
  static Sections of(byte[] octets) throws IOException {
    Message message = new Message(octets);
    String header =
        message.getRcode()
            + (message.getHeader().getFlag(Flags.AA) ? " aa" : "")
            + (message.getHeader().getFlag(Flags.TC) ? " tc" : "");
    return new Sections(
        header,
        records(message, Section.ANSWER),
        records(message, Section.AUTHORITY),
        records(message, Section.ADDITIONAL));
  }

  private static Set<String> records(Message message, int section) throws IOException {
    Set<String> records = new HashSet<>();
    for (Record r : message.getSection(section)) {
      if (r.getType() == Type.OPT) {
        continue;
      }
      String line =
          "%s %d %d %s %s"
              .formatted(
                  r.getName().canonicalize(),
                  r.getTTL(),
                  r.getDClass(),
                  Type.string(r.getType()),
                  HexFormat.of().formatHex(r.rdataToWireCanonical()));
      if (!records.add(line)) {
        throw new IOException("twice in one section: " + line);
      }
    }
    return records;
  }

  /** The parts in which two responses differ. */
  List<String> differences(Sections other) {
    List<String> parts = new ArrayList<>();
    if (!header.equals(other.header)) {
      parts.add("header");
    }
    if (!answer.equals(other.answer)) {
      parts.add("answer");
    }
    if (!authority.equals(other.authority)) {
      parts.add("authority");
    }
    if (!additional.equals(other.additional)) {
      parts.add("additional");
    }
    return parts;
  }
}
