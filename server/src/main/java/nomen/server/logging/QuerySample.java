package nomen.server.logging;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import nomen.codec.message.Header;
import nomen.codec.message.Opcode;
import nomen.codec.message.Rcode;
import nomen.codec.name.Name;
import nomen.codec.rr.RRTypes;
import org.jspecify.annotations.Nullable;

/** What is kept of one sampled query: octets, for printing is left to the thread that writes. */
final class QuerySample {
  private static final int MAX_NAME_OCTETS = 255;
  private static final int QNAME = Header.SIZE_OCTETS;

  /** QTYPE and QCLASS. */
  private static final int FIXED_OCTETS = 4;

  /** The question, and as much of an OPT record as has its flags (RFC 6891 section 6.1.2). */
  private static final int KEPT_OCTETS = QNAME + MAX_NAME_OCTETS + FIXED_OCTETS + 11;

  private static final int TYPE_OPT = 41;
  private static final int DO = 0x80;

  private final byte[] request = new byte[KEPT_OCTETS];
  private int kept;
  private final byte[] client = new byte[16];
  private int clientOctets;
  private int clientPort;
  private boolean tcp;
  private int answerFlags;
  private int answerOctets;
  private long millis;
  private long nanos;

  /** Keeps the request: its header and its question. */
  void setRequest(byte[] octets, int offset, int length) {
    kept = Math.min(length, KEPT_OCTETS);
    System.arraycopy(octets, offset, request, 0, kept);
  }

  /** Keeps who asked, and how. */
  void setClient(byte[] octets, int length, int port, boolean byTcp) {
    System.arraycopy(octets, 0, client, 0, length);
    clientOctets = length;
    clientPort = port;
    tcp = byTcp;
  }

  /**
   * Keeps what was answered.
   *
   * @param flags of the answer's header
   * @param length its octets; 0 if there is none, or it comes later
   */
  void setAnswer(int flags, int length) {
    answerFlags = flags;
    answerOctets = length;
  }

  /**
   * Keeps when it came, and how long it was in work.
   *
   * @param atMillis since 1970
   */
  void setTime(long atMillis, long tookNanos) {
    millis = atMillis;
    nanos = tookNanos;
  }

  /** The line that tells of it. */
  LogLine line() {
    List<Fact> facts = new ArrayList<>();
    add(facts, "client", client());
    add(facts, "transport", tcp ? "tcp" : "udp");
    int flags = kept < QNAME ? 0 : Header.flags(request, 0);
    int opcode = Header.opcode(flags);
    if (opcode != Opcode.QUERY) {
      add(facts, "opcode", Opcode.print(opcode));
    }
    boolean isDnssecOk = addQuestion(facts);
    add(facts, "flags", flags(flags, isDnssecOk));
    if (answerOctets > 0) {
      add(facts, "rcode", Rcode.print(answerFlags & 0xf));
      add(facts, "octets", answerOctets);
    } else {
      add(facts, "rcode", "none");
    }
    add(facts, "micros", Math.floor(nanos / 100.0) / 10);
    return new LogLine(millis, LogLevel.INFO, LogCategory.QUERY, "query", facts, null);
  }

  private static void add(List<Fact> facts, String key, Object value) {
    Fact fact = Fact.of(key, value);
    if (fact != null) {
      facts.add(fact);
    }
  }

  /** Gives whether DO is set in an OPT record that stands right after the question. */
  private boolean addQuestion(List<Fact> facts) {
    Name name = name();
    if (name == null) {
      return false;
    }
    int type = QNAME + name.toWire().length;
    if (type + FIXED_OCTETS > kept) {
      return false;
    }
    add(facts, "name", name.toString());
    add(facts, "type", RRTypes.of(number(type)).toString());
    int opt = type + FIXED_OCTETS;
    return opt + 11 <= kept
        && request[opt] == 0
        && number(opt + 1) == TYPE_OPT
        && (request[opt + 7] & DO) != 0;
  }

  private @Nullable Name name() {
    try {
      return Name.ofWire(Arrays.copyOf(request, kept), QNAME);
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      return null;
    }
  }

  private int number(int at) {
    return (request[at] & 0xff) << 8 | request[at + 1] & 0xff;
  }

  /** Those of the request in lower case, those of the answer in upper case; "-" is none. */
  private String flags(int asked, boolean isDnssecOk) {
    StringBuilder text = new StringBuilder();
    flag(text, asked, Header.RD, "rd");
    flag(text, asked, Header.AD, "ad");
    flag(text, asked, Header.CD, "cd");
    if (isDnssecOk) {
      text.append(text.isEmpty() ? "" : "+").append("do");
    }
    if (answerOctets > 0) {
      flag(text, answerFlags, Header.AA, "AA");
      flag(text, answerFlags, Header.TC, "TC");
    }
    return text.isEmpty() ? "-" : text.toString();
  }

  private static void flag(StringBuilder text, int flags, int flag, String word) {
    if ((flags & flag) != 0) {
      text.append(text.isEmpty() ? "" : "+").append(word);
    }
  }

  private Object client() {
    try {
      InetAddress address = InetAddress.getByAddress(Arrays.copyOf(client, clientOctets));
      return new InetSocketAddress(address, clientPort);
    } catch (UnknownHostException e) {
      return "?";
    }
  }
}
