package nomen.server.storage;

import java.util.ArrayList;
import java.util.List;
import nomen.codec.rr.RRTypes;
import nomen.codec.rr.ResourceRecord;
import nomen.store.update.Evaluation;
import nomen.store.update.Merged;

/** A merge that was evaluated and not made, in lines of text. */
final class MergePreview {
  /** The most records that are shown. */
  static final int MAX_RECORDS = 100;

  private MergePreview() {}

  /** The records that it would remove ({@code -}) and add ({@code +}), then its conflicts. */
  static List<String> lines(Merged merged) {
    List<String> lines = new ArrayList<>();
    if (merged.evaluation() instanceof Evaluation.Changed changed) {
      addRecords("- ", changed.changeset().removed(), lines);
      addRecords("+ ", changed.changeset().added(), lines);
      int more = lines.size() - MAX_RECORDS;
      if (more > 0) {
        lines.subList(MAX_RECORDS, lines.size()).clear();
        lines.add("and " + more + " more records");
      }
    }
    lines.addAll(new MergeTask.Result(merged.evaluation(), merged).conflicts());
    return lines;
  }

  /** All but the SOA, which every change replaces. */
  private static void addRecords(String sign, List<ResourceRecord> records, List<String> into) {
    for (ResourceRecord record : records) {
      if (!record.type().equals(RRTypes.SOA)) {
        into.add(sign + record);
      }
    }
  }
}
