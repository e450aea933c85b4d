package nomen.server.transfer.notify;

import java.net.InetAddress;
import nomen.codec.message.Rcode;
import nomen.codec.name.Name;
import nomen.codec.rr.Serial;
import nomen.server.config.RemoteServer;
import org.jspecify.annotations.Nullable;

/** A secondary of one zone, and what is known of it. Belongs to the loop of its tracker. */
final class Follower {
  private final InetAddress address;
  private final @Nullable RemoteServer entry;
  private long notified = -1;
  private long notifiedSerial = -1;
  private long answered = -1;
  private int rcode = -1;
  private String problem = "";
  private long serial = -1;
  private long served = -1;
  private long lagMillis = -1;

  /** When it took a NOTIFY first: before that it may not have been there. */
  private long firstHeard = -1;

  private long behindSince = -1;
  private long transfers;
  private boolean asking;

  /**
   * One of which nothing is known yet.
   *
   * @param entry of it in the zone's {@code notify}, null if it has none
   */
  Follower(InetAddress address, @Nullable RemoteServer entry) {
    this.address = address;
    this.entry = entry;
  }

  InetAddress address() {
    return address;
  }

  @Nullable RemoteServer entry() {
    return entry;
  }

  /** Whether it said by IXFR what it has, and was not served since. */
  boolean isAsking() {
    return asking;
  }

  /** Whether it has a serial or a newer one. */
  boolean has(int wanted) {
    return serial >= 0 && !Serial.isNewer(wanted, (int) serial);
  }

  boolean hasExactly(int other) {
    return serial == Integer.toUnsignedLong(other);
  }

  void notified(int newSerial, long nowMillis) {
    notified = nowMillis;
    notifiedSerial = Integer.toUnsignedLong(newSerial);
  }

  void answered(int newRcode, long nowMillis) {
    answered = nowMillis;
    if (firstHeard < 0 && newRcode == Rcode.NOERROR) {
      firstHeard = nowMillis;
    }
    rcode = newRcode;
    problem = "";
  }

  void failed(String why) {
    problem = why;
  }

  void published(int newSerial, long nowMillis) {
    if (serial >= 0 && behindSince < 0 && Serial.isNewer(newSerial, (int) serial)) {
      behindSince = nowMillis;
    }
  }

  void asked(int haveSerial, PublishTimes times) {
    asking = true;
    has(haveSerial, times);
  }

  void served(int newSerial, long nowMillis, PublishTimes times) {
    asking = false;
    transfers++;
    served = nowMillis;
    lagMillis = Math.max(0, nowMillis - couldFollow(times.of(newSerial), nowMillis));
    has(newSerial, times);
  }

  /** From when on it could have had a serial: one that is new here could not before it came. */
  private long couldFollow(long published, long nowMillis) {
    if (published < 0) {
      return nowMillis;
    }
    if (serial >= 0) {
      return published;
    }
    return Math.max(published, firstHeard < 0 ? nowMillis : firstHeard);
  }

  private void has(int newSerial, PublishTimes times) {
    serial = Integer.toUnsignedLong(newSerial);
    behindSince = times.after(newSerial);
  }

  FollowerStatus status(Name zone) {
    return new FollowerStatus(
        zone,
        entry == null ? address.getHostAddress() : entry.toString(),
        entry != null,
        notified,
        notifiedSerial,
        answered,
        rcode,
        problem,
        serial,
        served,
        lagMillis,
        behindSince,
        transfers);
  }
}
