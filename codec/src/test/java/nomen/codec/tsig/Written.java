package nomen.codec.tsig;

import java.util.Arrays;
import java.util.Objects;
import nomen.codec.message.MessageReader;
import nomen.codec.message.MessageWriter;
import nomen.codec.message.Rcode;
import nomen.codec.wire.WireFormatException;
import nomen.codec.wire.WireReader;

/** Messages on their way to or from a signature. */
final class Written {
  private Written() {}

  /** A writer that has just finished the message. */
  static MessageWriter finished(byte[] message) {
    MessageWriter writer = new MessageWriter();
    try {
      MessageReader.read(message).write(writer, new byte[65_535], 65_535);
    } catch (WireFormatException e) {
      throw new IllegalArgumentException(e);
    }
    return writer;
  }

  static byte[] octets(MessageWriter writer, int length) {
    return Arrays.copyOf(writer.wire().octets(), length);
  }

  /** A request, signed by us. */
  static byte[] signed(byte[] request, TsigKey key, long nowSeconds) {
    MessageWriter writer = finished(request);
    new TsigSigner(new TsigMacs()).signRequest(writer, key, nowSeconds);
    return octets(writer, writer.wire().position());
  }

  static int locate(byte[] message) {
    try {
      return TsigRecord.locate(new WireReader(message));
    } catch (WireFormatException e) {
      throw new IllegalArgumentException(e);
    }
  }

  static TsigRecord record(byte[] message) {
    try {
      return TsigRecord.read(new WireReader(message), locate(message));
    } catch (WireFormatException e) {
      throw new IllegalArgumentException(e);
    }
  }

  static TsigOutcome verify(Keyring keys, byte[] request, long nowSeconds) {
    return new TsigVerifier(new TsigMacs())
        .verify(keys, request, 0, request.length, locate(request), nowSeconds);
  }

  /** The outcome in words: VERIFIED, FORMERR or the error. */
  static String verdict(TsigOutcome outcome) {
    return switch (outcome) {
      case TsigOutcome.Verified _ -> "VERIFIED";
      case TsigOutcome.Malformed _ -> "FORMERR";
      case TsigOutcome.Rejected rejected ->
          Objects.requireNonNull(
              rejected.error() == Rcode.BADSIG ? "BADSIG" : Rcode.print(rejected.error()));
    };
  }
}
