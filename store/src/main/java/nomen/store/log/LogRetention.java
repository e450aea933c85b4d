package nomen.store.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import nomen.codec.name.Name;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes out of closed segments what no zone's {@link Retention} wants.
 *
 * <p>What is taken out is all that a segment has of a zone, or nothing, and from the oldest segment
 * on, so that the records of a zone that stay are the newest ones, with none missing. Old segments
 * of which nothing is wanted are deleted. Of the others, those that have something to lose are
 * written anew without it, once a quarter of all could go: so the log is at most a third larger
 * than what is wanted, and each octet that goes costs at most three that are copied. Neighbours
 * that became small become one segment.
 *
 * <p>A new file takes the place of the old one by its name, when it is durable; it covers all the
 * LSNs of those that it replaces, so that a power cut before these are deleted does no harm.
 */
final class LogRetention {
  /** A pass copies segments when this part of them can go: one in so many octets. */
  private static final int WORTHWHILE_PART = 4;

  /** Octets after which a frame of a new segment is ended. */
  private static final int FRAME_OCTETS = 1 << 16;

  private static final Logger LOGGER = LoggerFactory.getLogger(LogRetention.class);

  private final Disk disk;
  private final LogSettings settings;
  private final RandomGenerator random;
  private final SegmentSummaries summaries;

  /** Damaged files that were warned of. */
  private final Set<String> told = new HashSet<>();

  /** A closed segment, and the zones whose records in it can go. */
  private record Closed(
      SegmentHeader header,
      long following,
      SegmentSummary summary,
      Set<Name> expired,
      boolean isDamaged) {
    /** One that cannot be read; it goes when the segment after it goes. */
    static Closed damaged(long firstLsn, long following) {
      return new Closed(
          new SegmentHeader(firstLsn, 0, 0, 0), following, SegmentSummary.UNKNOWN, Set.of(), true);
    }

    long expiredOctets() {
      long octets = 0;
      for (Name zone : expired) {
        SegmentSummary.Part part = summary.of(zone);
        octets += part == null ? 0 : part.octets();
      }
      return octets;
    }

    boolean isUnwanted() {
      return expired.size() == summary.parts().size();
    }

    String path() {
      return SegmentFiles.path(header.firstLsn());
    }
  }

  LogRetention(
      Disk disk, LogSettings settings, RandomGenerator random, SegmentSummaries summaries) {
    this.disk = disk;
    this.settings = settings;
    this.random = random;
    this.summaries = summaries;
  }

  /**
   * Takes out what can go.
   *
   * @param checkpointLsn recovery starts behind it; no later record goes
   * @param retentionOf tells what is wanted of a zone
   * @return the octets of records that went
   */
  synchronized long apply(
      long checkpointLsn, long nowMillis, Function<? super Name, Retention> retentionOf)
      throws IOException {
    List<Closed> segments = plan(checkpointLsn, nowMillis, retentionOf);
    long gone = 0;
    int kept = 0;
    while (isUnwanted(segments, kept)) {
      gone += segments.get(kept).summary.octets();
      disk.delete(segments.get(kept).path());
      // One at a time, so that no hole can come to be.
      disk.forceDirectory(SegmentFiles.DIRECTORY);
      kept++;
    }
    List<Closed> left = segments.subList(kept, segments.size());
    long expired = left.stream().mapToLong(Closed::expiredOctets).sum();
    long all = left.stream().mapToLong(segment -> segment.summary.octets()).sum();
    if (expired > 0 && expired >= all / WORTHWHILE_PART) {
      for (List<Closed> run : runs(left)) {
        try {
          rewrite(run);
        } catch (CorruptLogException e) {
          warn(e);
        }
      }
      gone += expired;
    }
    return gone;
  }

  /** Whether nothing is wanted of a segment; of one that is damaged, of the next that is not. */
  private static boolean isUnwanted(List<Closed> segments, int at) {
    int next = at;
    while (next < segments.size() && segments.get(next).isDamaged()) {
      next++;
    }
    return next < segments.size() && segments.get(next).isUnwanted();
  }

  /** Says it once of each segment. */
  private void warn(CorruptLogException damage) {
    if (told.add(damage.file())) {
      LOGGER.atWarn().addKeyValue("reason", damage.getMessage()).log("damaged history");
    }
  }

  /** The closed segments before a checkpoint, oldest first. */
  private List<Closed> plan(
      long checkpointLsn, long nowMillis, Function<? super Name, Retention> retentionOf)
      throws IOException {
    List<Long> firsts = SegmentFiles.list(disk);
    List<Closed> segments = new ArrayList<>();
    Map<Name, Long> wantedOctets = new HashMap<>();
    Set<Name> cut = new HashSet<>();
    for (int i = firsts.size() - 2; i >= 0; i--) {
      long following = firsts.get(i + 1);
      boolean mayGo = following <= checkpointLsn + 1;
      SegmentHeader header;
      SegmentSummary summary;
      try {
        header = SegmentFiles.header(disk, firsts.get(i));
        summary = summaries.of(header.firstLsn(), following);
      } catch (CorruptLogException e) {
        if (!mayGo) {
          throw e;
        }
        warn(e);
        segments.addFirst(Closed.damaged(firsts.get(i), following));
        continue;
      }
      Set<Name> expired = new HashSet<>();
      summary
          .parts()
          .forEach(
              (zone, part) -> {
                if (!cut.contains(zone)) {
                  Retention retention = retentionOf.apply(zone);
                  long newer = wantedOctets.getOrDefault(zone, 0L);
                  if (!mayGo
                      || newer < retention.maxOctets()
                          && part.newestMillis() >= nowMillis - retention.maxAgeMillis()) {
                    wantedOctets.put(zone, newer + part.octets());
                    return;
                  }
                  cut.add(zone);
                }
                expired.add(zone);
              });
      if (mayGo) {
        segments.addFirst(new Closed(header, following, summary, expired, false));
      }
    }
    return segments;
  }

  /** Neighbours that become one segment each; those that stay as they are stand in none. */
  private List<List<Closed>> runs(List<Closed> segments) {
    List<List<Closed>> runs = new ArrayList<>();
    List<Closed> run = new ArrayList<>();
    long octets = 0;
    for (Closed segment : segments) {
      long left = segment.summary.octets() - segment.expiredOctets();
      boolean changes =
          !segment.isDamaged() && (!segment.expired.isEmpty() || segment.header.isThinned());
      if (!run.isEmpty() && (!changes || octets + left > settings.segmentOctets())) {
        runs.add(run);
        run = new ArrayList<>();
        octets = 0;
      }
      if (changes) {
        run.add(segment);
        octets += left;
      }
    }
    if (!run.isEmpty()) {
      runs.add(run);
    }
    runs.removeIf(each -> each.size() == 1 && each.getFirst().expired.isEmpty());
    return runs;
  }

  private void rewrite(List<Closed> run) throws IOException {
    Closed first = run.getFirst();
    long salt = random.nextLong();
    String unfinished = first.path() + SegmentFiles.UNFINISHED;
    disk.delete(unfinished);
    try (DiskFile file = disk.create(unfinished, 0)) {
      long offset = SegmentHeader.OCTETS;
      for (Closed segment : run) {
        offset = copy(segment, file, offset, salt);
      }
      SegmentHeader header =
          new SegmentHeader(first.header.firstLsn(), run.getLast().following, salt, offset);
      file.write(0, header.write());
      file.force();
    }
    disk.rename(unfinished, first.path());
    disk.forceDirectory(SegmentFiles.DIRECTORY);
    for (Closed replaced : run.subList(1, run.size())) {
      disk.delete(replaced.path());
    }
    disk.forceDirectory(SegmentFiles.DIRECTORY);
  }

  private long copy(Closed segment, DiskFile to, long start, long salt) throws IOException {
    long offset = start;
    FrameBuffer frame = new FrameBuffer();
    try (RawRecords records = RawRecords.open(disk, segment.header.firstLsn())) {
      while (records.next()) {
        if (segment.expired.contains(records.zone())) {
          continue;
        }
        // A record may be nearly as large as a frame can be.
        if (!frame.isEmpty() && frame.octets() + (long) records.length() > FRAME_OCTETS) {
          offset = write(frame, to, offset, salt);
        }
        records.copyTo(frame);
      }
      records.requireReaches(segment.following);
    }
    return frame.isEmpty() ? offset : write(frame, to, offset, salt);
  }

  private static long write(FrameBuffer frame, DiskFile to, long offset, long salt)
      throws IOException {
    ByteBuffer octets = frame.finish(salt);
    int length = octets.remaining();
    to.write(offset, octets);
    frame.clear();
    return offset + length;
  }
}
