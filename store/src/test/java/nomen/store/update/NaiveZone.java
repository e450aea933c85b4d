package nomen.store.update;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import nomen.codec.message.Rcode;
import nomen.codec.name.Name;
import nomen.codec.rr.RRClass;
import nomen.codec.rr.Rdata;
import nomen.codec.rr.ResourceRecord;
import nomen.codec.rr.Serial;
import nomen.codec.update.Prerequisite;
import nomen.codec.update.UpdateOperation;
import nomen.codec.update.UpdateRequest;

/**
 * RFC 2136 in the plainest words: a zone is a map of names to RRsets, an RRset is a set of rdata
 * and a TTL, and every message works on a copy of the whole. Types are numbers here. Written from
 * the pseudocode of sections 3.2.5 and 3.4.2.7, and shares nothing with the processor but names,
 * rdata and the arithmetic of serials.
 */
final class NaiveZone {
  private static final int NS = 2;
  private static final int CNAME = 5;
  private static final int SOA = 6;
  private static final int WKS = 11;
  private static final int DNAME = 39;
  private static final int RRSIG = 46;

  private static final Set<Integer> BESIDE_CNAME = Set.of(24, 25, 30, 46, 47);

  /** An RRset; signatures have a key for each type that they cover. */
  private record Key(int type, int covered) {}

  private static final class Rrset {
    int ttl;
    final TreeSet<Rdata> rdatas = new TreeSet<>();

    Rrset copy() {
      Rrset copy = new Rrset();
      copy.ttl = ttl;
      copy.rdatas.addAll(rdatas);
      return copy;
    }
  }

  private final Name apex;
  private Map<Name, Map<Key, Rrset>> names = new HashMap<>();

  NaiveZone(Name apex, List<ResourceRecord> records) {
    this.apex = apex;
    for (ResourceRecord record : records) {
      put(record.owner(), record.ttlSeconds(), record.rdata());
    }
  }

  private static Key key(Rdata rdata) {
    int type = rdata.type().code();
    return new Key(type, type == RRSIG ? (rdata.octet(0) & 255) * 256 + (rdata.octet(1) & 255) : 0);
  }

  private Map<Key, Rrset> at(Name name) {
    return names.getOrDefault(name, Map.of());
  }

  private Set<Rdata> rdatas(Name name, int type) {
    Set<Rdata> all = new HashSet<>();
    at(name).forEach((key, rrset) -> all.addAll(key.type == type ? rrset.rdatas : Set.of()));
    return all;
  }

  private boolean has(Name name, int type) {
    return !rdatas(name, type).isEmpty();
  }

  private void put(Name name, int ttl, Rdata rdata) {
    Rrset rrset =
        names
            .computeIfAbsent(name, _ -> new HashMap<>())
            .computeIfAbsent(key(rdata), _ -> new Rrset());
    rrset.rdatas.add(rdata);
    rrset.ttl = ttl;
  }

  private void remove(Name name, Rdata rdata) {
    Map<Key, Rrset> node = at(name);
    Rrset rrset = node.get(key(rdata));
    if (rrset != null && rrset.rdatas.remove(rdata) && rrset.rdatas.isEmpty()) {
      node.remove(key(rdata));
      if (node.isEmpty()) {
        names.remove(name);
      }
    }
  }

  private void removeAll(Name name, int type) {
    rdatas(name, type).forEach(rdata -> remove(name, rdata));
  }

  int serial() {
    return SoaFields.serial(rdatas(apex, SOA).iterator().next());
  }

  /** All records, sorted. */
  List<String> lines() {
    TreeMap<Name, TreeSet<String>> sorted = new TreeMap<>();
    names.forEach(
        (name, node) ->
            node.values()
                .forEach(
                    rrset ->
                        rrset.rdatas.forEach(
                            rdata ->
                                sorted
                                    .computeIfAbsent(name, _ -> new TreeSet<>())
                                    .add(line(name, rrset.ttl, rdata)))));
    List<String> lines = new ArrayList<>();
    sorted.values().forEach(lines::addAll);
    return lines;
  }

  static String line(Name name, int ttl, Rdata rdata) {
    Rdata canonical = Rdata.ofValid(rdata.type(), rdata.toCanonical(), 0, rdata.length());
    return new ResourceRecord(name.toLowerCase(), RRClass.IN, ttl, canonical).toString();
  }

  /** Does what a request asks for; gives the RCODE. */
  int update(UpdateRequest request, int nextSerial) {
    int refusal = check(request.prerequisites());
    if (refusal == Rcode.NOERROR && request.prescan() != null) {
      refusal = Objects.requireNonNull(request.prescan()).rcode();
    }
    if (refusal != Rcode.NOERROR) {
      return refusal;
    }
    final Map<Name, Map<Key, Rrset>> old = copy();
    final int serial = serial();
    final List<String> before = lines();
    request.operations().forEach(this::operate);
    if (lines().equals(before)) {
      names = old;
    } else if (serial() == serial) {
      Rdata soa = rdatas(apex, SOA).iterator().next();
      int ttl = at(apex).values().stream().filter(s -> s.rdatas.contains(soa)).findAny().get().ttl;
      removeAll(apex, SOA);
      put(apex, ttl, SoaFields.withSerial(soa, nextSerial));
    }
    return Rcode.NOERROR;
  }

  private Map<Name, Map<Key, Rrset>> copy() {
    Map<Name, Map<Key, Rrset>> copy = new HashMap<>();
    names.forEach(
        (name, node) ->
            node.forEach(
                (key, rrset) ->
                    copy.computeIfAbsent(name, _ -> new HashMap<>()).put(key, rrset.copy())));
    return copy;
  }

  private int check(List<Prerequisite> prerequisites) {
    Map<Name, Map<Integer, Set<Rdata>>> temp = new HashMap<>();
    for (Prerequisite each : prerequisites) {
      Name name = each.name();
      switch (each) {
        case Prerequisite.NameIsInUse _ when at(name).isEmpty() -> {
          return Rcode.NXDOMAIN;
        }
        case Prerequisite.NameIsNotInUse _ when !at(name).isEmpty() -> {
          return Rcode.YXDOMAIN;
        }
        case Prerequisite.RRsetExists it when !has(name, it.type().code()) -> {
          return Rcode.NXRRSET;
        }
        case Prerequisite.RRsetDoesNotExist it when has(name, it.type().code()) -> {
          return Rcode.YXRRSET;
        }
        case Prerequisite.Malformed it -> {
          return it.fault().rcode();
        }
        case Prerequisite.RRsetExistsWithValue it ->
            temp.computeIfAbsent(name, _ -> new HashMap<>())
                .computeIfAbsent(it.rdata().type().code(), _ -> new HashSet<>())
                .add(it.rdata());
        default -> {}
      }
    }
    boolean same =
        temp.entrySet().stream()
            .allMatch(
                node ->
                    node.getValue().entrySet().stream()
                        .allMatch(it -> rdatas(node.getKey(), it.getKey()).equals(it.getValue())));
    return same ? Rcode.NOERROR : Rcode.NXRRSET;
  }

  private void operate(UpdateOperation operation) {
    Name name = operation.name();
    boolean isApex = name.equals(apex);
    switch (operation) {
      case UpdateOperation.AddRecord it -> add(name, it.ttlSeconds(), it.rdata());
      case UpdateOperation.DeleteRRset it -> {
        int type = it.type().code();
        if (!isApex || type != SOA && type != NS) {
          removeAll(name, type);
        }
      }
      case UpdateOperation.DeleteName _ ->
          Set.copyOf(at(name).keySet()).stream()
              .filter(key -> !isApex || key.type != SOA && key.type != NS)
              .forEach(key -> removeAll(name, key.type));
      case UpdateOperation.DeleteRecord it -> {
        int type = it.rdata().type().code();
        boolean keep =
            isApex && (type == SOA || type == NS && rdatas(name, NS).equals(Set.of(it.rdata())));
        if (!keep) {
          remove(name, it.rdata());
        }
      }
    }
  }

  private void add(Name name, int ttl, Rdata rdata) {
    int type = rdata.type().code();
    boolean isApex = name.equals(apex);
    if (type == CNAME) {
      if (at(name).keySet().stream()
          .anyMatch(key -> key.type != CNAME && !BESIDE_CNAME.contains(key.type))) {
        return;
      }
    } else if (has(name, CNAME) && !BESIDE_CNAME.contains(type)) {
      return;
    }
    if (!isApex && (type == NS && has(name, DNAME) || type == DNAME && has(name, NS))) {
      return;
    }
    if (type == SOA) {
      if (!isApex || !Serial.isNewer(SoaFields.serial(rdata), serial())) {
        return;
      }
    }
    for (Rdata other : rdatas(name, type)) {
      boolean sameService =
          type == WKS && java.util.Arrays.equals(other.toWire(), 0, 5, rdata.toWire(), 0, 5);
      boolean replaced = type == SOA || type == CNAME || type == DNAME || sameService;
      if (replaced && !other.equals(rdata)) {
        remove(name, other);
      }
    }
    put(name, ttl, rdata);
  }
}
