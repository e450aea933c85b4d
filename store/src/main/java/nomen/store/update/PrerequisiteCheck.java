package nomen.store.update;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import nomen.codec.edns.ErrorCode;
import nomen.codec.message.Rcode;
import nomen.codec.name.Name;
import nomen.codec.rr.RRType;
import nomen.codec.rr.Rdata;
import nomen.codec.update.Prerequisite;
import org.jspecify.annotations.Nullable;

/**
 * Compares prerequisites with a zone in the order of RFC 2136 section 3.2.5: those that depend on
 * no value one after another, then whole RRsets, in the order in which the message first names
 * them. A malformed one decides in its place. What is stored counts, glue and occluded names
 * included; no wildcard stands for another name.
 */
final class PrerequisiteCheck {
  private PrerequisiteCheck() {}

  /** Tells the first prerequisite that is not met; null if all are. */
  static Evaluation.@Nullable Refused run(List<Prerequisite> prerequisites, ZoneDraft zone) {
    Map<Key, Wanted> wanted = Map.of();
    for (int i = 0; i < prerequisites.size(); i++) {
      Prerequisite prerequisite = prerequisites.get(i);
      Name name = prerequisite.name();
      DraftNode node = zone.node(name);
      switch (prerequisite) {
        case Prerequisite.RRsetExists it -> {
          if (!node.has(it.type())) {
            return unmet(Rcode.NXRRSET, i, name + " " + it.type() + " does not exist", "2.4.1");
          }
        }
        case Prerequisite.RRsetExistsWithValue it -> {
          if (wanted.isEmpty()) {
            wanted = new LinkedHashMap<>();
          }
          int index = i;
          wanted
              .computeIfAbsent(new Key(name, it.rdata().type()), _ -> new Wanted(index))
              .rdatas
              .add(it.rdata());
        }
        case Prerequisite.RRsetDoesNotExist it -> {
          if (node.has(it.type())) {
            return unmet(Rcode.YXRRSET, i, name + " " + it.type() + " exists", "2.4.3");
          }
        }
        case Prerequisite.NameIsInUse _ -> {
          if (!node.isInUse()) {
            return unmet(Rcode.NXDOMAIN, i, name + " is not in use", "2.4.4");
          }
        }
        case Prerequisite.NameIsNotInUse _ -> {
          if (node.isInUse()) {
            return unmet(Rcode.YXDOMAIN, i, name + " is in use", "2.4.5");
          }
        }
        case Prerequisite.Malformed it -> {
          return UpdateProcessor.malformed(it.fault());
        }
      }
    }
    for (Map.Entry<Key, Wanted> each : wanted.entrySet()) {
      Key key = each.getKey();
      Wanted want = each.getValue();
      String fault = fault(zone.node(key.name), key.type, want.rdatas);
      if (fault != null) {
        String what = key.name + " " + key.type + fault;
        return unmet(Rcode.NXRRSET, want.firstIndex, what, "2.4.2");
      }
    }
    return null;
  }

  private static @Nullable String fault(DraftNode node, RRType type, Set<Rdata> wanted) {
    if (!node.has(type)) {
      return " does not exist";
    }
    List<Rdata> there = new ArrayList<>();
    node.rrsets(type).forEach(rrset -> there.addAll(rrset.rdatas()));
    if (there.size() != wanted.size()) {
      return " has not " + wanted.size() + " records but " + there.size();
    }
    return wanted.containsAll(there) ? null : " has other records";
  }

  private static Evaluation.Refused unmet(int rcode, int index, String what, String rule) {
    return new Evaluation.Refused(
        rcode,
        ErrorCode.OTHER,
        "prerequisite " + (index + 1) + ": " + what + " (RFC 2136 section " + rule + ")");
  }

  private record Key(Name name, RRType type) {}

  /** The records that an RRset must have. */
  private static final class Wanted {
    final int firstIndex;
    final Set<Rdata> rdatas = new LinkedHashSet<>();

    Wanted(int firstIndex) {
      this.firstIndex = firstIndex;
    }
  }
}
