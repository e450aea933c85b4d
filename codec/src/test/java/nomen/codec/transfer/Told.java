package nomen.codec.transfer;

import java.util.ArrayList;
import java.util.List;
import nomen.codec.rr.Serial;
import org.jspecify.annotations.Nullable;

/** Writes down what it is told, a line for each event; can refuse one. */
final class Told implements TransferSink {
  final List<String> lines = new ArrayList<>();
  @Nullable String refused;

  private void tell(String line) throws RefusedRecordException {
    if (line.equals(refused)) {
      throw new RefusedRecordException("refused here");
    }
    lines.add(line);
  }

  @Override
  public void beginZone(int serial) throws RefusedRecordException {
    tell("zone " + Serial.print(serial));
  }

  @Override
  public void record(TransferRecord record) throws RefusedRecordException {
    tell("= " + record.toRecord());
  }

  @Override
  public void endZone() throws RefusedRecordException {
    tell("end of zone");
  }

  @Override
  public void beginDifference(int serialFrom) throws RefusedRecordException {
    tell("from " + Serial.print(serialFrom));
  }

  @Override
  public void removed(TransferRecord record) throws RefusedRecordException {
    tell("- " + record.toRecord());
  }

  @Override
  public void added(TransferRecord record) throws RefusedRecordException {
    tell("+ " + record.toRecord());
  }

  @Override
  public void endDifference(int serialTo) throws RefusedRecordException {
    tell("to " + Serial.print(serialTo));
  }

  @Override
  public void endDifferences() throws RefusedRecordException {
    tell("end of differences");
  }

  @Override
  public void upToDate(int serial) {
    lines.add("up to date " + Serial.print(serial));
  }

  @Override
  public void overTcp() {
    lines.add("over TCP");
  }
}
