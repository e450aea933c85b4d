package nomen.store.update;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import nomen.codec.rr.Serial;

/** How the serial of a zone goes on when a change does not bring one of its own. */
public enum SerialPolicy {
  /** One more. */
  INCREMENT {
    @Override
    int wanted(int serial, long nowMillis) {
      return serial;
    }
  },

  /** Seconds since 1970. */
  UNIXTIME {
    @Override
    int wanted(int serial, long nowMillis) {
      return (int) (nowMillis / 1000);
    }
  },

  /** The date (UTC) and two digits: YYYYMMDDnn (RFC 1912 section 2.2). */
  DATESERIAL {
    @Override
    int wanted(int serial, long nowMillis) {
      LocalDate day = LocalDate.ofInstant(Instant.ofEpochMilli(nowMillis), ZoneOffset.UTC);
      long date = (day.getYear() * 100L + day.getMonthValue()) * 100 + day.getDayOfMonth();
      return (int) (date * 100);
    }
  };

  abstract int wanted(int serial, long nowMillis);

  /**
   * The next serial: what the policy wants if that is newer (RFC 1982), else one more. 0 is left
   * out, for some secondaries take it for "none".
   */
  public int next(int serial, long nowMillis) {
    int wanted = wanted(serial, nowMillis);
    int next = Serial.isNewer(wanted, serial) ? wanted : Serial.add(serial, 1);
    return next == 0 ? 1 : next;
  }
}
