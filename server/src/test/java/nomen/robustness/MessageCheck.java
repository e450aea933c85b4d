package nomen.robustness;

import java.io.IOException;

/**
 * Reads a response octet by octet by RFC 1035 section 4 and finds fault with all that a careful
 * client would: counts that do not match, pointers that do not point backwards, octets behind the
 * end. It shares no code with the server.
 */
final class MessageCheck {
  private static final int NAME_OCTETS = 255;
  private static final int RECORD_FIXED_OCTETS = 10;

  private final byte[] octets;
  private int position = 12;

  private MessageCheck(byte[] octets) {
    this.octets = octets;
  }

  /** Fails with the place and the rule when the octets are no well-formed response. */
  static void response(byte[] octets) throws IOException {
    MessageCheck check = new MessageCheck(octets);
    if (octets.length < 12) {
      throw check.fault("a header has 12 octets");
    }
    if ((octets[2] & 0x80) == 0) {
      throw check.fault("a response has QR set");
    }
    for (int i = check.u16(4); i > 0; i--) {
      check.name();
      check.skip(4);
    }
    int opts = 0;
    for (int i = check.u16(6) + check.u16(8) + check.u16(10); i > 0; i--) {
      check.name();
      int type = check.u16(check.need(RECORD_FIXED_OCTETS));
      opts += type == 41 ? 1 : 0;
      int length = check.u16(check.position + 8);
      check.skip(RECORD_FIXED_OCTETS + length);
    }
    if (check.position != octets.length) {
      throw check.fault("nothing follows the last record");
    }
    if (opts > 1) {
      throw check.fault("a message has one OPT record at most");
    }
  }

  /** Goes over a name; its octets without pointers are counted. */
  private void name() throws IOException {
    int at = position;
    int end = -1;
    int size = 0;
    while (true) {
      if (at >= octets.length) {
        throw fault("a name ends inside the message");
      }
      int length = octets[at] & 0xFF;
      if (length >= 0xC0) {
        int target = (length & 0x3F) << 8 | octets[Math.min(at + 1, octets.length - 1)] & 0xFF;
        if (at + 1 >= octets.length || target >= at || target < 12) {
          throw fault("a pointer points backwards to a name");
        }
        end = end < 0 ? at + 2 : end;
        at = target;
      } else if (length > 63) {
        throw fault("a label has 63 octets at most");
      } else {
        size += length + 1;
        at += length + 1;
        if (size > NAME_OCTETS) {
          throw fault("a name has 255 octets at most");
        }
        if (length == 0) {
          position = end < 0 ? at : end;
          return;
        }
      }
    }
  }

  private int need(int count) throws IOException {
    if (position + count > octets.length) {
      throw fault("a record ends inside the message");
    }
    return position;
  }

  private void skip(int count) throws IOException {
    position = need(count) + count;
  }

  private int u16(int at) {
    return (octets[at] & 0xFF) << 8 | octets[at + 1] & 0xFF;
  }

  private IOException fault(String rule) {
    return new IOException(
        "octet %d of %d: %s: %s"
            .formatted(position, octets.length, rule, java.util.HexFormat.of().formatHex(octets)));
  }
}
