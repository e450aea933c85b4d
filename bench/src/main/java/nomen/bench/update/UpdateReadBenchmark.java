package nomen.bench.update;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import nomen.bench.tree.BenchNames;
import nomen.codec.message.MessageReader;
import nomen.codec.message.MessageWriter;
import nomen.codec.name.Name;
import nomen.codec.rr.RRTypes;
import nomen.codec.rr.Rdata;
import nomen.codec.update.Prerequisite;
import nomen.codec.update.UpdateFormatException;
import nomen.codec.update.UpdateOperation;
import nomen.codec.update.UpdateReader;
import nomen.codec.update.UpdateRequest;
import nomen.codec.update.UpdateWriter;
import nomen.codec.wire.WireFormatException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.xbill.DNS.Message;

/**
 * An UPDATE read as a DHCP server sends it: the name must not be in use, then an address and a
 * DHCID are added. One operation is one message, of many different ones. Nomen reads what is asked
 * for and checks its form (RFC 2136 sections 3.2 and 3.4.1), dnsjava the records only;
 * netty-codec-dns drops these sections.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class UpdateReadBenchmark {
  static final int COUNT = 1 << 12;

  private final byte[][] messages = new byte[COUNT][];
  private int turn;

  /** Makes the messages. */
  @Setup
  public void prepare() {
    MessageWriter writer = new MessageWriter();
    byte[] room = new byte[512];
    Rdata dhcid = Rdata.parse(RRTypes.DHCID, "AAIBY2/AuCccgoJbsaxcQc9TUapptP69lOjxfNuVAA2kjEA=");
    for (int i = 0; i < COUNT; i++) {
      Name name = Name.ofWire(BenchNames.wire(i, 3), 0);
      UpdateRequest request =
          new UpdateRequest(
              BenchNames.APEX,
              List.of(new Prerequisite.NameIsNotInUse(name)),
              List.of(
                  new UpdateOperation.AddRecord(
                      name, 300, Rdata.parse(RRTypes.A, "192.0.2." + i % 256)),
                  new UpdateOperation.AddRecord(name, 300, dhcid)),
              null);
      int length = UpdateWriter.write(i, request).write(writer, room, room.length);
      messages[i] = Arrays.copyOf(room, length);
    }
  }

  private int next() {
    return turn++ & COUNT - 1;
  }

  /** Reads a request. */
  @Benchmark
  public UpdateRequest nomen() throws WireFormatException, UpdateFormatException {
    return readNomen(next());
  }

  UpdateRequest readNomen(int number) throws WireFormatException, UpdateFormatException {
    return UpdateReader.read(MessageReader.read(messages[number]));
  }

  /** Reads a message. */
  @Benchmark
  public Message dnsjava() throws IOException {
    return readDnsjava(next());
  }

  Message readDnsjava(int number) throws IOException {
    return new Message(messages[number]);
  }
}
