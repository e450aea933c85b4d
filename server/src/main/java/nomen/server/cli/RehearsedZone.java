package nomen.server.cli;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import nomen.codec.name.Name;
import nomen.codec.wire.WireWriter;

/**
 * A zone as many have one, in text, and questions as many are asked. It is large enough for the JVM
 * to compile all that reads a zone, so that it knows how to when a start has to read one.
 */
final class RehearsedZone {
  private static final int HOSTS = 50_000;
  private static final int QUESTIONS = 8_192;
  private static final int MIN_SYLLABLES = 2;
  private static final int MAX_SYLLABLES = 6;
  private static final int QUESTION_OCTETS = 512;
  private static final int PAYLOAD_OCTETS = 1_232;
  private static final int DNSSEC_OK = 0x8000;
  private static final int A = 1;
  private static final int OPT = 41;

  private static final String HEAD =
      """
      $TTL 3600
      @      SOA   ns hostmaster 1 3600 900 604800 300
      @      NS    ns
      ns     A     192.0.2.1
             AAAA  2001:db8::1
      mail   MX    10 ns
      text   TXT   "some words"
      *.wild A     192.0.2.2
      sub    NS    ns.sub
      ns.sub A     192.0.2.3
      """;

  private static final String[] SPECIAL = {"ns", "mail", "text", "none", "a.wild", "sub", "a.sub"};
  private static final int[] TYPES = {A, A, A, 28, 15, 16, 6, 2, 255};

  private final Random random = new Random(1);
  private final List<String> hosts;

  RehearsedZone() {
    Set<String> words = new LinkedHashSet<>();
    while (words.size() < HOSTS) {
      words.add(word());
    }
    hosts = List.copyOf(words);
  }

  private String word() {
    StringBuilder word = new StringBuilder();
    int syllables = random.nextInt(MIN_SYLLABLES, MAX_SYLLABLES + 1);
    for (int i = 0; i < syllables; i++) {
      word.append("bdfghklmnprstvwz".charAt(random.nextInt(16))).append(letter("aeiou"));
    }
    return word.toString();
  }

  private char letter(String of) {
    return of.charAt(random.nextInt(of.length()));
  }

  /** The zone in presentation format. */
  String text() {
    StringBuilder text = new StringBuilder(HEAD);
    for (int i = 0; i < HOSTS; i++) {
      String host = hosts.get(i);
      int low = i & 0xff;
      int high = i >> 8;
      switch (i % 16) {
        case 0 -> text.append(host).append("\t300 MX\t10 ns\n");
        case 1 ->
            text.append(host).append("\tTXT\t\"v=spf1 ip4:192.0.2.").append(low).append("\"\n");
        case 2 -> text.append("alias.").append(host).append("\tCNAME\t").append(host).append("\n");
        case 3 -> text.append(host).append("\tNS\tns.").append(host).append("\n");
        case 4, 5, 6, 7 ->
            text.append(host)
                .append("\tAAAA\t2001:db8::")
                .append(Integer.toHexString(i))
                .append("\n");
        default -> {}
      }
      text.append(i % 16 == 3 ? "ns." : "").append(host);
      text.append("\tA\t10.0.").append(high).append('.').append(low).append('\n');
    }
    return text.toString();
  }

  /**
   * Questions in wire format: names that are there and some that are not, with EDNS and without.
   */
  List<ByteBuffer> questions(String origin) {
    List<ByteBuffer> questions = new ArrayList<>();
    for (int i = 0; i < QUESTIONS; i++) {
      String name =
          switch (i % 8) {
            case 0 -> SPECIAL[i / 8 % SPECIAL.length];
            case 1 -> word();
            case 2 -> "www." + hosts.get(random.nextInt(HOSTS));
            default -> hosts.get(random.nextInt(HOSTS));
          };
      questions.add(ByteBuffer.wrap(question(i, Name.parse(name + "." + origin))));
    }
    return questions;
  }

  private byte[] question(int number, Name name) {
    int options = number % 4 == 0 ? 0 : 1;
    WireWriter writer = new WireWriter(QUESTION_OCTETS);
    writer.writeU16(number);
    writer.writeU16(0);
    writer.writeU16(1);
    writer.writeU32(0);
    writer.writeU16(options);
    writer.writeOctets(name.toWire());
    writer.writeU16(TYPES[random.nextInt(TYPES.length)]);
    writer.writeU16(1);
    if (options > 0) {
      writer.writeU8(0);
      writer.writeU16(OPT);
      writer.writeU16(PAYLOAD_OCTETS);
      writer.writeU32(number % 3 == 0 ? DNSSEC_OK : 0);
      writer.writeU16(0);
    }
    return writer.toOctets();
  }
}
