package nomen.codec.tsig;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import nomen.codec.name.Name;

/** What dnspython signed: {@code resources/tsig/vectors.txt}, and the script that wrote it. */
final class Vectors {
  static final Name KEY_NAME = Name.parse("key.example.");
  static final long NOW = 1_800_000_000L;

  /** One exchange with one algorithm, by its place in the file. */
  record Exchange(int index) {
    TsigKey key() {
      String name = values("algorithm").get(index);
      TsigAlgorithm algorithm =
          Objects.requireNonNull(TsigAlgorithm.ofWireName(Name.parse(name)), name);
      return new TsigKey(KEY_NAME, algorithm, octets("secret").get(index));
    }

    byte[] request() {
      return octets("request").get(index);
    }

    byte[] signedRequest() {
      return octets("signed-request").get(index);
    }

    byte[] response() {
      return octets("response").get(index);
    }

    byte[] signedResponse() {
      return octets("signed-response").get(index);
    }

    @Override
    public String toString() {
      return values("algorithm").get(index);
    }
  }

  private Vectors() {}

  static List<Exchange> exchanges() {
    return IntStream.range(0, values("algorithm").size()).mapToObj(Exchange::new).toList();
  }

  static Exchange sha256() {
    return new Exchange(3);
  }

  /** All values with a label, in the order of the file. */
  static List<byte[]> octets(String label) {
    return values(label).stream().map(HexFormat.of()::parseHex).toList();
  }

  private static List<String> values(String label) {
    try (var in = Objects.requireNonNull(Vectors.class.getResourceAsStream("/tsig/vectors.txt"))) {
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII)
          .lines()
          .filter(line -> line.startsWith(label + " "))
          .map(line -> line.substring(label.length() + 1))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
