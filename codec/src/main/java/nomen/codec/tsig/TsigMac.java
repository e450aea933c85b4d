package nomen.codec.tsig;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.ShortBufferException;
import nomen.codec.message.Header;
import nomen.codec.message.Section;
import nomen.codec.name.Labels;
import nomen.codec.name.Name;

/**
 * The keyed hash of one key, and what is put into it in which order (RFC 8945 section 4.3). After
 * {@link #sign} or {@link #verify} it begins anew. Not thread-safe.
 */
final class TsigMac {
  private static final VarHandle U16 =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle U32 =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  /** Where the count of additional records stands in the header. */
  private static final int ARCOUNT_OFFSET = Header.COUNTS_OFFSET + 2 * Section.ADDITIONAL.index();

  /** CLASS and TTL. */
  private static final int CLASS_AND_TTL_OCTETS = 6;

  private static final int TIMERS_OCTETS = 8;

  private final TsigKey key;
  private final Mac mac;

  /** Key name, class, TTL and algorithm name: the same in all messages. */
  private final byte[] fixed;

  private final byte[] scratch = new byte[Header.SIZE_OCTETS];
  private final byte[] result;

  TsigMac(TsigKey key) {
    this.key = key;
    try {
      mac = Mac.getInstance(key.algorithm().javaName());
      mac.init(key.secretKey());
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("this Java runtime has no " + key.algorithm(), e);
    }
    fixed = fixedVariables(key);
    result = new byte[key.algorithm().macOctets()];
  }

  /** Both names in lower case and uncompressed (RFC 8945 section 4.3.3). */
  private static byte[] fixedVariables(TsigKey key) {
    Name name = key.name().toLowerCase();
    Name algorithm = key.algorithm().wireName();
    byte[] octets = new byte[name.length() + CLASS_AND_TTL_OCTETS + algorithm.length()];
    int at = name.copyTo(octets, 0);
    U16.set(octets, at, (short) TsigRecord.CLASS_ANY);
    algorithm.copyTo(octets, at + CLASS_AND_TTL_OCTETS);
    Labels.copyLower(octets, 0, octets, 0, octets.length);
    return octets;
  }

  TsigKey key() {
    return key;
  }

  /** Forgets what was put in since the last MAC. */
  TsigMac begin() {
    mac.reset();
    return this;
  }

  /** The MAC of the request, or of the message before (RFC 8945 section 5.3). */
  TsigMac priorMac(byte[] prior) {
    U16.set(scratch, 0, (short) prior.length);
    mac.update(scratch, 0, 2);
    mac.update(prior);
    return this;
  }

  /** A message that has no TSIG record yet, or is sent without. */
  TsigMac message(byte[] octets, int start, int end) {
    mac.update(octets, start, end - start);
    return this;
  }

  /**
   * A message as it was before its TSIG record was added (RFC 8945 section 4.3.2).
   *
   * @param tsig where that record stands
   */
  TsigMac signedMessage(byte[] octets, int start, int tsig, int originalId) {
    System.arraycopy(octets, start, scratch, 0, Header.SIZE_OCTETS);
    U16.set(scratch, 0, (short) originalId);
    int additional = Header.count(scratch, 0, Section.ADDITIONAL);
    U16.set(scratch, ARCOUNT_OFFSET, (short) (additional - 1));
    mac.update(scratch, 0, Header.SIZE_OCTETS);
    int behind = start + Header.SIZE_OCTETS;
    mac.update(octets, behind, tsig - behind);
    return this;
  }

  /** The TSIG variables (RFC 8945 section 4.3.3). */
  TsigMac variables(long timeSigned, int fudge, int error, byte[] otherData) {
    mac.update(fixed);
    timers(timeSigned, fudge);
    U16.set(scratch, 0, (short) error);
    U16.set(scratch, 2, (short) otherData.length);
    mac.update(scratch, 0, 4);
    mac.update(otherData);
    return this;
  }

  /** The TSIG timers (RFC 8945 section 5.3.1). */
  TsigMac timers(long timeSigned, int fudge) {
    U16.set(scratch, 0, (short) (timeSigned >>> 32));
    U32.set(scratch, 2, (int) timeSigned);
    U16.set(scratch, 6, (short) fudge);
    mac.update(scratch, 0, TIMERS_OCTETS);
    return this;
  }

  /** The MAC of what was put in, cut to what the key wants; a new array. */
  byte[] sign() {
    finish();
    return Arrays.copyOf(result, key.macOctets());
  }

  /**
   * Whether a MAC is that of what was put in; if it is truncated, as far as it goes. The time that
   * this takes does not depend on where they differ.
   */
  boolean verify(byte[] given) {
    finish();
    byte[] expected = given.length == result.length ? result : Arrays.copyOf(result, given.length);
    return MessageDigest.isEqual(expected, given);
  }

  private void finish() {
    try {
      mac.doFinal(result, 0);
    } catch (ShortBufferException e) {
      throw new AssertionError("the algorithm knows the octets of its MAC", e);
    }
  }
}
