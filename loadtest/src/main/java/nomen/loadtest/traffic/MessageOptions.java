package nomen.loadtest.traffic;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import nomen.codec.edns.Edns;
import nomen.codec.edns.EdnsOption;
import nomen.codec.edns.OptionData;
import nomen.codec.name.Name;
import nomen.codec.tsig.TsigAlgorithm;
import nomen.codec.tsig.TsigKey;
import nomen.codec.wire.WireWriter;
import org.jspecify.annotations.Nullable;

/**
 * What every message of a run has beside its question or update. Immutable.
 *
 * @param recursionDesired the RD flag of queries; updates have none
 * @param edns what the OPT record says, or null for no OPT record
 * @param key what messages are signed with, or null if they are not
 * @param clock gives the time that a signature covers
 */
public record MessageOptions(
    boolean recursionDesired, @Nullable Edns edns, @Nullable TsigKey key, InstantSource clock) {
  /** The UDP payload size of OPT records where none is given, the one that dnsperf sends. */
  public static final int DEFAULT_PAYLOAD_OCTETS = 4096;

  /** The most octets of a query's options together. */
  public static final int MAX_OPTIONS_OCTETS = 1024;

  /** As dnsperf sends messages without options: RD set, no OPT record, no signature. */
  public static final MessageOptions PLAIN =
      new MessageOptions(true, null, null, InstantSource.system());

  /** Refuses more options than fit. */
  public MessageOptions {
    if (edns != null && optionsOctets(edns) > MAX_OPTIONS_OCTETS) {
      throw new IllegalArgumentException(
          "EDNS options of over " + MAX_OPTIONS_OCTETS + " octets together");
    }
  }

  /** The same with the RD flag (RFC 1035 section 4.1.1) set or not. */
  public MessageOptions withRecursionDesired(boolean desired) {
    return new MessageOptions(desired, edns, key, clock);
  }

  /** The same with an OPT record (RFC 6891). */
  public MessageOptions withEdns(
      int udpPayloadOctets, boolean dnssecOk, List<EdnsOption> ednsOptions) {
    Edns with = new Edns(udpPayloadOctets, 0, dnssecOk ? Edns.DO : 0, ednsOptions);
    return new MessageOptions(recursionDesired, with, key, clock);
  }

  /** The same with a TSIG record (RFC 8945) at the end of each message. */
  public MessageOptions withKey(TsigKey newKey, InstantSource newClock) {
    return new MessageOptions(recursionDesired, edns, newKey, newClock);
  }

  /**
   * A key as {@code -y} spells it: {@code [algorithm:]name:secret}, the algorithm one of hmac-md5
   * (which it is if there is none), hmac-sha1, hmac-sha224, hmac-sha256, hmac-sha384, hmac-sha512,
   * the secret in base64.
   *
   * @throws IllegalArgumentException naming field and rule; the message does not hold the secret
   */
  public static TsigKey parseKey(String text) {
    String[] parts = text.split(":", -1);
    if (parts.length != 2 && parts.length != 3) {
      throw new IllegalArgumentException("key: not [algorithm:]name:secret");
    }
    TsigAlgorithm algorithm = TsigAlgorithm.HMAC_MD5;
    if (parts.length == 3) {
      algorithm = algorithm(parts[0]);
    }
    Name name = keyName(parts[parts.length - 2]);
    byte[] secret;
    try {
      secret = Base64.getDecoder().decode(parts[parts.length - 1]);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("key: the secret is not base64", e);
    }
    try {
      return new TsigKey(name, algorithm, secret);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("key: " + e.getMessage(), e);
    }
  }

  private static Name keyName(String text) {
    try {
      return Name.parse(text).toLowerCase();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("key: name: " + e.getMessage(), e);
    }
  }

  private static TsigAlgorithm algorithm(String text) {
    List<String> known = new ArrayList<>();
    for (TsigAlgorithm algorithm : TsigAlgorithm.values()) {
      if (algorithm.toString().equals(text.toLowerCase(Locale.ROOT))) {
        return algorithm;
      }
      known.add(algorithm.toString());
    }
    throw new IllegalArgumentException(
        "key: algorithm " + text + " is none of " + String.join(", ", known));
  }

  /**
   * An EDNS option as {@code -E} spells it: {@code code:value}, the code a number from 0 to 65,535,
   * the value in hexadecimal, perhaps empty.
   *
   * @throws IllegalArgumentException naming field and rule
   */
  public static EdnsOption parseOption(String text) {
    int colon = text.indexOf(':');
    if (colon < 0) {
      throw new IllegalArgumentException("EDNS option: not code:value");
    }
    int code;
    try {
      code = Integer.parseInt(text.substring(0, colon));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("EDNS option: code: not a number", e);
    }
    if (code >>> 16 != 0) {
      throw new IllegalArgumentException("EDNS option: code: not in 0..65535");
    }
    byte[] data;
    try {
      data = HexFormat.of().parseHex(text.substring(colon + 1));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("EDNS option: value: not hexadecimal", e);
    }
    if (data.length + 4 > MAX_OPTIONS_OCTETS) {
      throw new IllegalArgumentException(
          "EDNS option: value: over " + (MAX_OPTIONS_OCTETS - 4) + " octets");
    }
    return new EdnsOption.Unknown(code, OptionData.of(data));
  }

  private static int optionsOctets(Edns edns) {
    WireWriter all = new WireWriter(WireWriter.MAX_MESSAGE_OCTETS);
    edns.options().forEach(option -> option.write(all));
    return all.overflowed() ? Integer.MAX_VALUE : all.position();
  }
}
