package nomen.loadtest.traffic.file;

import java.io.IOException;
import nomen.codec.message.Message;
import nomen.codec.message.MessageReader;
import nomen.codec.message.Opcode;
import nomen.codec.message.Question;
import nomen.codec.name.Name;
import nomen.codec.rr.RRClass;
import nomen.codec.update.Prerequisite;
import nomen.codec.update.UpdateFormatException;
import nomen.codec.update.UpdateOperation;
import nomen.codec.update.UpdateReader;
import nomen.codec.update.UpdateRequest;
import nomen.codec.wire.WireFormatException;
import nomen.loadtest.traffic.Request;
import nomen.loadtest.traffic.RequestSource;
import nomen.loadtest.traffic.Traffic;
import nomen.loadtest.traffic.TrafficException;

/** Writes traffic as {@link QueryFile} or {@link UpdateFile} reads it, and dnsperf too. */
public final class TrafficPrinter {
  private final Traffic traffic;
  private final Appendable out;
  private int opcode = -1;

  private TrafficPrinter(Traffic traffic, Appendable out) {
    this.traffic = traffic;
    this.out = out;
  }

  /**
   * Writes the first requests of some traffic, as one worker would send them.
   *
   * @param count how many at most
   * @return how many were written
   * @throws TrafficException if a request cannot be written so: it is neither a query of class IN
   *     nor an update, or malformed, or there are queries and updates, which no file has together
   */
  public static long print(Traffic traffic, long count, Appendable out)
      throws IOException, TrafficException {
    TrafficPrinter printer = new TrafficPrinter(traffic, out);
    RequestSource source = traffic.open(0, 1);
    Request request = new Request();
    long printed = 0;
    while (printed < count && source.next(0, request)) {
      printed++;
      printer.print(request, printed);
    }
    return printed;
  }

  private void print(Request request, long number) throws IOException, TrafficException {
    try {
      Message message = MessageReader.read(request.octets(), 0, request.length());
      if (opcode >= 0 && opcode != message.opcode()) {
        throw error(number, "queries and updates do not go into one file");
      }
      opcode = message.opcode();
      switch (opcode) {
        case Opcode.QUERY -> printQuery(message, number);
        case Opcode.UPDATE -> printUpdate(UpdateReader.read(message));
        default -> throw error(number, "opcode " + Opcode.print(opcode));
      }
    } catch (WireFormatException | UpdateFormatException e) {
      throw error(number, String.valueOf(e.getMessage()));
    }
  }

  private TrafficException error(long number, String what) {
    return new TrafficException(traffic.description(), number, what);
  }

  private void printQuery(Message message, long number) throws IOException, TrafficException {
    if (message.questions().size() != 1
        || !message.questions().getFirst().qclass().equals(RRClass.IN)) {
      throw error(number, "not one question of class IN");
    }
    Question question = message.questions().getFirst();
    line(question.qname() + " " + question.qtype());
  }

  private void printUpdate(UpdateRequest update) throws IOException, UpdateFormatException {
    if (update.prescan() != null) {
      throw update.prescan();
    }
    line(update.zone().toString());
    for (Prerequisite prerequisite : update.prerequisites()) {
      Name name = prerequisite.name();
      line(
          switch (prerequisite) {
            case Prerequisite.NameIsInUse _ -> "require " + name;
            case Prerequisite.RRsetExists it -> "require " + name + " " + it.type();
            case Prerequisite.RRsetExistsWithValue it ->
                "require " + name + " " + it.rdata().type() + " " + it.rdata();
            case Prerequisite.NameIsNotInUse _ -> "prohibit " + name;
            case Prerequisite.RRsetDoesNotExist it -> "prohibit " + name + " " + it.type();
            case Prerequisite.Malformed it -> throw it.fault();
          });
    }
    for (UpdateOperation operation : update.operations()) {
      Name name = operation.name();
      line(
          switch (operation) {
            case UpdateOperation.AddRecord it ->
                "add " + name + " " + it.ttlSeconds() + " " + it.rdata().type() + " " + it.rdata();
            case UpdateOperation.DeleteRecord it ->
                "delete " + name + " " + it.rdata().type() + " " + it.rdata();
            case UpdateOperation.DeleteRRset it -> "delete " + name + " " + it.type();
            case UpdateOperation.DeleteName _ -> "delete " + name;
          });
    }
    line("send");
  }

  private void line(String text) throws IOException {
    out.append(text).append('\n');
  }
}
