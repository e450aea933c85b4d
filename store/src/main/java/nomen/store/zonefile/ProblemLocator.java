package nomen.store.zonefile;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import nomen.codec.name.Name;
import nomen.codec.rr.RRTypes;
import nomen.codec.rr.Rdata;

/**
 * Finds the lines of problems by reading the file once more. So a zone without problems pays
 * nothing for knowing where its records stood.
 */
final class ProblemLocator implements RecordSink {
  private record Place(Name owner, int type) {}

  private final Map<Place, List<Problem>> sought = new HashMap<>();
  private final boolean[] types = new boolean[1 << 16];
  private final Findings findings;
  private int left;
  private final ZoneFileReader reader;

  private ProblemLocator(ZoneFileReader.Opener opener, List<Problem> problems, Findings findings) {
    this.findings = findings;
    left = problems.size();
    this.reader = new ZoneFileReader(opener, this, octets -> {});
    for (Problem problem : problems) {
      types[problem.type().code()] = true;
      sought
          .computeIfAbsent(
              new Place(problem.owner(), problem.type().code()), place -> new ArrayList<>())
          .add(problem);
    }
  }

  /**
   * Adds problems to the findings, each with its place; those whose record does not stand in the
   * file with the start of the file.
   */
  static void locate(
      ZoneFileReader.Opener opener,
      Path file,
      Name origin,
      List<Problem> problems,
      Findings findings) {
    if (problems.isEmpty()) {
      return;
    }
    ProblemLocator locator = new ProblemLocator(opener, problems, findings);
    locator.reader.read(file, origin);
    for (Problem problem : problems) {
      List<Problem> unfound =
          locator.sought.getOrDefault(new Place(problem.owner(), problem.type().code()), List.of());
      if (unfound.contains(problem)) {
        findings.add(new Finding(file.toString(), 1, 1, problem.severity(), problem.what()));
      }
    }
  }

  @Override
  public void record(
      byte[] owner,
      int ownerOffset,
      int ownerLength,
      int type,
      int ttlSeconds,
      byte[] rdata,
      int rdataOffset,
      int rdataLength) {
    if (!types[type]) {
      return;
    }
    List<Problem> here = sought.get(new Place(Name.ofWire(owner, ownerOffset), type));
    if (here == null) {
      return;
    }
    Rdata found = Rdata.ofValid(RRTypes.of(type), rdata, rdataOffset, rdataLength);
    for (Iterator<Problem> each = here.iterator(); each.hasNext(); ) {
      Problem problem = each.next();
      if (problem.rdata() == null || problem.rdata().equals(found)) {
        each.remove();
        if (--left == 0) {
          reader.stop();
        }
        findings.add(
            new Finding(
                reader.file(), reader.line(), reader.column(), problem.severity(), problem.what()));
      }
    }
  }
}
