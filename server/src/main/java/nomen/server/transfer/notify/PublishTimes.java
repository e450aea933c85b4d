package nomen.server.transfer.notify;

import nomen.codec.rr.Serial;

/**
 * When the last serials of a zone were published: a ring that grows up to {@link #MOST} of them.
 * What was published before is taken to be as old as the oldest that is known. Not thread-safe.
 */
final class PublishTimes {
  /** The most serials that are remembered. */
  static final int MOST = 1024;

  private static final int FIRST = 8;

  private int[] serials = new int[FIRST];
  private long[] millis = new long[FIRST];
  private int begin;
  private int count;

  /** A serial was published; one that is not newer than those before makes them void. */
  void add(int serial, long atMillis) {
    if (count > 0 && !Serial.isNewer(serial, serials[at(count - 1)])) {
      count = 0;
    }
    if (count == serials.length) {
      makeRoom();
    }
    serials[at(count)] = serial;
    millis[at(count)] = atMillis;
    count++;
  }

  private int at(int index) {
    return begin + index & serials.length - 1;
  }

  private void makeRoom() {
    if (count == MOST) {
      begin = at(1);
      count--;
      return;
    }
    int[] moreSerials = new int[2 * count];
    long[] moreMillis = new long[2 * count];
    for (int i = 0; i < count; i++) {
      moreSerials[i] = serials[at(i)];
      moreMillis[i] = millis[at(i)];
    }
    serials = moreSerials;
    millis = moreMillis;
    begin = 0;
  }

  /** Whether nothing is known. */
  boolean isEmpty() {
    return count == 0;
  }

  /** The serial that was published last; only if there is one. */
  int newest() {
    return serials[at(count - 1)];
  }

  /**
   * When a serial came to be visible, by itself or in a newer one, in milliseconds since 1970;
   * negative if nothing so new is known.
   */
  long of(int serial) {
    return first(serial, true);
  }

  /** When the first serial that is newer than a given one was published; negative if none was. */
  long after(int serial) {
    return first(serial, false);
  }

  private long first(int serial, boolean orSame) {
    int low = 0;
    int high = count;
    while (low < high) {
      int middle = low + high >>> 1;
      int there = serials[at(middle)];
      if (Serial.isNewer(there, serial) || orSame && there == serial) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low == count ? -1 : millis[at(low)];
  }
}
