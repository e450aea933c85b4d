package nomen.interop;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import nomen.conformance.subject.ServedZone;

/** Questions that go over a small zone: its names, those above, beside and below them. */
final class ZoneQuestions {
  private static final List<String> ALWAYS = List.of("A", "AAAA", "MX", "TXT", "DS", "CNAME");

  private ZoneQuestions() {}

  /** The questions, from the zone as {@code named-compilezone} prints it. */
  static List<Question> of(ServedZone zone) throws IOException, InterruptedException {
    Map<String, Set<String>> types = new TreeMap<>();
    for (String line : CompiledZone.print(zone.origin(), zone.file())) {
      String[] words = line.split(" ", 5);
      // Names with escapes are left to the tests of the codec.
      if (words.length == 5 && !words[0].contains("\\")) {
        types.computeIfAbsent(words[0], owner -> new TreeSet<>()).add(words[3]);
      }
    }
    List<Question> questions = new ArrayList<>();
    for (boolean dnssecOk : new boolean[] {false, true}) {
      types.forEach(
          (owner, present) -> {
            Set<String> asked = new TreeSet<>(present);
            asked.addAll(ALWAYS);
            String kind = zone.origin();
            for (String type : asked) {
              questions.add(new Question(kind, owner, type, dnssecOk));
            }
            for (String name : List.of("below." + owner, "*." + owner, parent(owner))) {
              questions.add(new Question(kind, name, "A", dnssecOk));
              questions.add(new Question(kind, name, "MX", dnssecOk));
            }
          });
    }
    return questions;
  }

  private static String parent(String owner) {
    String rest = owner.substring(owner.indexOf('.') + 1);
    return rest.isEmpty() ? "." : rest;
  }
}
