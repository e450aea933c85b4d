package nomen.bench.results;

import java.util.ArrayList;
import java.util.List;
import nomen.bench.answer.AnswerBenchmark;
import nomen.bench.log.CheckpointBenchmark;
import nomen.bench.log.LogBenchmark;
import nomen.bench.message.QueryReadBenchmark;
import nomen.bench.message.ResponseReadBenchmark;
import nomen.bench.message.ResponseWriteBenchmark;
import nomen.bench.message.TriageBenchmark;
import nomen.bench.name.CompressionBenchmark;
import nomen.bench.name.NameEqualsBenchmark;
import nomen.bench.name.NameHashBenchmark;
import nomen.bench.name.NameOrderBenchmark;
import nomen.bench.name.NameParseBenchmark;
import nomen.bench.name.NameReadBenchmark;
import nomen.bench.tree.ZoneEditBenchmark;
import nomen.bench.tree.ZoneLookupBenchmark;
import nomen.bench.tsig.TsigSignBenchmark;
import nomen.bench.tsig.TsigVerifyBenchmark;
import nomen.bench.update.UpdateBenchmark;
import nomen.bench.update.UpdateReadBenchmark;
import nomen.bench.zonefile.ZoneFileBenchmark;

/**
 * What the page calls a benchmark; in a table there is one row for each of its parameters.
 *
 * @param words what one operation is
 * @param benchmark the class
 * @param method the method; in a comparison that of Nomen
 */
public record TableRow(String words, Class<?> benchmark, String method) {
  /** The method of a comparison that does it with Nomen. */
  static final String NOMEN = "nomen";

  /** The method of a comparison that does it with netty-codec-dns. */
  static final String NETTY = "netty";

  /** The method of a comparison that does it with dnsjava. */
  static final String DNSJAVA = "dnsjava";

  /** What libraries do too, in the order of the page. */
  public static List<TableRow> comparisons() {
    return List.of(
        compared("Query read", QueryReadBenchmark.class),
        compared("Response read", ResponseReadBenchmark.class),
        compared("Response written", ResponseWriteBenchmark.class),
        compared("Name parsed from text", NameParseBenchmark.class),
        compared("Name read from a message", NameReadBenchmark.class),
        compared("Name made of octets and hashed", NameHashBenchmark.class),
        compared("Two names compared for equality", NameEqualsBenchmark.class),
        compared("Two names compared for canonical order", NameOrderBenchmark.class),
        compared("Name written with compression", CompressionBenchmark.class),
        compared("Query written and signed (HMAC-SHA256)", TsigSignBenchmark.class),
        compared("Signed query read and verified", TsigVerifyBenchmark.class),
        compared("UPDATE read", UpdateReadBenchmark.class),
        compared("Zone file read", ZoneFileBenchmark.class));
  }

  /** What only Nomen does, in the order of the page. */
  public static List<TableRow> alone() {
    return List.of(
        new TableRow("Triage of a header", TriageBenchmark.class, NOMEN),
        new TableRow("Lookup in a zone", ZoneLookupBenchmark.class, "lookup"),
        new TableRow("Answer, from octets to octets", AnswerBenchmark.class, "answer"),
        new TableRow("Zone edited: one record, serial", ZoneEditBenchmark.class, "edit"),
        new TableRow("Update applied, alone", UpdateBenchmark.class, "updateAlone"),
        new TableRow("Update applied, one of 64", UpdateBenchmark.class, "updateInBatch"),
        new TableRow("Difference of two states", UpdateBenchmark.class, "difference"),
        new TableRow("Log: batch appended", LogBenchmark.class, "appendOnly"),
        new TableRow("Log: batch appended and forced", LogBenchmark.class, "appendAndForce"),
        new TableRow("Checkpoint written", CheckpointBenchmark.class, "write"),
        new TableRow("Checkpoint read", CheckpointBenchmark.class, "read"),
        new TableRow("Zone file loaded: read, built, checked", ZoneFileBenchmark.class, "load"));
  }

  private static TableRow compared(String words, Class<?> benchmark) {
    return new TableRow(words, benchmark, NOMEN);
  }

  /** The scores of a method of this class, in their order. */
  List<Score> scores(KeptRun run, String ofMethod) {
    List<Score> found = new ArrayList<>();
    for (Score score : run.scores()) {
      if (score.benchmark().equals(benchmark.getName() + "." + ofMethod)) {
        found.add(score);
      }
    }
    return found;
  }
}
