package nomen.codec.rr;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import nomen.codec.wire.WireWriter;

/** Makes valid parameters of SVCB. */
final class SvcParamsGenerator {
  private final Random random;

  SvcParamsGenerator(Random random) {
    this.random = random;
  }

  void generate(WireWriter to) {
    SortedMap<Integer, byte[]> parameters = new TreeMap<>();
    for (int key = 1; key <= 8; key++) {
      if (random.nextInt(3) == 0) {
        parameters.put(key, value(key));
      }
    }
    for (int i = random.nextInt(3); i > 0; i--) {
      parameters.put(9 + random.nextInt(65_526), octets(random.nextInt(20)));
    }
    parameters.computeIfPresent(2, (key, value) -> parameters.containsKey(1) ? value : null);
    if (!parameters.isEmpty() && random.nextBoolean()) {
      WireWriter mandatory = new WireWriter(100);
      mandatory.writeU16(parameters.firstKey());
      if (parameters.size() > 1) {
        mandatory.writeU16(parameters.lastKey());
      }
      parameters.put(0, mandatory.toOctets());
    }
    parameters.forEach(
        (key, value) -> {
          to.writeU16(key);
          to.writeU16(value.length);
          to.writeOctets(value);
        });
  }

  private byte[] value(int key) {
    return switch (key) {
      case 1 -> {
        WireWriter list = new WireWriter(1000);
        for (int i = random.nextInt(3); i >= 0; i--) {
          byte[] id = octets(1 + random.nextInt(12));
          list.writeU8(id.length);
          list.writeOctets(id);
        }
        yield list.toOctets();
      }
      case 2, 8 -> new byte[0];
      case 3 -> octets(2);
      case 4 -> octets(4 * (1 + random.nextInt(3)));
      case 5 -> octets(1 + random.nextInt(60));
      case 6 -> octets(16 * (1 + random.nextInt(3)));
      case 7 -> "/dns{?dns}".getBytes(StandardCharsets.US_ASCII);
      default -> throw new AssertionError();
    };
  }

  private byte[] octets(int count) {
    byte[] octets = new byte[count];
    for (int i = 0; i < count; i++) {
      octets[i] =
          (byte)
              (random.nextInt(3) == 0 ? ",\\\"; ".charAt(random.nextInt(5)) : random.nextInt(256));
    }
    return octets;
  }
}
