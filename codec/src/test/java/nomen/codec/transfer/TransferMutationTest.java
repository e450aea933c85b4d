package nomen.codec.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import nomen.codec.message.Message;
import nomen.codec.message.MessageReader;
import nomen.codec.wire.WireFormatException;
import org.junit.jupiter.api.Test;

/**
 * Transfers whose messages were changed, cut, doubled and exchanged. Whatever comes, the
 * interpreter either refuses it, or tells exactly the records that another reader finds in the
 * answer sections; and no octet outside a message is looked at, each having an array of its own
 * length.
 */
class TransferMutationTest {
  private static final int MUTATIONS = 60_000;

  private final Random random = new Random(20_261_122);

  private static List<Script> corpus() {
    String a1 = "a.example. A 192.0.2.1";
    String a2 = "a.example. 30 A 192.0.2.2";
    String mx = "mail.example. MX 10 mail.a.example.";
    String srv = "_x._tcp.a.example. SRV 1 2 3 mail.a.example.";
    return List.of(
        Script.axfr().message("7", a1, mx, srv, "7"),
        Script.axfr().message("7").message(a1, a2).message(mx).message(srv, "7"),
        Script.ixfr(1).message("3", "1", a1, mx, "2", a2, "2", srv, "3", a1, "3"),
        Script.ixfr(1).message("3", "1").message(a1, mx, "2").message("2", srv, "3", a1, "3"),
        Script.ixfr(1).message("3", a1, mx, srv, "3"),
        Script.ixfrOverUdp(1).message("3", "1", a1, "2", a2, "2", "3", mx, "3"),
        Script.ixfrOverUdp(1).message("3"),
        Script.ixfr(3).message("3"));
  }

  private byte[] mutated(byte[] original, byte[] other) {
    byte[] octets = original.clone();
    for (int changes = 1 + random.nextInt(3); changes > 0 && octets.length > 0; changes--) {
      int at = random.nextInt(octets.length);
      switch (random.nextInt(6)) {
        case 0 -> octets[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> octets[at] = (byte) random.nextInt();
        case 2 -> octets[at] = (byte) (0xc0 | random.nextInt(2));
        case 3 -> octets = Arrays.copyOf(octets, at);
        case 4 -> octets = Arrays.copyOf(octets, octets.length + 1 + random.nextInt(4));
        default -> {
          int length = Math.min(random.nextInt(30), Math.min(octets.length, other.length) - at);
          if (length > 0) {
            System.arraycopy(other, at, octets, at, length);
          }
        }
      }
    }
    return octets;
  }

  private List<byte[]> mutated(List<byte[]> messages) {
    List<byte[]> all = new ArrayList<>(messages);
    for (int changes = 1 + random.nextInt(2); changes > 0; changes--) {
      int at = random.nextInt(all.size());
      byte[] other = all.get(random.nextInt(all.size()));
      switch (random.nextInt(8)) {
        case 0 -> all.add(at, other);
        case 1 -> all.set(at, other);
        default -> all.set(at, mutated(all.get(at), other));
      }
    }
    return all;
  }

  @Test
  void nothingIsToldThatIsNotThere() {
    List<Script> corpus = corpus();
    int accepted = 0;
    int changed = 0;
    for (int i = 0; i < MUTATIONS; i++) {
      Script script = corpus.get(random.nextInt(corpus.size()));
      List<byte[]> messages = mutated(script.messages);
      Told told = new Told();
      int taken = take(script, messages, told);
      if (taken > 0) {
        accepted++;
        changed += told.lines.size() > 2 ? 1 : 0;
        assertSaid(messages.subList(0, taken), told.lines);
      }
    }
    // Changes of an address, say, are not seen by anybody.
    assertTrue(accepted > MUTATIONS / 20, accepted + " accepted");
    assertTrue(changed > MUTATIONS / 50, changed + " with records");
  }

  /** How many messages were taken until the transfer was over; 0 if it was refused. */
  private static int take(Script script, List<byte[]> messages, Told told) {
    TransferInterpreter interpreter = new TransferInterpreter(script.request, script.limits, told);
    try {
      for (int i = 0; i < messages.size(); i++) {
        byte[] message = messages.get(i);
        if (interpreter.message(message, 0, message.length)) {
          return i + 1;
        }
      }
    } catch (TransferException e) {
      assertTrue(e.message() > 0 && e.message() <= messages.size(), e.getMessage());
      assertTrue(interpreter.isOver());
    }
    return 0;
  }

  private static void assertSaid(List<byte[]> messages, List<String> told) {
    String last = told.getLast();
    if (last.equals("over TCP") || last.startsWith("up to date ")) {
      assertEquals(1, told.size());
      return;
    }
    List<String> answers = new ArrayList<>();
    try {
      for (byte[] octets : messages) {
        Message message = MessageReader.read(octets);
        message.answers().forEach(answer -> answers.add(answer.toString()));
      }
    } catch (WireFormatException e) {
      // The other reader also looks into the sections that say nothing here.
      return;
    }
    boolean isZone = last.equals("end of zone");
    assertTrue(isZone || last.equals("end of differences"), last);
    List<String> said = answers.subList(isZone ? 0 : 1, answers.size() - 1);
    List<String> records =
        told.stream().filter(line -> line.charAt(1) == ' ').map(line -> line.substring(2)).toList();
    assertEquals(said, records);
  }
}
