package nomen.bench.name;

/**
 * Pairs of names to compare, as lookups meet them: a quarter is the same, a quarter the same but
 * for case, a quarter differs in its last octet, a quarter differs in everything.
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record NamePairs(String[] first, String[] second) {
  static NamePairs make() {
    String[] names = BenchTexts.names();
    String[] others = new String[names.length];
    for (int i = 0; i < names.length; i++) {
      others[i] =
          switch (i % 4) {
            case 0 -> names[i];
            case 1 -> BenchTexts.turned(names[i]);
            case 2 -> names[i].substring(0, names[i].length() - 2) + "z.";
            default -> names[(i + 1) % names.length];
          };
    }
    return new NamePairs(names, others);
  }
}
