package nomen.loadtest.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import nomen.codec.name.Name;
import nomen.codec.rr.RRType;
import nomen.loadtest.traffic.MessageOptions;
import nomen.loadtest.traffic.RequestList;
import nomen.loadtest.traffic.Traffic;
import nomen.loadtest.traffic.TrafficException;
import nomen.loadtest.traffic.capture.CaptureCounts;
import nomen.loadtest.traffic.capture.PcapQueries;
import nomen.loadtest.traffic.file.BinaryFile;
import nomen.loadtest.traffic.file.QueryFile;
import nomen.loadtest.traffic.file.TypeWord;
import nomen.loadtest.traffic.file.UpdateFile;
import nomen.loadtest.traffic.generator.ZoneTraffic;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where requests come from that are read, or drawn from a zone: one place of these. */
final class QueryOptions {
  private static final Path STANDARD_INPUT = Path.of("-");

  @Option(
      names = {"-d", "--data"},
      paramLabel = "FILE",
      description =
          "Queries, \"name type\" a line, or with -u updates; - for standard input, which is read"
              + " too where nothing says what to ask.")
  private @Nullable Path data;

  @Option(
      names = {"-u", "--updates"},
      description = "The file has dynamic updates (RFC 2136).")
  private boolean updates;

  @Option(
      names = {"-B", "--binary"},
      description = "The file has messages as they go over TCP, length first.")
  private boolean binary;

  @Option(
      names = "--pcap",
      paramLabel = "FILE",
      description = "Requests of a capture, pcap or pcapng, over UDP and TCP.")
  private @Nullable Path capture;

  @Option(
      names = "--pcap-port",
      paramLabel = "PORT",
      description = "The port that they were captured on the way to (${DEFAULT-VALUE}).")
  private int capturePort = PcapQueries.DEFAULT_PORT;

  @Option(
      names = "--zone",
      paramLabel = "FILE",
      description = "Queries for what a master file holds, drawn at random.")
  private @Nullable Path zone;

  @Option(
      names = "--origin",
      paramLabel = "NAME",
      description = "Origin of relative names in that file.")
  private @Nullable String origin;

  @Option(
      names = "--zipf",
      paramLabel = "EXPONENT",
      description = "Makes some questions popular (Zipf); 1 as in the web, 0 all alike (0).")
  private double zipf;

  @Option(
      names = "--nxdomain",
      paramLabel = "SHARE",
      description = "Share of queries for names that are missing, 0 to 1 (0).")
  private double missingNames;

  @Option(
      names = "--nodata",
      paramLabel = "SHARE",
      description = "Share of queries for types that a name does not have, 0 to 1 (0).")
  private double missingTypes;

  @Option(
      names = "--types",
      paramLabel = "TYPES",
      split = ",",
      description = "Types to ask for (all of the zone but those of DNSSEC).")
  private List<String> types = new ArrayList<>();

  @Option(
      names = {"-n", "--runs"},
      paramLabel = "N",
      description = "Runs through the input at most N times. Without -n, -l and --requests: once.")
  private @Nullable Long runs;

  private @Nullable CaptureCounts counts;

  /** Whether any of the places is named. */
  boolean isGiven() {
    return data != null || capture != null || zone != null;
  }

  /** Whether requests are drawn, and so have no end. */
  boolean isDrawn() {
    return zone != null;
  }

  /** The master file whose names are asked for, or null. */
  @Nullable Path zone() {
    return zone;
  }

  /** The origin of that file's relative names, or null. */
  @Nullable Name origin() {
    return origin == null ? null : StormOptions.name("--origin", origin);
  }

  /** Whether they are updates. */
  boolean areUpdates() {
    return updates;
  }

  /** Runs through the input, or 0 for no limit. */
  long runs(boolean otherEnd) {
    return isDrawn() ? 0 : runs != null ? runs : otherEnd ? 0 : 1;
  }

  /**
   * Reads what there is to read.
   *
   * @param flags what messages have
   * @param otherEnd whether something else than the input's end ends the run
   * @param recorded whether the requests must have times
   * @param input standard input
   * @param seed of what is drawn
   * @throws IllegalArgumentException naming options that do not go together
   */
  Traffic read(MessageFlags flags, boolean otherEnd, boolean recorded, InputStream input, long seed)
      throws TrafficException, IOException {
    if (Stream.of(data != null, capture != null, zone != null).filter(each -> each).count() > 1) {
      throw new IllegalArgumentException("-d, --pcap and --zone exclude each other");
    }
    if (runs != null && runs < 1) {
      throw new IllegalArgumentException("-n: " + runs + " is not 1 or more");
    }
    if (recorded && capture == null) {
      throw new IllegalArgumentException("--recorded: only a capture (--pcap) has times");
    }
    if ((updates || binary) && (capture != null || zone != null)) {
      throw new IllegalArgumentException("-u and -B say what the file of -d holds");
    }
    if (zone != null) {
      return ZoneTraffic.read(
          zone,
          origin(),
          new ZoneTraffic.Mix(zipf, missingNames, missingTypes, types()),
          flags.options(),
          seed);
    }
    RequestList list = capture != null ? captured(capture, flags, recorded) : file(flags, input);
    long passes = runs(otherEnd);
    return list.passes(passes == 0 ? RequestList.ENDLESS : passes);
  }

  /** What was found in the capture, in a line, once it was read; null without a capture. */
  @Nullable String captureLine() {
    return counts == null ? null : "Capture: " + counts;
  }

  private RequestList captured(Path file, MessageFlags flags, boolean recorded)
      throws TrafficException {
    TargetOptions.range("--pcap-port", capturePort, 1, 65_535);
    MessageOptions options = flags.isAnyGiven() ? flags.options() : null;
    PcapQueries read = PcapQueries.read(file, capturePort, options);
    if (recorded && !read.requests().isTimed()) {
      throw new TrafficException(
          file.toString(), 0, "--recorded: it has requests without a time (Simple Packet Blocks)");
    }
    counts = read.counts();
    return read.requests();
  }

  private RequestList file(MessageFlags flags, InputStream input) throws TrafficException {
    Path file = data == null ? STANDARD_INPUT : data;
    boolean standard = file.equals(STANDARD_INPUT);
    String name = standard ? "standard input" : file.toString();
    if (binary) {
      if (updates || flags.isAnyGiven()) {
        throw new IllegalArgumentException("-B excludes -u, -e, -E, -D, -y and --no-recursion");
      }
      return standard ? BinaryFile.read(name, input) : BinaryFile.read(file);
    }
    MessageOptions options = flags.options();
    if (updates) {
      return standard ? UpdateFile.read(name, input, options) : UpdateFile.read(file, options);
    }
    return standard ? QueryFile.read(name, input, options) : QueryFile.read(file, options);
  }

  private List<RRType> types() {
    return types.stream()
        .map(
            name -> {
              RRType type = TypeWord.parse(name);
              if (type == null) {
                throw new IllegalArgumentException("--types: unknown type " + name);
              }
              return type;
            })
        .toList();
  }
}
