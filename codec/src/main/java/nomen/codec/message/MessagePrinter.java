package nomen.codec.message;

import java.util.List;
import nomen.codec.rr.ResourceRecord;

/** Prints messages as {@code dig} does, for people. */
final class MessagePrinter {
  private MessagePrinter() {}

  static String print(Message message) {
    StringBuilder text = new StringBuilder(512);
    text.append(";; ->>HEADER<<- opcode: ").append(Opcode.print(message.opcode()));
    text.append(", status: ").append(Rcode.print(message.rcode()));
    text.append(", id: ").append(message.id());
    text.append("\n;; flags:");
    flag(text, message, Header.QR, "qr");
    flag(text, message, Header.AA, "aa");
    flag(text, message, Header.TC, "tc");
    flag(text, message, Header.RD, "rd");
    flag(text, message, Header.RA, "ra");
    flag(text, message, Header.Z, "z");
    flag(text, message, Header.AD, "ad");
    flag(text, message, Header.CD, "cd");
    count(text.append(';'), message, Section.QUESTION, message.questions().size());
    count(text.append(','), message, Section.ANSWER, message.answers().size());
    count(text.append(','), message, Section.AUTHORITY, message.authorities().size());
    int additionals = message.additionals().size() + (message.edns() == null ? 0 : 1);
    count(text.append(','), message, Section.ADDITIONAL, additionals);
    text.append('\n');
    if (message.edns() != null) {
      text.append("\n;; OPT PSEUDOSECTION:\n").append(message.edns()).append('\n');
    }
    section(text, message, Section.QUESTION, message.questions());
    section(text, message, Section.ANSWER, message.answers());
    section(text, message, Section.AUTHORITY, message.authorities());
    List<ResourceRecord> additional = message.additionals();
    section(text, message, Section.ADDITIONAL, additional);
    return text.toString();
  }

  private static void flag(StringBuilder text, Message message, int mask, String name) {
    if (message.has(mask)) {
      text.append(' ').append(name);
    }
  }

  private static void count(StringBuilder text, Message message, Section section, int count) {
    String name = section == Section.QUESTION ? "QUERY" : section.name();
    if (message.opcode() == Opcode.UPDATE) {
      name = section.nameIn(Opcode.UPDATE);
    }
    text.append(' ').append(name).append(": ").append(count);
  }

  private static void section(
      StringBuilder text, Message message, Section section, List<?> entries) {
    if (entries.isEmpty()) {
      return;
    }
    text.append("\n;; ").append(section.nameIn(message.opcode())).append(" SECTION:\n");
    for (Object entry : entries) {
      text.append(entry).append('\n');
    }
  }
}
