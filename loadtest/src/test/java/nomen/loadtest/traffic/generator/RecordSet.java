package nomen.loadtest.traffic.generator;

import java.util.LinkedHashSet;
import java.util.Set;
import nomen.codec.name.Name;
import nomen.codec.rr.Rdata;
import nomen.codec.update.Prerequisite;
import nomen.codec.update.UpdateOperation;
import nomen.codec.update.UpdateRequest;

/** Takes updates as RFC 2136 section 3 says, of all zones together and without SOA and NS. */
final class RecordSet {
  private record Item(Name owner, Rdata rdata) {}

  private final Set<Item> items = new LinkedHashSet<>();
  private int applied;
  private int refused;
  private String lastRefusal = "";

  void apply(UpdateRequest request) {
    for (Prerequisite prerequisite : request.prerequisites()) {
      if (!holds(prerequisite)) {
        refused++;
        lastRefusal = prerequisite.toString();
        return;
      }
    }
    applied++;
    for (UpdateOperation operation : request.operations()) {
      Name name = operation.name();
      switch (operation) {
        case UpdateOperation.AddRecord it -> items.add(new Item(name, it.rdata()));
        case UpdateOperation.DeleteRecord it -> items.remove(new Item(name, it.rdata()));
        case UpdateOperation.DeleteName _ -> items.removeIf(item -> item.owner.equals(name));
        case UpdateOperation.DeleteRRset it ->
            items.removeIf(item -> item.owner.equals(name) && item.rdata.type().equals(it.type()));
      }
    }
  }

  private boolean holds(Prerequisite prerequisite) {
    Name name = prerequisite.name();
    return switch (prerequisite) {
      case Prerequisite.NameIsInUse _ -> inUse(name);
      case Prerequisite.NameIsNotInUse _ -> !inUse(name);
      case Prerequisite.RRsetExistsWithValue it -> items.contains(new Item(name, it.rdata()));
      case Prerequisite.RRsetExists it ->
          items.stream()
              .anyMatch(item -> item.owner.equals(name) && item.rdata.type().equals(it.type()));
      case Prerequisite.RRsetDoesNotExist it ->
          items.stream()
              .noneMatch(item -> item.owner.equals(name) && item.rdata.type().equals(it.type()));
      case Prerequisite.Malformed it -> throw new AssertionError(it.fault());
    };
  }

  private boolean inUse(Name name) {
    return items.stream().anyMatch(item -> item.owner.equals(name));
  }

  int namesBelow(Name zone) {
    return (int) items.stream().map(Item::owner).filter(it -> it.isBelow(zone)).distinct().count();
  }

  int size() {
    return items.size();
  }

  int applied() {
    return applied;
  }

  int refused() {
    return refused;
  }

  String lastRefusal() {
    return lastRefusal;
  }
}
