package nomen.store.log;

import java.net.InetSocketAddress;
import nomen.codec.name.Name;
import org.jspecify.annotations.Nullable;

/**
 * Who made a change, as the history tells it.
 *
 * @param via the way that the change came
 * @param key the name of the TSIG key that signed the request, null if none did
 * @param address where the request came from, null if it came from this machine's own hands
 * @param rule the policy rule that allowed it, as the operator wrote it; empty if none was asked
 */
public record Author(
    Via via, @Nullable Name key, @Nullable InetSocketAddress address, String rule) {
  /** The ways that changes come. The codes are those of the log's format and never change. */
  public enum Via {
    /** An UPDATE message over UDP. */
    UDP(1),
    /** An UPDATE message over TCP. */
    TCP(2),
    /** A zone file that was loaded or merged. */
    ZONE_FILE(3),
    /** A command over the control socket. */
    CONTROL(4),
    /** A zone transfer. */
    TRANSFER(5);

    private final int code;

    Via(int code) {
      this.code = code;
    }

    /** The octet that stands for it in the log. */
    public int code() {
      return code;
    }
  }
}
