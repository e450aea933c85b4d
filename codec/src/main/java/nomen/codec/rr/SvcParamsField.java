package nomen.codec.rr;

import nomen.codec.text.SyntaxException;
import nomen.codec.wire.WireFormatException;
import nomen.codec.wire.WireReader;
import nomen.codec.wire.WireWriter;

/**
 * The parameters of SVCB and HTTPS, to the end of the rdata (RFC 9460 section 2.2):
 *
 * <pre>
 *   ( key 16 | octets of value 16 | value )*      keys ascending, none twice
 * </pre>
 *
 * <p>An alias (SvcPriority 0) may have parameters, which clients ignore (section 2.4.2).
 */
final class SvcParamsField extends RdataField {
  SvcParamsField(String name) {
    super(name);
  }

  @Override
  public String kind() {
    return "parameters, key=value";
  }

  @Override
  void check(WireReader from, int end) throws WireFormatException {
    int start = from.position();
    check(from.octets(), start, end);
    pass(from, end - start);
  }

  /** Checks all parameters: each on its own, their order, and what they say of each other. */
  void check(byte[] octets, int start, int end) throws WireFormatException {
    int previous = -1;
    int mandatory = -1;
    boolean alpn = false;
    int at = start;
    while (at < end) {
      if (end - at < 4) {
        throw malformed(at, "parameter cut short");
      }
      int code = Octets.u16(octets, at);
      int length = Octets.u16(octets, at + 2);
      if (code <= previous) {
        throw malformed(
            at,
            code == previous
                ? "key " + SvcParamKey.nameOf(code) + " is there twice"
                : "keys not in ascending order");
      }
      if (length > end - at - 4) {
        throw malformed(
            at + 2, "value of " + SvcParamKey.nameOf(code) + " runs past the end of the rdata");
      }
      SvcParamKey key = SvcParamKey.of(code);
      String broken =
          code == SvcParamKey.INVALID
              ? "reserved key"
              : key == null ? null : key.broken(octets, at + 4, at + 4 + length);
      if (broken != null) {
        throw malformed(at, SvcParamKey.nameOf(code) + ": " + broken);
      }
      mandatory = key == SvcParamKey.MANDATORY ? at : mandatory;
      alpn |= key == SvcParamKey.ALPN;
      if (key == SvcParamKey.NO_DEFAULT_ALPN && !alpn) {
        throw malformed(at, "no-default-alpn without alpn");
      }
      previous = code;
      at += 4 + length;
    }
    if (mandatory >= 0) {
      checkMandatory(octets, mandatory, end);
    }
  }

  private void checkMandatory(byte[] octets, int mandatory, int end) throws WireFormatException {
    int behind = mandatory + 4 + Octets.u16(octets, mandatory + 2);
    for (int i = mandatory + 4; i < behind; i += 2) {
      int wanted = Octets.u16(octets, i);
      int at = behind;
      while (at < end && Octets.u16(octets, at) != wanted) {
        at += 4 + Octets.u16(octets, at + 2);
      }
      if (at >= end) {
        throw malformed(i, "mandatory key " + SvcParamKey.nameOf(wanted) + " is missing");
      }
    }
  }

  @Override
  int length(byte[] rdata, int at, int end) {
    return end - at;
  }

  @Override
  void print(StringBuilder to, byte[] rdata, int at, int end) {
    SvcParamsText.print(to, rdata, at, end);
  }

  @Override
  void scan(RdataScanner in, WireWriter to) throws SyntaxException {
    int start = to.position();
    SvcParamsText.scan(in, name(), to);
    if (to.overflowed()) {
      return;
    }
    try {
      check(to.octets(), start, to.position());
    } catch (WireFormatException e) {
      throw in.error(name(), e.rule().substring(name().length() + 2));
    }
  }
}
