package nomen.store.update;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import nomen.codec.name.Name;
import nomen.codec.update.Prerequisite;
import nomen.codec.update.UpdateOperation;
import nomen.codec.update.UpdateRequest;

/**
 * Requests in words like those of nsupdate: {@code prereq yxrrset www A}, {@code add www 300 A
 * 192.0.2.1}, {@code delete www A}.
 */
final class Requests {
  private Requests() {}

  static UpdateRequest request(String... lines) {
    List<Prerequisite> prerequisites = new ArrayList<>();
    List<UpdateOperation> operations = new ArrayList<>();
    for (String line : lines) {
      String[] words = line.split(" ", -1);
      switch (words[0]) {
        case "prereq" ->
            prerequisites.add(prerequisite(Arrays.copyOfRange(words, 1, words.length)));
        case "add" -> {
          var record = Zones.record(line.substring(4));
          operations.add(
              new UpdateOperation.AddRecord(record.owner(), record.ttlSeconds(), record.rdata()));
        }
        case "delete" -> operations.add(delete(words));
        default -> throw new IllegalArgumentException(line);
      }
    }
    return new UpdateRequest(Zones.APEX, prerequisites, operations, null);
  }

  private static UpdateOperation delete(String[] words) {
    Name name = Zones.name(words[1]);
    return switch (words.length) {
      case 2 -> new UpdateOperation.DeleteName(name);
      case 3 -> new UpdateOperation.DeleteRRset(name, Zones.type(words[2]));
      default ->
          new UpdateOperation.DeleteRecord(name, Zones.rdata(Zones.type(words[2]), words, 3));
    };
  }

  private static Prerequisite prerequisite(String[] words) {
    Name name = Zones.name(words[1]);
    return switch (words[0]) {
      case "yxdomain" -> new Prerequisite.NameIsInUse(name);
      case "nxdomain" -> new Prerequisite.NameIsNotInUse(name);
      case "nxrrset" -> new Prerequisite.RRsetDoesNotExist(name, Zones.type(words[2]));
      case "yxrrset" ->
          words.length == 3
              ? new Prerequisite.RRsetExists(name, Zones.type(words[2]))
              : new Prerequisite.RRsetExistsWithValue(
                  name, Zones.rdata(Zones.type(words[2]), words, 3));
      default -> throw new IllegalArgumentException(words[0]);
    };
  }
}
