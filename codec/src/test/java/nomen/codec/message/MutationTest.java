package nomen.codec.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import nomen.codec.edns.Edns;
import nomen.codec.edns.OptionCode;
import nomen.codec.name.Name;
import nomen.codec.rr.RRTypes;
import nomen.codec.wire.WireFormatException;
import org.junit.jupiter.api.Test;

/**
 * Messages with octets changed, cut, doubled and exchanged. Whatever comes, the readers answer with
 * one of their declared outcomes, look at no octet outside the message (each has an array of its
 * own length), agree with each other, and what was read can be written and read again.
 */
class MutationTest {
  private static final int MUTATIONS = 250_000;

  private final Random random = new Random(20_251_122);
  private final Query query = new Query();
  private final MessageWriter writer = new MessageWriter();
  private final byte[] response = new byte[65_535];

  private List<byte[]> corpus() {
    List<byte[]> corpus = new ArrayList<>();
    GeneratedMessages generated = new GeneratedMessages(13, GeneratedMessages.allTypes());
    for (int i = 0; i < 40; i++) {
      for (Message message :
          List.of(generated.query(), generated.query(), generated.response(), generated.update())) {
        corpus.add(Arrays.copyOf(response, message.write(writer, response, 65_535)));
      }
    }
    corpus.add(
        Requests.query("www.example.", Requests.TYPE_IXFR)
            .record(Section.AUTHORITY, "example.", Requests.TYPE_SOA, 1, 0, new byte[22])
            .opt(Requests.option(OptionCode.COOKIE, 24))
            .tsig()
            .build());
    corpus.add(Requests.of(Opcode.QUERY).opt(Requests.option(OptionCode.COOKIE, 8)).build());
    return corpus;
  }

  private byte[] mutated(byte[] original, byte[] other) {
    byte[] octets = original.clone();
    for (int changes = 1 + random.nextInt(3); changes > 0 && octets.length > 0; changes--) {
      int at = random.nextInt(octets.length);
      switch (random.nextInt(7)) {
        case 0 -> octets[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> octets[at] = (byte) random.nextInt();
        case 2 -> octets[at] = (byte) (0xc0 | random.nextInt(2));
        case 3 -> octets = Arrays.copyOf(octets, at);
        case 4 -> octets = Arrays.copyOf(octets, octets.length + 1 + random.nextInt(4));
        case 5 -> {
          int length = Math.min(random.nextInt(30), Math.min(octets.length - at, other.length));
          System.arraycopy(other, random.nextInt(other.length - length + 1), octets, at, length);
        }
        default -> {
          int count = 5 + 2 * random.nextInt(4);
          if (count < octets.length) {
            octets[count] = (byte) random.nextInt(4);
          }
        }
      }
    }
    return octets;
  }

  @Test
  void nothingButTheDeclaredOutcomes() {
    List<byte[]> corpus = corpus();
    int[] outcomes = new int[3];
    int messages = 0;
    for (int i = 0; i < MUTATIONS; i++) {
      byte[] original = corpus.get(random.nextInt(corpus.size()));
      byte[] octets = mutated(original, corpus.get(random.nextInt(corpus.size())));
      Message message = readMessage(octets);
      messages += message == null ? 0 : 1;
      Triage triage = Triage.of(octets, 0, octets.length);
      if (triage == Triage.DROP) {
        continue;
      }
      if (triage == Triage.PARSE) {
        int rcode = QueryReader.read(octets, 0, octets.length, query);
        outcomes[rcode == Rcode.BADVERS ? 2 : rcode]++;
        respond(rcode);
        if (rcode == Rcode.NOERROR && query.opcode() == Opcode.QUERY) {
          agree(message);
        }
      } else {
        writer.beginResponse(octets, 0, response, 512);
        assertEquals(Header.SIZE_OCTETS, writer.finish());
      }
    }
    assertTrue(
        outcomes[0] > 1000 && outcomes[1] > 1000 && outcomes[2] > 10 && messages > 10_000,
        "every outcome is met: " + Arrays.toString(outcomes) + ", " + messages);
  }

  private @org.jspecify.annotations.Nullable Message readMessage(byte[] octets) {
    Message message;
    try {
      message = MessageReader.read(octets);
    } catch (WireFormatException e) {
      assertTrue(e.offset() >= 0 && e.offset() <= octets.length, e.getMessage());
      return null;
    }
    assertTrue(message.toString().length() > 0);
    byte[] copy = new byte[65_535];
    int length = message.write(writer, copy, copy.length);
    try {
      assertEquals(message, MessageReader.read(copy, 0, length));
    } catch (WireFormatException e) {
      throw new AssertionError(message.toString(), e);
    }
    return message;
  }

  /** To whatever was understood of a request, a response can be written that can be read. */
  private void respond(int rcode) {
    writer.beginResponse(query, response, 512);
    writer.rcode(rcode);
    if (query.hasEdns()) {
      writer.addEdns(1232, query.dnssecOk());
    }
    int length = writer.finish();
    try {
      Message message = MessageReader.read(response, 0, length);
      assertEquals(rcode, message.rcode());
      assertEquals(query.hasQuestion() ? 1 : 0, message.questions().size());
    } catch (WireFormatException e) {
      throw new AssertionError("response to a broken request", e);
    }
  }

  /** The full reader is stricter only about contents that the query reader does not look at. */
  private void agree(@org.jspecify.annotations.Nullable Message message) {
    if (message == null) {
      boolean looksAtLess =
          query.authorityOffset() >= 0
              || query.hasOption(OptionCode.CLIENT_SUBNET)
              || query.hasOption(OptionCode.EXTENDED_ERROR)
              || Header.count(query.octets(), 0, Section.ADDITIONAL) > (query.hasEdns() ? 1 : 0);
      assertTrue(looksAtLess, "accepted by the query reader only");
      return;
    }
    assertEquals(query.id(), message.id());
    assertEquals(query.hasQuestion() ? 1 : 0, message.questions().size());
    if (query.hasQuestion()) {
      Question question = message.questions().get(0);
      Name qname = Name.ofWire(query.octets(), query.qnameOffset());
      assertTrue(qname.equalsExactly(question.qname()));
      assertEquals(query.qnameLabels(), qname.labelCount());
      assertEquals(RRTypes.of(query.qtype()), question.qtype());
      assertEquals(query.qclass(), question.qclass().code());
    }
    Edns edns = message.edns();
    assertEquals(query.hasEdns(), edns != null);
    assertEquals(query.dnssecOk(), edns != null && edns.dnssecOk());
    assertEquals(query.tsigOffset() >= 0, message.tsig() != null);
  }
}
