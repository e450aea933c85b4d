package nomen.codec.rr;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * A golden triple: the same rdata as text, as generic text and as octets. {@code
 * golden/rr/TYPE.txt} has several, divided by blank lines:
 *
 * <pre>
 *   text: the one form that is printed
 *   also: a form that is read too (any number of these)
 *   generic: \# 1 00
 *   octets: 00
 * </pre>
 */
record Golden(RRType type, String text, List<String> also, String generic, String hex) {
  /** The types that must have golden triples: all that have rdata, and two without a row. */
  static List<RRType> types() {
    List<RRType> types = new ArrayList<>(RRTypes.all());
    types.removeIf(RRType::isMeta);
    types.add(RRTypes.of(731));
    types.add(RRTypes.of(65280));
    return types;
  }

  static List<Golden> all() {
    List<Golden> all = new ArrayList<>();
    types().forEach(type -> all.addAll(of(type)));
    return all;
  }

  static List<Golden> of(RRType type) {
    String resource = "/golden/rr/" + type + ".txt";
    try (InputStream in = Golden.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new AssertionError("no golden triples: " + resource);
      }
      List<Golden> all = new ArrayList<>();
      String file = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
      for (String block : file.strip().split("\n\n", -1)) {
        all.add(parse(type, block));
      }
      return all;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Golden parse(RRType type, String block) {
    String text = "";
    String generic = "";
    StringBuilder octets = new StringBuilder();
    List<String> also = new ArrayList<>();
    for (String line : block.split("\n", -1)) {
      if (line.startsWith("text: ")) {
        text = line.substring(6);
      } else if (line.startsWith("also: ")) {
        also.add(line.substring(6));
      } else if (line.startsWith("generic: ")) {
        generic = line.substring(9);
      } else if (line.startsWith("octets:") || line.startsWith("  ")) {
        octets.append(line.replace("octets:", "").replace(" ", ""));
      } else {
        throw new AssertionError("golden " + type + ": " + line);
      }
    }
    return new Golden(type, text, also, generic, octets.toString());
  }

  byte[] octets() {
    return HexFormat.of().parseHex(hex);
  }

  /** All texts that stand for the octets. */
  List<String> texts() {
    List<String> texts = new ArrayList<>(also);
    texts.add(text);
    texts.add(generic);
    return texts;
  }

  @Override
  public String toString() {
    String line = type + " " + text;
    return line.length() > 100 ? line.substring(0, 100) + "..." : line;
  }
}
