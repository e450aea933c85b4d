package nomen.store.zone;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import nomen.codec.name.Name;

/**
 * A zone as a sorted map, and what RFC 1034, 4035, 4592 and 6672 say of it as directly as it goes:
 * every name is looked for in every way, nothing is remembered.
 */
final class ReferenceZone {
  final Name apex;
  final NavigableMap<Name, NavigableMap<Integer, Set<String>>> nodes = new TreeMap<>();

  ReferenceZone(Name apex) {
    this.apex = apex;
  }

  void add(Name owner, int type, String rdata) {
    nodes
        .computeIfAbsent(owner, o -> new TreeMap<>())
        .computeIfAbsent(type, t -> new TreeSet<>())
        .add(rdata);
  }

  Map<Integer, Set<String>> at(Name owner) {
    return nodes.getOrDefault(owner, new TreeMap<>());
  }

  boolean has(Name owner, int type) {
    return at(owner).containsKey(type);
  }

  boolean exists(Name name) {
    return nodes.keySet().stream().anyMatch(owner -> owner.isAtOrBelow(name));
  }

  private List<Name> fromApexDownTo(Name name) {
    List<Name> path = new ArrayList<>();
    for (int up = name.labelCount() - apex.labelCount(); up >= 0; up--) {
      path.add(name.ancestor(up));
    }
    return path;
  }

  Name closestEncloser(Name name) {
    Name encloser = name;
    while (!exists(encloser)) {
      encloser = encloser.parent();
    }
    return encloser;
  }

  String lookup(Name qname, int qtype) {
    for (Name name : fromApexDownTo(qname)) {
      boolean parentSide = name.equals(qname) && qtype == TypeCodes.DS;
      if (!name.equals(apex) && has(name, TypeCodes.NS) && !parentSide) {
        return "Delegation " + name + set(name, TypeCodes.NS);
      }
      if (!name.equals(qname) && has(name, TypeCodes.DNAME)) {
        return "Dname " + name + set(name, TypeCodes.DNAME);
      }
    }
    if (exists(qname)) {
      return choose(qname, qtype, "");
    }
    Name encloser = closestEncloser(qname);
    Name wildcard = encloser.child("*");
    if (exists(wildcard)) {
      return choose(wildcard, qtype, " by " + wildcard);
    }
    return "NameError " + encloser;
  }

  private String choose(Name name, int qtype, String by) {
    Map<Integer, Set<String>> node = at(name);
    if (qtype == TypeCodes.ANY && !node.isEmpty()) {
      return "Answer " + node + by;
    }
    if (node.containsKey(qtype)) {
      return "Answer " + node.get(qtype) + by;
    }
    if (node.containsKey(TypeCodes.CNAME)) {
      return "Alias " + node.get(TypeCodes.CNAME) + by;
    }
    return "NoData" + by;
  }

  private String set(Name name, int type) {
    return " " + at(name).get(type);
  }

  /** Gives NSEC to every name that is not occluded: RFC 4035 section 2.3. */
  void sign() {
    List<Name> owners = new ArrayList<>(nodes.keySet());
    for (Name owner : owners) {
      boolean occluded = false;
      for (Name name : fromApexDownTo(owner)) {
        boolean cut = !name.equals(apex) && has(name, TypeCodes.NS);
        occluded |= !name.equals(owner) && (cut || has(name, TypeCodes.DNAME));
      }
      if (!occluded) {
        add(owner, TypeCodes.NSEC, "nsec of " + owner);
      }
    }
  }

  private Name covering(Name name) {
    Name owner = nodes.lowerKey(name);
    while (!has(owner, TypeCodes.NSEC)) {
      owner = nodes.lowerKey(owner);
    }
    return owner;
  }

  private Name matchingOrCovering(Name name) {
    return nodes.containsKey(name) ? name : covering(name);
  }

  /** The owner names of the NSEC records that RFC 4035 section 3.1.3 asks for. */
  Set<Name> proof(Name qname, int qtype) {
    Set<Name> owners = new TreeSet<>();
    String outcome = lookup(qname, qtype);
    boolean wildcard = outcome.contains(" by ");
    if (outcome.startsWith("NameError")) {
      owners.add(covering(qname));
      owners.add(covering(closestEncloser(qname).child("*")));
    } else if (outcome.startsWith("NoData")) {
      owners.add(matchingOrCovering(qname));
      if (wildcard) {
        owners.add(matchingOrCovering(closestEncloser(qname).child("*")));
      }
    } else if (outcome.startsWith("Delegation")) {
      Name cut = Name.parse(outcome.split(" ", 3)[1]);
      if (!has(cut, TypeCodes.DS)) {
        owners.add(cut);
      }
    } else if (wildcard) {
      owners.add(covering(qname));
    }
    return owners;
  }
}
