package nomen.conformance.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import nomen.codec.tsig.TsigRecord;
import nomen.codec.wire.WireFormatException;
import nomen.codec.wire.WireReader;
import nomen.conformance.subject.ServedKey;
import org.xbill.DNS.Message;
import org.xbill.DNS.TSIGRecord;

/**
 * A query with a TSIG record put together octet by octet (RFC 8945 section 4), so that it can be as
 * wrong as a test needs, and the check of the response. It shares no code with what it tests but
 * for finding a record. Every builder call returns the same builder.
 */
public final class SignedQuery {
  private static final byte[] CLASS_ANY_TTL_0 = {0, (byte) 255, 0, 0, 0, 0};
  private static final String OLD_MD5 = ".sig-alg.reg.int.";

  private final byte[] query;
  private String keyName;
  private String algorithm;
  private byte[] secret;
  private byte[] classAndTtl = CLASS_ANY_TTL_0;
  private long timeSigned = System.currentTimeMillis() / 1000;
  private int fudge = 300;
  private int macOctets = -1;
  private int idOnTheWay = -1;
  private byte[] trailing = {};
  private boolean broken;
  private byte[] mac = {};

  /** A query signed with a key. */
  public SignedQuery(QueryOctets query, ServedKey key) {
    this.query = query.octets();
    this.keyName = key.name();
    this.algorithm = key.algorithm() + (key.algorithm().equals("hmac-md5") ? OLD_MD5 : ".");
    this.secret = key.octets();
  }

  /** Writes another key name. */
  public SignedQuery keyName(String other) {
    keyName = other;
    return this;
  }

  /** Writes, and signs with, another algorithm: {@code hmac-sha256.} */
  public SignedQuery algorithm(String other) {
    algorithm = other;
    return this;
  }

  /** Signs with another secret. */
  public SignedQuery secret(byte... other) {
    secret = other.clone();
    return this;
  }

  /** Says that it was signed earlier or later than now. */
  public SignedQuery signedAt(long secondsFromNow) {
    timeSigned += secondsFromNow;
    return this;
  }

  /** Says by how much clocks may differ. */
  public SignedQuery fudge(int seconds) {
    fudge = seconds;
    return this;
  }

  /** Cuts the MAC, or makes it longer with zeros. */
  public SignedQuery macOctets(int octets) {
    macOctets = octets;
    return this;
  }

  /** Changes the last octet of the MAC. */
  public SignedQuery breakMac() {
    broken = true;
    return this;
  }

  /** Changes the ID behind the signature, as who forwards the query does. */
  public SignedQuery idOnTheWay(int id) {
    idOnTheWay = id;
    return this;
  }

  /** Writes other octets as CLASS and TTL. */
  public SignedQuery classAndTtl(byte... octets) {
    classAndTtl = octets.clone();
    return this;
  }

  /** Puts octets behind the other data, within the RDATA. */
  public SignedQuery trailing(byte... octets) {
    trailing = octets.clone();
    return this;
  }

  /** The time at which it says that it was signed, in seconds since 1970. */
  public long timeSigned() {
    return timeSigned;
  }

  /** The message. */
  public byte[] octets() {
    byte[] whole = hmac(query, variables(keyName, algorithm, timeSigned, fudge, 0, new byte[0]));
    mac = macOctets < 0 ? whole : Arrays.copyOf(whole, macOctets);
    if (broken) {
      mac[mac.length - 1] ^= 1;
    }
    ByteArrayOutputStream rdata = new ByteArrayOutputStream();
    rdata.writeBytes(QueryOctets.wire(algorithm));
    rdata.writeBytes(timers(timeSigned, fudge));
    rdata.writeBytes(u16(mac.length));
    rdata.writeBytes(mac);
    rdata.write(query, 0, 2);
    rdata.writeBytes(new byte[4]);
    rdata.writeBytes(trailing);
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    message.writeBytes(idOnTheWay < 0 ? Arrays.copyOf(query, 2) : u16(idOnTheWay));
    message.write(query, 2, 8);
    int additional = (query[10] & 0xff) << 8 | query[11] & 0xff;
    message.writeBytes(u16(additional + 1));
    message.write(query, 12, query.length - 12);
    message.writeBytes(QueryOctets.wire(keyName));
    message.writeBytes(u16(250));
    message.writeBytes(classAndTtl);
    message.writeBytes(u16(rdata.size()));
    message.writeBytes(rdata.toByteArray());
    return message.toByteArray();
  }

  /** The TSIG record of a response in words, or {@code none}. */
  public String tsig(Reply reply) throws IOException {
    TSIGRecord tsig = new Message(reply.octets()).getTSIG();
    if (tsig == null) {
      return "none";
    }
    String error =
        switch (tsig.getError()) {
          case 0 -> "NOERROR";
          case 16 -> "BADSIG";
          case 17 -> "BADKEY";
          case 18 -> "BADTIME";
          case 22 -> "BADTRUNC";
          default -> "error " + tsig.getError();
        };
    if (tsig.getSignature().length == 0) {
      return error + " unsigned";
    }
    return error + (isSigned(reply.octets(), tsig) ? " signed" : " wrongly signed");
  }

  /** The digest of a response (RFC 8945 section 4.3): the request's MAC comes first. */
  private boolean isSigned(byte[] response, TSIGRecord tsig) {
    byte[] bare;
    try {
      bare = Arrays.copyOf(response, TsigRecord.locate(new WireReader(response)));
    } catch (WireFormatException e) {
      return false;
    }
    byte[] id = u16(tsig.getOriginalID());
    System.arraycopy(id, 0, bare, 0, 2);
    int additional = (bare[10] & 0xff) << 8 | bare[11] & 0xff;
    System.arraycopy(u16(additional - 1), 0, bare, 10, 2);
    byte[] other = tsig.getOther() == null ? new byte[0] : tsig.getOther();
    byte[] variables =
        variables(
            tsig.getName().toString(),
            tsig.getAlgorithm().toString(),
            tsig.getTimeSigned().getEpochSecond(),
            Math.toIntExact(tsig.getFudge().toSeconds()),
            tsig.getError(),
            other);
    byte[] expected = hmac(u16(mac.length), mac, bare, variables);
    byte[] given = tsig.getSignature();
    return Arrays.equals(Arrays.copyOf(expected, given.length), given);
  }

  private static byte[] variables(
      String key, String algorithm, long time, int fudge, int error, byte[] other) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(QueryOctets.wire(key.toLowerCase(Locale.ROOT)));
    out.writeBytes(CLASS_ANY_TTL_0);
    out.writeBytes(QueryOctets.wire(algorithm.toLowerCase(Locale.ROOT)));
    out.writeBytes(timers(time, fudge));
    out.writeBytes(u16(error));
    out.writeBytes(u16(other.length));
    out.writeBytes(other);
    return out.toByteArray();
  }

  private static byte[] timers(long time, int fudge) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int shift = 32; shift >= 0; shift -= 16) {
      out.writeBytes(u16((int) (time >>> shift) & 0xffff));
    }
    out.writeBytes(u16(fudge));
    return out.toByteArray();
  }

  private byte[] hmac(byte[]... parts) {
    String name = algorithm.toLowerCase(Locale.ROOT).replaceAll("^hmac-([a-z0-9]*).*", "Hmac$1");
    try {
      Mac hmac = Mac.getInstance(name);
      hmac.init(new SecretKeySpec(secret, name));
      for (byte[] part : parts) {
        hmac.update(part);
      }
      return hmac.doFinal();
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException(name, e);
    }
  }

  private static byte[] u16(int value) {
    return new byte[] {(byte) (value >>> 8), (byte) value};
  }
}
