package nomen.codec.edns;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What an OPT record says (RFC 6891 section 6.1), but for the upper bits of the RCODE, which belong
 * to the message.
 *
 * @param udpPayloadSize the octets of a UDP message that the sender can take
 * @param version 0 is the only one that exists
 * @param flags 16 bits, DO the highest
 * @param options in their order
 */
public record Edns(int udpPayloadSize, int version, int flags, List<EdnsOption> options) {
  /** DNSSEC OK (RFC 3225). */
  public static final int DO = 0x8000;

  /** Checks ranges and copies the list. */
  public Edns {
    if ((udpPayloadSize | flags) >>> 16 != 0 || version >>> 8 != 0) {
      throw new IllegalArgumentException("EDNS field out of range");
    }
    options = List.copyOf(options);
  }

  /** Version 0, no options. */
  public static Edns of(int udpPayloadSize, boolean dnssecOk, EdnsOption... options) {
    return new Edns(udpPayloadSize, 0, dnssecOk ? DO : 0, List.of(options));
  }

  /** Whether DNSSEC records are wanted. */
  public boolean dnssecOk() {
    return (flags & DO) != 0;
  }

  /** As {@code dig} prints it. */
  @Override
  public String toString() {
    return options.stream()
        .map(option -> "\n; " + option)
        .collect(
            Collectors.joining(
                "",
                "; EDNS: version: %d, flags:%s; udp: %d"
                    .formatted(version, dnssecOk() ? " do" : "", udpPayloadSize),
                ""));
  }
}
