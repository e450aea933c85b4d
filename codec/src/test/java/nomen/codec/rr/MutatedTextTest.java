package nomen.codec.rr;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import java.util.Random;
import nomen.codec.name.Name;
import nomen.codec.text.SyntaxException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Text with mistakes is refused with an error, or is right in another way; nothing else happens.
 */
class MutatedTextTest {
  private static final int ROUNDS = 1_000;
  private static final String CHARACTERS = "09aAfF.-:/\\\"#=,@ ()!\u00ff\t;+";
  private static final Name ORIGIN = Name.parse("origin.example.");

  static List<RRType> types() {
    return Golden.types();
  }

  @ParameterizedTest
  @MethodSource("types")
  void mistakesAreRefusedOrRight(RRType type) throws Exception {
    RdataGenerator generator = new RdataGenerator(type.code());
    Random random = new Random(type.code());
    for (int i = 0; i < ROUNDS; i++) {
      StringBuilder text = new StringBuilder();
      byte[] octets = generator.rdata(type);
      RdataPrinter.print(text, type, octets, 0, octets.length);
      for (int j = random.nextInt(3); j >= 0; j--) {
        mutate(text, random);
      }
      Rdata scanned;
      try {
        scanned = Rdata.scan(type, text.toString(), ORIGIN);
      } catch (SyntaxException e) {
        assertFalse(e.what().isEmpty());
        continue;
      }
      // What the scanner lets in, the reader lets in, and it prints and scans as the same.
      assertArrayEquals(scanned.toWire(), Rdata.of(type, scanned.toWire()).toWire());
      assertArrayEquals(scanned.toWire(), Rdata.parse(type, scanned.toString()).toWire());
    }
  }

  private static void mutate(StringBuilder text, Random random) {
    int at = random.nextInt(text.length() + 1);
    char character = CHARACTERS.charAt(random.nextInt(CHARACTERS.length()));
    if (at == text.length() || random.nextInt(3) == 0) {
      text.insert(at, character);
    } else if (random.nextBoolean()) {
      text.setCharAt(at, character);
    } else {
      text.delete(at, Math.min(text.length(), at + 1 + random.nextInt(8)));
    }
  }
}
