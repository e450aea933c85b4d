package nomen.codec.edns;

import java.nio.charset.StandardCharsets;
import nomen.codec.wire.WireWriter;

/** An option of an OPT record (RFC 6891 section 6.1.2); {@link EdnsReader} reads them. */
public sealed interface EdnsOption {
  /** The option's code: see {@link OptionCode}. */
  int code();

  /** Writes the option's data, without code and length. */
  void writeData(WireWriter to);

  /** Writes code, length and data. */
  default void write(WireWriter to) {
    int begin = to.position();
    to.writeU16(code());
    to.writeU16(0);
    writeData(to);
    if (!to.overflowed()) {
      to.patchU16(begin + 2, to.position() - begin - 4);
    }
  }

  /**
   * An option without data, with which a request asks for NSID, EXPIRE, ZONEVERSION or a TCP
   * connection that is kept.
   */
  record Request(int code) implements EdnsOption {
    @Override
    public void writeData(WireWriter to) {}

    @Override
    public String toString() {
      return OptionCode.print(code);
    }
  }

  /**
   * Cookies (RFC 7873 section 4).
   *
   * @param client 8 octets
   * @param server 8 to 32 octets, or none
   */
  record Cookie(OptionData client, OptionData server) implements EdnsOption {
    /** Checks the lengths. */
    public Cookie {
      int length = server.length();
      if (client.length() != 8 || length != 0 && (length < 8 || length > 32)) {
        throw new IllegalArgumentException("cookie of other length than 8 and 0 or 8 to 32 octets");
      }
    }

    @Override
    public int code() {
      return OptionCode.COOKIE;
    }

    @Override
    public void writeData(WireWriter to) {
      client.write(to);
      server.write(to);
    }

    @Override
    public String toString() {
      return "COOKIE: " + client + server;
    }
  }

  /** The identifier of the server that answers (RFC 5001). */
  record Nsid(OptionData identifier) implements EdnsOption {
    @Override
    public int code() {
      return OptionCode.NSID;
    }

    @Override
    public void writeData(WireWriter to) {
      identifier.write(to);
    }

    @Override
    public String toString() {
      return "NSID: "
          + identifier
          + " (\""
          + new String(identifier.toOctets(), StandardCharsets.UTF_8).replaceAll("\\p{Cntrl}", ".")
          + "\")";
    }
  }

  /** How long a secondary may still serve the zone, in seconds (RFC 7314). */
  record Expire(long seconds) implements EdnsOption {
    @Override
    public int code() {
      return OptionCode.EXPIRE;
    }

    @Override
    public void writeData(WireWriter to) {
      to.writeU32((int) seconds);
    }

    @Override
    public String toString() {
      return "EXPIRE: " + seconds;
    }
  }

  /**
   * How long an idle TCP connection is kept (RFC 7828 section 3.1).
   *
   * @param timeoutTenths in units of 100 milliseconds, 0 to 65,535
   */
  record TcpKeepalive(int timeoutTenths) implements EdnsOption {
    @Override
    public int code() {
      return OptionCode.TCP_KEEPALIVE;
    }

    @Override
    public void writeData(WireWriter to) {
      to.writeU16(timeoutTenths);
    }

    @Override
    public String toString() {
      return "KEEPALIVE: " + timeoutTenths / 10 + "." + timeoutTenths % 10 + " secs";
    }
  }

  /** Padding (RFC 7830): zeros when written, anything when read. */
  record Padding(int length) implements EdnsOption {
    @Override
    public int code() {
      return OptionCode.PADDING;
    }

    @Override
    public void writeData(WireWriter to) {
      to.writeOctets(new byte[length]);
    }

    @Override
    public String toString() {
      return "PADDING: " + length + " octets";
    }
  }

  /**
   * Why a response is as it is (RFC 8914).
   *
   * @param infoCode see {@link ErrorCode}
   * @param text for people; may be empty
   */
  record ExtendedError(int infoCode, String text) implements EdnsOption {
    @Override
    public int code() {
      return OptionCode.EXTENDED_ERROR;
    }

    @Override
    public void writeData(WireWriter to) {
      to.writeU16(infoCode);
      to.writeOctets(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
      String purpose = "EDE: " + infoCode + " (" + ErrorCode.print(infoCode) + ")";
      return text.isEmpty() ? purpose : purpose + ": (" + text + ")";
    }
  }

  /**
   * The version of the zone that a response is from (RFC 9660 section 2).
   *
   * @param labels the labels of the zone's name, the root's not counted
   * @param type of the version; 0 is the SOA serial
   */
  record ZoneVersion(int labels, int type, OptionData version) implements EdnsOption {
    /** The version is the SOA serial, 4 octets. */
    public static final int SOA_SERIAL = 0;

    @Override
    public int code() {
      return OptionCode.ZONEVERSION;
    }

    @Override
    public void writeData(WireWriter to) {
      to.writeU8(labels);
      to.writeU8(type);
      version.write(to);
    }

    @Override
    public String toString() {
      return "ZONEVERSION: " + (type == SOA_SERIAL ? "SOA-SERIAL " : type + " ") + version;
    }
  }

  /**
   * The network of the client behind a resolver (RFC 7871 section 6).
   *
   * @param family 1 for IPv4, 2 for IPv6
   * @param source how many bits of the address are given
   * @param scope how many bits the answer holds for; 0 in requests
   * @param address as many octets as the bits need
   */
  record ClientSubnet(int family, int source, int scope, OptionData address) implements EdnsOption {
    @Override
    public int code() {
      return OptionCode.CLIENT_SUBNET;
    }

    @Override
    public void writeData(WireWriter to) {
      to.writeU16(family);
      to.writeU8(source);
      to.writeU8(scope);
      address.write(to);
    }

    @Override
    public String toString() {
      return "CLIENT-SUBNET: " + family + ":" + address + "/" + source + "/" + scope;
    }
  }

  /** An option that is not known here. */
  record Unknown(int code, OptionData data) implements EdnsOption {
    @Override
    public void writeData(WireWriter to) {
      data.write(to);
    }

    @Override
    public String toString() {
      return OptionCode.print(code) + ": " + data;
    }
  }
}
