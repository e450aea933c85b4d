package nomen.codec.rr;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Writes {@code docs/rr-types.md} from the table; {@link RRTypesPageTest} says how to run it. */
final class RRTypesPage {
  static final Path FILE = Path.of("docs", "rr-types.md");

  private RRTypesPage() {}

  public static void main(String[] arguments) throws IOException {
    Files.writeString(Path.of(arguments[0]).resolve(FILE), page());
  }

  static String page() {
    StringBuilder page = new StringBuilder();
    page.append(
        """
        # RR types

        This page is made from the table in `RRTypes`; a test fails when they differ. Every other
        type is read, served and printed as TYPEnnn with `\\# length hexadecimal` (RFC 3597), and so
        may the types below be written.

        Names marked *compressed* are compressed in messages, those marked *decompressed* are
        only understood so. *Folded* names count in lower case in canonical form and when records are
        compared. The addresses of *additional* names are added to answers.

        | code | type | status | source | fields |
        | ---: | --- | --- | --- | --- |
        """);
    for (RRType type : RRTypes.all()) {
      page.append("| ").append(type.code());
      page.append(" | ").append(type.mnemonic());
      page.append(" | ").append(type.status().name().toLowerCase(Locale.ROOT));
      page.append(" | ").append(type.source());
      page.append(" | ");
      page.append(
          type.isMeta()
              ? "in messages only"
              : type.fields().stream().map(RRTypesPage::field).collect(Collectors.joining("; ")));
      page.append(" |\n");
    }
    return page.toString();
  }

  private static String field(RdataField field) {
    List<String> words = new ArrayList<>(List.of(field.kind()));
    if (field instanceof NameField name) {
      if (name.isDecompressible()) {
        words.add(name.isCompressible() ? "compressed" : "decompressed");
      }
      if (name.isCaseFolded()) {
        words.add("folded");
      }
      if (name.isAdditional()) {
        words.add("additional");
      }
    }
    return field.name() + " (" + String.join(", ", words) + ")";
  }
}
