package nomen.bench.name;

import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Pairs of names to compare, as lookups meet them: a quarter is the same, a quarter the same but
 * for case, a quarter differs in its last octet, a quarter differs in everything. Which is which
 * follows no pattern: a processor that knew the kind of the next pair would compare for nothing.
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record NamePairs(String[] first, String[] second) {
  private static final int KINDS = 4;

  static NamePairs make() {
    String[] names = BenchTexts.names();
    String[] others = new String[names.length];
    List<Integer> kinds =
        IntStream.range(0, names.length).map(i -> i % KINDS).boxed().collect(Collectors.toList());
    Collections.shuffle(kinds, new Random(9));
    for (int i = 0; i < names.length; i++) {
      others[i] =
          switch (kinds.get(i)) {
            case 0 -> names[i];
            case 1 -> BenchTexts.turned(names[i]);
            case 2 -> names[i].substring(0, names[i].length() - 2) + "z.";
            default -> names[(i + 1) % names.length];
          };
    }
    return new NamePairs(names, others);
  }
}
