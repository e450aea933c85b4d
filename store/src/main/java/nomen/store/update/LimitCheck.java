package nomen.store.update;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import nomen.codec.edns.ErrorCode;
import nomen.codec.message.Rcode;
import nomen.codec.name.Name;
import nomen.store.zone.RRsetSize;
import org.jspecify.annotations.Nullable;

/** Compares what a draft makes of a zone with the limits. */
final class LimitCheck {
  private LimitCheck() {}

  /** Tells the first limit that is passed by what grew; null if none is. */
  static Evaluation.@Nullable Refused run(
      ZoneDraft draft, UpdateLimits limits, List<NameLimit> nameLimits) {
    Map<Name, Set<NameLimit>> byName = byName(nameLimits);
    for (DraftNode node : draft.nodes()) {
      DraftRRset last = null;
      for (DraftRRset rrset : node.drafts()) {
        if (rrset.grownBy() < 0) {
          continue;
        }
        long octets = rrset.octets();
        if (octets > RRsetSize.MAX_OCTETS && octets > rrset.octetsBefore()) {
          return refused(
              rrset,
              node,
              rrset.label() + " would have " + octets + " octets and fit no message",
              "the limit of an RRset, " + RRsetSize.MAX_OCTETS);
        }
        if (rrset.count() <= rrset.countBefore()) {
          continue;
        }
        if (rrset.count() > limits.maxRecordsPerRrset()) {
          return refused(
              rrset,
              node,
              rrset.label() + " would have " + rrset.count() + " records",
              "max-records-per-rrset, " + limits.maxRecordsPerRrset());
        }
        last = last == null || rrset.grownBy() > last.grownBy() ? rrset : last;
      }
      if (last != null) {
        Evaluation.Refused refused =
            checkNode(node, last, limits, byName.getOrDefault(node.owner(), Set.of()));
        if (refused != null) {
          return refused;
        }
      }
    }
    return null;
  }

  /** A message may have thousands of names, and each operation its limit. */
  private static Map<Name, Set<NameLimit>> byName(List<NameLimit> nameLimits) {
    Map<Name, Set<NameLimit>> byName = HashMap.newHashMap(nameLimits.size());
    for (NameLimit limit : nameLimits) {
      byName.computeIfAbsent(limit.name(), _ -> new LinkedHashSet<>(2)).add(limit);
    }
    return byName;
  }

  private static Evaluation.@Nullable Refused checkNode(
      DraftNode node, DraftRRset last, UpdateLimits limits, Set<NameLimit> nameLimits) {
    int rrsets = node.rrsetCount();
    if (rrsets > limits.maxRrsetsPerName() && rrsets > node.rrsetCountBefore()) {
      return refused(
          last,
          node,
          "would have " + rrsets + " RRsets",
          "max-rrsets-per-name, " + limits.maxRrsetsPerName());
    }
    for (NameLimit limit : nameLimits) {
      int records = node.recordCount();
      if (records > limit.maxRecords() && records > node.recordCountBefore()) {
        return refused(
            last,
            node,
            "would have " + records + " records",
            "max-records-per-name"
                + (limit.rule().isEmpty() ? "" : " of rule " + limit.rule())
                + ", "
                + limit.maxRecords());
      }
    }
    return null;
  }

  private static Evaluation.Refused refused(
      DraftRRset rrset, DraftNode node, String what, String limit) {
    return new Evaluation.Refused(
        Rcode.REFUSED,
        ErrorCode.UNABLE_TO_CONFORM_TO_POLICY,
        "update " + (rrset.grownBy() + 1) + ": " + node.owner() + " " + what + ": over " + limit);
  }
}
