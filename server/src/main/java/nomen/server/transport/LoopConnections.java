package nomen.server.transport;

import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import nomen.server.logging.LogCategory;
import nomen.store.logging.LimitedLine;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/**
 * The connections of one event loop, which decides by itself who has to go when there are too many
 * or when they hold too much. Each is in a line, which it enters at the end whenever its client did
 * something; so the one that is idle longest stands first. Known clients have a line of their own.
 *
 * <p>All methods run on the loop's thread but {@link #relieveSoon}.
 */
final class LoopConnections {
  /** Connections that are asked to give way for one newcomer. Those with work to do stay. */
  static final int MAX_ASKED = 64;

  private static final LimitedLine SHED = LogCategory.SERVER.limited(Level.WARN);

  /** A place in a line. */
  abstract static class Place {
    private @Nullable Place before;
    private @Nullable Place after;
    private int held;

    /** What it was last said to hold. */
    final int held() {
      return held;
    }

    /** Whether it belongs to a known client. */
    abstract boolean isKnown();

    /** When its client last sent a whole request or took a whole response. */
    abstract long progressNanos();

    /** Ends the connection for a newcomer, unless it has work to do; says whether it did. */
    abstract boolean giveWay();

    /** Ends the connection, and forgets what it holds. */
    abstract void shed();
  }

  /** A line, from the one idle longest to the one that did something last. */
  private static final class Line {
    @Nullable Place first;
    @Nullable Place last;

    void append(Place place) {
      place.before = last;
      place.after = null;
      if (last == null) {
        first = place;
      } else {
        last.after = place;
      }
      last = place;
    }

    void remove(Place place) {
      if (place.before == null) {
        first = place.after;
      } else {
        place.before.after = place.after;
      }
      if (place.after == null) {
        last = place.before;
      } else {
        place.after.before = place.before;
      }
      place.before = null;
      place.after = null;
    }

    boolean makeRoom() {
      @Nullable Place at = first;
      for (int asked = 0; at != null && asked < MAX_ASKED; asked++) {
        @Nullable Place next = at.after;
        if (at.giveWay()) {
          return true;
        }
        at = next;
      }
      return false;
    }
  }

  private final EventLoop eventLoop;
  private final TransportClock clock;
  private final BufferedOctets buffered;
  private final Line strangers = new Line();
  private final Line known = new Line();
  private final AtomicBoolean told = new AtomicBoolean();
  private long held;

  LoopConnections(EventLoop eventLoop, TransportClock clock, BufferedOctets buffered) {
    this.eventLoop = eventLoop;
    this.clock = clock;
    this.buffered = buffered;
  }

  private Line line(Place place) {
    return place.isKnown() ? known : strangers;
  }

  /** A connection is admitted. */
  void enter(Place place) {
    line(place).append(place);
  }

  /** Its client did something. */
  void progress(Place place) {
    Line line = line(place);
    if (line.last != place) {
      line.remove(place);
      line.append(place);
    }
  }

  /** It is gone, and holds nothing. */
  void leave(Place place) {
    hold(place, 0);
    line(place).remove(place);
  }

  /** Says what it holds now. It may be closed before this returns, as may any other. */
  void hold(Place place, int octets) {
    int change = octets - place.held;
    if (change != 0) {
      place.held = octets;
      held += change;
      // At once: before this loop comes to its tasks, a thousand other connections may be served.
      if (buffered.add(change)) {
        relieve();
      }
    }
  }

  /** Ends the connection that is idle longest; a stranger never takes a known client's place. */
  boolean makeRoom(boolean forKnown) {
    return strangers.makeRoom() || (forKnown && known.makeRoom());
  }

  /** Memory ended: every loop closes some. */
  void memoryEnded() {
    buffered.relieve();
  }

  /** Has this loop close connections that hold much; any thread. */
  void relieveSoon() {
    if (told.compareAndSet(false, true) && !LoopTasks.post(eventLoop, this::toldToRelieve)) {
      told.set(false);
    }
  }

  private void toldToRelieve() {
    told.set(false);
    relieve();
  }

  private void relieve() {
    long target = Math.max(held - held / 4, buffered.fairShare());
    if (held <= target) {
      return;
    }
    long now = clock.nanos();
    List<Place> holders = new ArrayList<>();
    collect(strangers, holders);
    collect(known, holders);
    holders.sort(Comparator.comparingDouble((Place place) -> weight(place, now)).reversed());
    int shed = 0;
    while (shed < holders.size() && held > target) {
      holders.get(shed).shed();
      shed++;
    }
    if (SHED.isDue()) {
      SHED.line()
          .addKeyValue("closed", shed)
          .addKeyValue("limit", buffered.limit())
          .addKeyValue("setting", "tcp.max-buffered")
          .log("connections closed whose clients left most unread for longest");
    }
  }

  private static void collect(Line line, List<Place> into) {
    for (Place at = line.first; at != null; at = at.after) {
      if (at.held > 0) {
        into.add(at);
      }
    }
  }

  /** Octets by time. */
  private static double weight(Place place, long now) {
    return (double) place.held * Math.max(1, now - place.progressNanos());
  }
}
