package nomen.interop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The signed root zone of 2023-11-05 and the questions that exhaust it: every owner name and type,
 * a missing name between each two neighbours in canonical order, every delegation and names below.
 */
final class RootZone {
  private static final String ARCHIVE = "root-signed.zone.xz";
  private static final List<String> OF_EVERY_OWNER = List.of("A", "DS", "TXT");

  private final Path file;
  private final Map<String, Set<String>> types = new LinkedHashMap<>();

  private RootZone(Path file) {
    this.file = file;
  }

  /** The archive in {@code NOMEN_ROOT_DATA}, or in the folder shared/data beside the checkout. */
  static Optional<Path> archive() {
    String named = System.getenv("NOMEN_ROOT_DATA");
    Stream<Path> places =
        named != null
            ? Stream.of(Path.of(named), Path.of(named, ARCHIVE))
            : Stream.iterate(Path.of("").toAbsolutePath(), p -> p != null, Path::getParent)
                .map(folder -> folder.resolve("shared/data").resolve(ARCHIVE));
    return places.filter(Files::isRegularFile).findFirst();
  }

  /** Unpacks the archive into a folder, with xz. */
  static RootZone unpack(Path archive, Path folder) throws IOException, InterruptedException {
    Path file = folder.resolve("root.zone");
    Process xz =
        new ProcessBuilder("xz", "-dc", archive.toString()).redirectOutput(file.toFile()).start();
    if (xz.waitFor() != 0) {
      throw new IOException("xz -dc " + archive + " ended with " + xz.exitValue());
    }
    RootZone zone = new RootZone(file);
    try (Stream<String> lines = Files.lines(file)) {
      lines.forEach(zone::add);
    }
    return zone;
  }

  Path file() {
    return file;
  }

  private void add(String line) {
    String[] words = line.split("\\s+", 5);
    if (words.length == 5) {
      types.computeIfAbsent(words[0], owner -> new TreeSet<>()).add(words[3]);
    }
  }

  /** All questions, each with DO clear and set. */
  List<Question> questions() {
    List<Question> questions = new ArrayList<>();
    for (boolean dnssecOk : new boolean[] {false, true}) {
      types.forEach((owner, present) -> askOwner(questions, owner, present, dnssecOk));
    }
    return questions;
  }

  private static void askOwner(
      List<Question> questions, String owner, Set<String> present, boolean dnssecOk) {
    Set<String> asked = new LinkedHashSet<>(present);
    asked.addAll(OF_EVERY_OWNER);
    boolean apex = owner.equals(".");
    boolean delegation = present.contains("NS") && !apex;
    for (String type : asked) {
      // QTYPE RRSIG and ANY may be answered with any one RRset (RFC 8482): a kind of its own.
      String kind =
          type.equals("RRSIG") ? "RRSIG" : apex ? "apex" : delegation ? "delegation" : "glue";
      questions.add(new Question(kind, owner, type, dnssecOk));
    }
    if (delegation) {
      questions.add(new Question("below a cut", "www." + owner, "A", dnssecOk));
      questions.add(new Question("below a cut", "a.very.deep.name." + owner, "MX", dnssecOk));
    }
    if (delegation || apex) {
      // A hyphen at the end sorts behind the name and all below it, and before the next label.
      String between = apex ? "-." : owner.substring(0, owner.length() - 1) + "-.";
      questions.add(new Question("missing", between, "A", dnssecOk));
      questions.add(new Question("missing", "www." + between, "NS", dnssecOk));
    }
  }
}
