package nomen.codec.edns;

/** EDNS options as IANA numbers them ("DNS EDNS0 Option Codes (OPT)"). */
public final class OptionCode {
  /** Name server identifier (RFC 5001). */
  public static final int NSID = 3;

  /** Client subnet (RFC 7871). */
  public static final int CLIENT_SUBNET = 8;

  /** Time until a secondary's zone expires (RFC 7314). */
  public static final int EXPIRE = 9;

  /** Client and server cookies (RFC 7873). */
  public static final int COOKIE = 10;

  /** Idle timeout of a TCP connection (RFC 7828). */
  public static final int TCP_KEEPALIVE = 11;

  /** Padding (RFC 7830). */
  public static final int PADDING = 12;

  /** Extended error (RFC 8914). */
  public static final int EXTENDED_ERROR = 15;

  /** Version of the zone that answers (RFC 9660). */
  public static final int ZONEVERSION = 19;

  private OptionCode() {}

  /** The mnemonic of an option, or {@code OPT} and its number where there is none. */
  public static String print(int code) {
    return switch (code) {
      case NSID -> "NSID";
      case CLIENT_SUBNET -> "ECS";
      case EXPIRE -> "EXPIRE";
      case COOKIE -> "COOKIE";
      case TCP_KEEPALIVE -> "KEEPALIVE";
      case PADDING -> "PADDING";
      case EXTENDED_ERROR -> "EDE";
      case ZONEVERSION -> "ZONEVERSION";
      default -> "OPT" + code;
    };
  }
}
