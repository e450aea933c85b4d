package nomen.server.request;

import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import org.xbill.DNS.EDNSOption;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** Prints a response in a few lines, one a record; dnsjava reads it. */
public final class ResponseText {
  private static final int[] FLAGS = {Flags.AA, Flags.TC, Flags.RD, Flags.RA, Flags.AD, Flags.CD};

  private ResponseText() {}

  /** The RCODE and flags, then the records of each section, then OPT. */
  public static String print(byte[] octets) {
    Message message;
    try {
      message = new Message(octets);
    } catch (IOException e) {
      throw new AssertionError("unreadable: " + HexFormat.of().formatHex(octets), e);
    }
    StringBuilder text = new StringBuilder(Rcode.string(message.getRcode()));
    for (int flag : FLAGS) {
      if (message.getHeader().getFlag(flag)) {
        text.append(' ').append(Flags.string(flag));
      }
    }
    text.append('\n');
    print(text, "answer", message.getSection(Section.ANSWER));
    print(text, "authority", message.getSection(Section.AUTHORITY));
    print(text, "additional", message.getSection(Section.ADDITIONAL));
    OPTRecord opt = message.getOPT();
    if (opt != null) {
      text.append("edns ").append(opt.getPayloadSize());
      text.append((opt.getFlags() & 0x8000) != 0 ? " do" : "");
      for (EDNSOption option : opt.getOptions()) {
        String hex = HexFormat.of().formatHex(option.toWire());
        text.append(' ').append(option.getCode()).append(':').append(hex.substring(8));
      }
      text.append('\n');
    }
    return text.toString();
  }

  private static void print(StringBuilder text, String section, List<Record> records) {
    for (Record record : records) {
      if (record.getType() == Type.OPT) {
        continue;
      }
      text.append(section).append(' ').append(record.getName()).append(' ');
      text.append(record.getTTL()).append(' ').append(Type.string(record.getType())).append(' ');
      text.append(shorten(record)).append('\n');
    }
  }

  /** Signatures are told apart by what they cover. */
  private static String shorten(Record record) {
    String rdata = record.rdataToString();
    return record.getType() == Type.RRSIG ? rdata.substring(0, rdata.indexOf(' ')) : rdata;
  }
}
