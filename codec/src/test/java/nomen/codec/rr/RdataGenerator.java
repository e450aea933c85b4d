package nomen.codec.rr;

import java.util.Random;
import nomen.codec.wire.WireWriter;

/** Makes valid rdata of any type from a seed. */
public final class RdataGenerator {
  private final Random random;

  /** The same seed makes the same rdata. */
  public RdataGenerator(long seed) {
    random = new Random(seed);
  }

  /** Uncompressed wire format. */
  public byte[] rdata(RRType type) {
    WireWriter to = new WireWriter(65_535);
    for (RdataField field : type.fields()) {
      generate(field, to);
    }
    return to.toOctets();
  }

  private void generate(RdataField field, WireWriter to) {
    switch (field) {
      case IntegerField f -> octets(f.octets(), to);
      case TypeField f -> octets(2, to);
      case TimestampField f -> octets(4, to);
      case Ipv4Field f -> octets(4, to);
      case Ipv6Field f -> sparseOctets(16, to);
      case LocatorField f -> octets(8, to);
      case EuiField f -> octets(f.octets(), to);
      case NsapField f -> octets(1 + random.nextInt(30), to);
      case GenericField f -> octets(random.nextInt(40), to);
      case TextField f -> octets(f.minimum() + random.nextInt(300), to);
      case NameField f -> name(to);
      case StringField f -> {
        if (!f.isOptional() || random.nextBoolean()) {
          string(to);
        }
      }
      case StringsField f -> {
        for (int i = random.nextInt(4); i >= 0; i--) {
          string(to);
        }
      }
      case CaaTagField f -> {
        int length = 1 + random.nextInt(20);
        to.writeU8(length);
        for (int i = 0; i < length; i++) {
          to.writeU8("abcXYZ0189".charAt(random.nextInt(10)));
        }
      }
      case BinaryField f -> {
        int length = f.minimum() + random.nextInt(40);
        if (f.isCounted()) {
          to.writeU8(length);
        }
        octets(length, to);
      }
      case KeyField f -> {
        boolean none = (to.octets()[to.position() - 4] & 0xc0) == 0xc0;
        octets(none ? 0 : 1 + random.nextInt(40), to);
      }
      case DigestField f -> {
        int expected = f.expected(to.octets()[to.position() - 1] & 0xff);
        octets(expected == 0 ? f.minimum() + random.nextInt(40) : expected, to);
      }
      case BitmapField f -> bitmap(to);
      case GatewayField f -> {
        int type = random.nextInt(4);
        to.writeU8(type);
        octets(1, to);
        target(type, to);
      }
      case RelayField f -> {
        int type = random.nextInt(5);
        to.writeU8(type | random.nextInt(2) << 7);
        if (type == 4) {
          octets(random.nextInt(9), to);
        } else {
          target(type, to);
        }
      }
      case HipField f -> {
        int hit = 1 + random.nextInt(30);
        int key = 1 + random.nextInt(80);
        to.writeU8(hit);
        octets(1, to);
        to.writeU16(key);
        octets(hit + key, to);
        for (int i = random.nextInt(3); i > 0; i--) {
          name(to);
        }
      }
      case LocField f -> {
        to.writeU8(0);
        for (int i = 0; i < 3; i++) {
          int mantissa = random.nextInt(10);
          to.writeU8(mantissa << 4 | (mantissa == 0 ? 0 : random.nextInt(10)));
        }
        to.writeU32((int) ((1L << 31) + random.nextInt(-324_000_000, 324_000_001)));
        to.writeU32((int) ((1L << 31) + random.nextInt(-648_000_000, 648_000_001)));
        octets(4, to);
      }
      case AplField f -> apl(to);
      case WksField f -> {
        octets(1, to);
        octets(random.nextInt(20), to);
      }
      case SvcParamsField f -> new SvcParamsGenerator(random).generate(to);
    }
  }

  private void target(int type, WireWriter to) {
    switch (type) {
      case 0 -> {}
      case 1 -> octets(4, to);
      case 2 -> sparseOctets(16, to);
      default -> name(to);
    }
  }

  private void octets(int count, WireWriter to) {
    for (int i = 0; i < count; i++) {
      to.writeU8(random.nextInt(256));
    }
  }

  private void sparseOctets(int count, WireWriter to) {
    for (int i = 0; i < count; i += 2) {
      to.writeU16(random.nextBoolean() ? 0 : random.nextInt(65_536));
    }
  }

  private void string(WireWriter to) {
    int length = random.nextInt(5) == 0 ? 255 : random.nextInt(20);
    to.writeU8(length);
    for (int i = 0; i < length; i++) {
      to.writeU8(random.nextBoolean() ? 'a' + random.nextInt(26) : random.nextInt(256));
    }
  }

  private void name(WireWriter to) {
    int room = random.nextInt(10) == 0 ? 254 : random.nextInt(60);
    while (room > 1) {
      int length = 1 + random.nextInt(Math.min(63, room - 1));
      to.writeU8(length);
      for (int i = 0; i < length; i++) {
        boolean plain = random.nextInt(8) > 0;
        to.writeU8(plain ? "abcDEF-019".charAt(random.nextInt(10)) : random.nextInt(256));
      }
      room -= length + 1;
    }
    to.writeU8(0);
  }

  private void bitmap(WireWriter to) {
    int window = random.nextInt(3);
    do {
      int length = 1 + random.nextInt(32);
      to.writeU8(window);
      to.writeU8(length);
      octets(length - 1, to);
      to.writeU8(1 + random.nextInt(255));
      window += 1 + random.nextInt(200);
    } while (window < 256);
  }

  private void apl(WireWriter to) {
    for (int i = random.nextInt(4); i > 0; i--) {
      int family = 1 + random.nextInt(2);
      int size = family == 1 ? 4 : 16;
      int length = random.nextInt(size + 1);
      to.writeU16(family);
      to.writeU8(random.nextInt(8 * size + 1));
      to.writeU8(length | random.nextInt(2) << 7);
      if (length > 0) {
        octets(length - 1, to);
        to.writeU8(1 + random.nextInt(255));
      }
    }
  }
}
