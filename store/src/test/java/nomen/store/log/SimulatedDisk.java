package nomen.store.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/**
 * A disk that does what {@link Disk} allows one to do when the power goes, and no better. The same
 * seed and the same calls give the same disk.
 *
 * <p>Calls that change something are counted, from 1. One of them can be told to be the last: then
 * it takes effect as far as chance has it, it throws, and so does every call after it, until {@link
 * #restart}.
 */
public final class SimulatedDisk implements Disk {
  /** Why a call was the last. */
  public enum End {
    /** The power goes: what was not forced survives by chance, sector by sector. */
    POWER_CUT,
    /** The process is killed: what was written is there, the call under way in part. */
    PROCESS_KILLED
  }

  /** What a call throws that comes when the process is no more. */
  public static final class GoneException extends IOException {
    private static final long serialVersionUID = 1;

    GoneException(End end, String call) {
      super(call + ": " + end);
    }
  }

  private final Random random;
  private final Map<String, SimulatedContent> entries = new TreeMap<>();
  private final Map<String, SimulatedContent> durableEntries = new TreeMap<>();
  private final List<SimulatedRenaming> unforced = new ArrayList<>();
  private final Set<String> locks = new HashSet<>();

  private long capacityOctets = Long.MAX_VALUE;
  private int calls;
  private int lastCall;
  private End end = End.POWER_CUT;
  private boolean gone;
  private int forces;
  private int failingForce;
  private boolean endsAfterFailure;
  private int generation;

  /** An empty disk. */
  public SimulatedDisk(long seed) {
    random = new Random(seed);
  }

  /** Calls so far that changed something or forced something. */
  public synchronized int calls() {
    return calls;
  }

  /** Has a call that is to come be the last; 1 is the next one. */
  public synchronized void endAt(int call, End how) {
    lastCall = calls + call;
    end = how;
  }

  /** Has the n-th {@link DiskFile#force} from now on fail; 1 is the next one, 0 none. */
  public synchronized void failForce(int force) {
    failingForce = force == 0 ? 0 : forces + force;
  }

  /** Has the first call after a force that failed be the last. */
  public synchronized void endAfterFailedForce(End how) {
    endsAfterFailure = true;
    end = how;
  }

  /** Sets for how many octets of files there is room. */
  public synchronized void capacity(long octets) {
    capacityOctets = octets;
  }

  /** Octets of all files. */
  public synchronized long usedOctets() {
    return entries.values().stream().mapToLong(SimulatedContent::size).sum();
  }

  /** Whether the last call has been. */
  public synchronized boolean isGone() {
    return gone;
  }

  /** Cuts the power here. */
  public synchronized void cutPower() {
    end = End.POWER_CUT;
    goAway();
  }

  /** Begins anew with what is there: another process, or the same machine with power again. */
  public synchronized void restart() {
    gone = false;
    lastCall = 0;
    failingForce = 0;
    endsAfterFailure = false;
    generation++;
    locks.clear();
  }

  /** A copy of what a file holds. */
  public synchronized byte[] octets(String path) {
    return content(path).octets();
  }

  /** Damages an octet of a file whose octets were all forced. */
  public synchronized void damage(String path, int offset, int xor) {
    content(path).damage(offset, xor);
  }

  private SimulatedContent content(String path) {
    SimulatedContent content = entries.get(path);
    if (content == null) {
      throw new NoSuchElementException(path);
    }
    return content;
  }

  /** Counts a call; true if it is the last. */
  private boolean isLast(String call) throws GoneException {
    requirePresent(call);
    calls++;
    return calls == lastCall;
  }

  private void requirePresent(String call) throws GoneException {
    if (gone) {
      throw new GoneException(end, call);
    }
  }

  private GoneException last(String call) {
    goAway();
    return new GoneException(end, call);
  }

  private void goAway() {
    gone = true;
    if (end == End.PROCESS_KILLED) {
      return;
    }
    Set<String> stuck = new HashSet<>();
    for (SimulatedRenaming each : unforced) {
      // What was done to a name does not get to the disk before what was done to it earlier.
      boolean done =
          random.nextBoolean() && !stuck.contains(each.from()) && !stuck.contains(each.to());
      if (done) {
        apply(each, durableEntries);
      } else {
        stuck.add(String.valueOf(each.from()));
        stuck.add(String.valueOf(each.to()));
      }
    }
    unforced.clear();
    // In the order of names, for chance is to be the same each time.
    entries.clear();
    entries.putAll(durableEntries);
    entries.values().stream().distinct().forEach(content -> content.cutPower(random));
  }

  private static void apply(SimulatedRenaming renaming, Map<String, SimulatedContent> to) {
    SimulatedContent content =
        renaming.from() == null ? renaming.created() : to.remove(renaming.from());
    if (renaming.to() != null && content != null) {
      to.put(renaming.to(), content);
    }
  }

  private void change(SimulatedRenaming renaming) {
    apply(renaming, entries);
    unforced.add(renaming);
  }

  @Override
  public synchronized void createDirectory(String path) throws IOException {
    requirePresent("createDirectory " + path);
  }

  @Override
  public synchronized DiskFile create(String path, long sizeOctets) throws IOException {
    String call = "create " + path;
    boolean last = isLast(call);
    if (entries.containsKey(path)) {
      throw new FileAlreadyExistsException(path);
    }
    if (usedOctets() + sizeOctets > capacityOctets) {
      throw new IOException(path + ": No space left on device");
    }
    change(new SimulatedRenaming(null, path, new SimulatedContent((int) sizeOctets)));
    if (last) {
      throw last(call);
    }
    return new OpenFile(path, content(path), true, generation);
  }

  @Override
  public synchronized DiskFile open(String path) throws IOException {
    return open(path, true);
  }

  @Override
  public synchronized DiskFile openForReading(String path) throws IOException {
    return open(path, false);
  }

  private DiskFile open(String path, boolean writable) throws IOException {
    requirePresent("open " + path);
    SimulatedContent content = entries.get(path);
    if (content == null) {
      throw new NoSuchFileException(path);
    }
    return new OpenFile(path, content, writable, generation);
  }

  @Override
  public synchronized List<String> list(String directory) throws IOException {
    requirePresent("list " + directory);
    return entries.keySet().stream()
        .filter(path -> SimulatedRenaming.directoryOf(path).equals(directory))
        .map(path -> directory.isEmpty() ? path : path.substring(directory.length() + 1))
        .toList();
  }

  @Override
  public synchronized void rename(String from, String to) throws IOException {
    String call = "rename " + from + " to " + to;
    if (!SimulatedRenaming.directoryOf(from).equals(SimulatedRenaming.directoryOf(to))) {
      throw new IllegalArgumentException(call);
    }
    boolean last = isLast(call);
    if (!entries.containsKey(from)) {
      throw new NoSuchFileException(from);
    }
    change(new SimulatedRenaming(from, to, null));
    if (last) {
      throw last(call);
    }
  }

  @Override
  public synchronized void delete(String path) throws IOException {
    requirePresent("delete " + path);
    if (entries.containsKey(path)) {
      boolean last = isLast("delete " + path);
      change(new SimulatedRenaming(path, null, null));
      if (last) {
        throw last("delete " + path);
      }
    }
  }

  @Override
  public synchronized void forceDirectory(String path) throws IOException {
    String call = "forceDirectory " + path;
    if (isLast(call)) {
      throw last(call);
    }
    for (SimulatedRenaming each : unforced) {
      if (each.directory().equals(path)) {
        apply(each, durableEntries);
      }
    }
    unforced.removeIf(each -> each.directory().equals(path));
  }

  @Override
  public synchronized DiskLock lock(String path) throws IOException {
    requirePresent("lock " + path);
    if (!locks.add(path)) {
      throw new IOException(path + ": another process is using this data directory");
    }
    return () -> unlock(path);
  }

  private synchronized void unlock(String path) {
    locks.remove(path);
  }

  private final class OpenFile implements DiskFile {
    private final String path;
    private final SimulatedContent content;
    private final boolean writable;
    private final int openedBy;
    private boolean closed;

    OpenFile(String path, SimulatedContent content, boolean writable, int openedBy) {
      this.path = path;
      this.content = content;
      this.writable = writable;
      this.openedBy = openedBy;
    }

    @Override
    public String path() {
      return path;
    }

    private void requireOpen(String call) throws IOException {
      requirePresent(call + " " + path);
      if (closed || openedBy != generation) {
        throw new IOException(path + ": " + call + " after it was closed");
      }
    }

    @Override
    public long size() throws IOException {
      synchronized (SimulatedDisk.this) {
        requireOpen("size");
        return content.size();
      }
    }

    @Override
    public void write(long offset, ByteBuffer from) throws IOException {
      synchronized (SimulatedDisk.this) {
        requireOpen("write");
        if (!writable) {
          throw new IOException(path + ": opened for reading");
        }
        boolean last = isLast("write " + path);
        int count = from.remaining();
        long room = capacityOctets - usedOctets();
        boolean full = offset + count - content.size() > room;
        if (full) {
          count = (int) Math.max(0, Math.min(count, content.size() + room - offset));
        }
        if (last && end == End.PROCESS_KILLED) {
          count = random.nextInt(count + 1);
        }
        content.write((int) offset, from, count);
        if (last) {
          throw last("write " + path);
        }
        if (full) {
          throw new IOException(path + ": No space left on device");
        }
      }
    }

    @Override
    public int read(long offset, ByteBuffer into) throws IOException {
      synchronized (SimulatedDisk.this) {
        requireOpen("read");
        return content.read(offset, into);
      }
    }

    @Override
    public void force() throws IOException {
      synchronized (SimulatedDisk.this) {
        requireOpen("force");
        boolean last = isLast("force " + path);
        forces++;
        if (last) {
          throw last("force " + path);
        }
        if (forces == failingForce) {
          content.failForce(random);
          lastCall = endsAfterFailure ? calls + 1 : lastCall;
          throw new ForceFailedException(path + ": Input/output error", new IOException());
        }
        content.force();
      }
    }

    @Override
    public boolean isInPlace(long leastOctets) throws IOException {
      synchronized (SimulatedDisk.this) {
        requireOpen("isInPlace");
        return entries.get(path) == content && content.size() >= leastOctets;
      }
    }

    @Override
    public DiskFile renamed(String to) {
      return new OpenFile(to, content, writable, openedBy);
    }

    @Override
    public void close() {
      closed = true;
    }
  }
}
