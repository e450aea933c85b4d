package nomen.server.update;

import nomen.codec.edns.ErrorCode;
import nomen.codec.message.Rcode;
import nomen.codec.update.UpdateFormatException;
import nomen.codec.wire.WireFormatException;
import nomen.store.update.Evaluation;

/**
 * What the answer to an update says.
 *
 * @param rcode the RCODE
 * @param errorCode the code of an extended error (RFC 8914), {@link #NO_ERROR_CODE} for none
 * @param text of the extended error; empty for none
 */
public record Verdict(int rcode, int errorCode, String text) {
  /** There is no extended error. */
  public static final int NO_ERROR_CODE = -1;

  /** The update was done. */
  static final Verdict DONE = new Verdict(Rcode.NOERROR, NO_ERROR_CODE, "");

  /** The update was done; it is not known who has it. */
  static final Verdict NOBODY_WAITED_FOR =
      new Verdict(Rcode.NOERROR, ErrorCode.OTHER, "too many updates wait for secondaries");

  /** The update was done; not all have it for whom its answer waited. */
  static Verdict followedBy(int have, int wanted) {
    return new Verdict(
        Rcode.NOERROR,
        ErrorCode.OTHER,
        "%d of %d secondaries have followed".formatted(have, wanted));
  }

  /** Whether it is a refusal of the zone's update policy. */
  public boolean isOfPolicy() {
    return rcode == Rcode.REFUSED && errorCode == ErrorCode.PROHIBITED;
  }

  static Verdict of(int rcode, int errorCode) {
    return new Verdict(rcode, errorCode, "");
  }

  /** What an evaluation by the writer comes to. */
  static Verdict of(Evaluation evaluation) {
    return switch (evaluation) {
      case Evaluation.Changed _, Evaluation.Unchanged _ -> DONE;
      case Evaluation.Refused refused ->
          new Verdict(refused.rcode(), refused.errorCode(), refused.reason());
    };
  }

  static Verdict of(UpdateFormatException fault) {
    return new Verdict(fault.rcode(), ErrorCode.OTHER, String.valueOf(fault.getMessage()));
  }

  static Verdict of(WireFormatException fault) {
    return new Verdict(Rcode.FORMERR, ErrorCode.OTHER, String.valueOf(fault.getMessage()));
  }
}
