package nomen.loadtest.traffic.capture;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** What was read of a capture, and what was passed over. Counted while it is read. */
public final class CaptureCounts {
  private final Map<PassedOver, Long> passedOver = new EnumMap<>(PassedOver.class);
  private long packets;
  private long datagrams;
  private long messages;
  private long connections;

  CaptureCounts() {}

  /** All packets. */
  public long packets() {
    return packets;
  }

  /** Requests over UDP that were taken. */
  public long overUdp() {
    return datagrams;
  }

  /** Requests over TCP that were taken. */
  public long overTcp() {
    return messages;
  }

  /** TCP connections to the port. */
  public long connections() {
    return connections;
  }

  /** How many were passed over for a reason. */
  public long of(PassedOver reason) {
    return passedOver.getOrDefault(reason, 0L);
  }

  void packet() {
    packets++;
  }

  void taken(boolean overTcp) {
    if (overTcp) {
      messages++;
    } else {
      datagrams++;
    }
  }

  void connection() {
    connections++;
  }

  void passOver(PassedOver reason) {
    passedOver.merge(reason, 1L, Long::sum);
  }

  /** In one line, for a person; what did not occur is left out. */
  @Override
  public String toString() {
    StringBuilder line = new StringBuilder();
    line.append(number(packets)).append(packets == 1 ? " packet, " : " packets, ");
    line.append(number(datagrams)).append(" requests over UDP, ");
    line.append(number(messages)).append(" over TCP (");
    line.append(number(connections)).append(connections == 1 ? " connection" : " connections");
    line.append("); passed over: ");
    String separator = "";
    for (Map.Entry<PassedOver, Long> entry : passedOver.entrySet()) {
      line.append(separator).append(number(entry.getValue())).append(' ').append(entry.getKey());
      separator = ", ";
    }
    return line.append(passedOver.isEmpty() ? "nothing" : "").toString();
  }

  private static String number(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }
}
