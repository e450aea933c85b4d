package nomen.codec.rr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import nomen.codec.wire.WireFormatException;
import nomen.codec.wire.WireReader;
import nomen.codec.wire.WireWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Octets that are no rdata are refused with an error that names the type and the field. */
class MalformedRdataTest {
  static List<RRType> types() {
    return Golden.types();
  }

  /** What is cut short is either refused or, where the last field may be shorter, read whole. */
  @ParameterizedTest
  @MethodSource("types")
  void cutShortAnywhere(RRType type) {
    RdataGenerator generator = new RdataGenerator(type.code());
    for (int i = 0; i < 15; i++) {
      byte[] octets = generator.rdata(type);
      for (int length = 0; length < octets.length; length++) {
        refusedOrWhole(type, Arrays.copyOf(octets, length));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("types")
  void fixedFieldsCutShortAreRefused(RRType type) {
    int fixed = 0;
    for (RdataField field : type.fields()) {
      fixed +=
          switch (field) {
            case IntegerField f -> f.octets();
            case TypeField f -> 2;
            case TimestampField f -> 4;
            case Ipv4Field f -> 4;
            case Ipv6Field f -> 16;
            case LocatorField f -> 8;
            case EuiField f -> f.octets();
            case LocField f -> 16;
            case NameField f -> 1;
            default -> 0;
          };
    }
    for (int length = 0; length < fixed; length++) {
      byte[] octets = new byte[length];
      assertThrows(WireFormatException.class, () -> Rdata.of(type, octets), type + " " + length);
    }
  }

  @ParameterizedTest
  @MethodSource("types")
  void octetsTooManyAreRefused(RRType type) {
    List<RdataField> fields = type.fields();
    boolean open =
        switch (fields.get(fields.size() - 1)) {
          case IntegerField f -> false;
          case NameField f -> false;
          case Ipv4Field f -> false;
          case Ipv6Field f -> false;
          case LocatorField f -> false;
          case EuiField f -> false;
          case LocField f -> false;
          default -> true;
        };
    RdataGenerator generator = new RdataGenerator(type.code());
    for (int i = 0; i < 100; i++) {
      byte[] octets = generator.rdata(type);
      byte[] longer = Arrays.copyOf(octets, octets.length + 1);
      if (open) {
        refusedOrWhole(type, longer);
      } else {
        WireFormatException e =
            assertThrows(WireFormatException.class, () -> Rdata.of(type, longer));
        assertTrue(e.rule().startsWith(type + " rdata: 1 octets too many"), e.rule());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("types")
  void anyOctetsAreRefusedOrReadWhole(RRType type) {
    Random random = new Random(type.code());
    for (int i = 0; i < 5_000; i++) {
      byte[] octets = new byte[random.nextInt(i % 100 == 0 ? 600 : 40)];
      random.nextBytes(octets);
      if (i % 2 == 0) {
        for (int j = 0; j < octets.length; j++) {
          octets[j] &= 3;
        }
      }
      refusedOrWhole(type, octets);
    }
  }

  @ParameterizedTest
  @MethodSource("types")
  void mutationsAreRefusedOrReadWhole(RRType type) {
    RdataGenerator generator = new RdataGenerator(type.code());
    Random random = new Random(type.code());
    for (int i = 0; i < 2_000; i++) {
      byte[] octets = generator.rdata(type);
      for (int j = random.nextInt(3); j >= 0 && octets.length > 0; j--) {
        octets[random.nextInt(octets.length)] = (byte) random.nextInt(256);
      }
      refusedOrWhole(type, octets);
    }
  }

  /** Reads from the middle of a message, where more octets follow and pointers can be followed. */
  @ParameterizedTest
  @MethodSource("types")
  void rdlengthBoundsTheRdata(RRType type) {
    Random random = new Random(type.code());
    byte[] message = new byte[300];
    WireWriter to = new WireWriter(65_535);
    for (int i = 0; i < 5_000; i++) {
      random.nextBytes(message);
      for (int j = 0; j < 20; j++) {
        message[random.nextInt(300)] = (byte) 0xc0;
      }
      WireReader reader = new WireReader(message);
      int at = 12 + random.nextInt(200);
      int length = random.nextInt(60);
      reader.position(at);
      try {
        RdataReader.read(reader, type, length, to.reset(65_535));
        assertEquals(at + length, reader.position());
      } catch (WireFormatException e) {
        assertTrue(e.rule().startsWith(type + " "), e.rule());
        assertTrue(e.offset() >= 0 && e.offset() <= message.length, e.getMessage());
      }
    }
  }

  private static void refusedOrWhole(RRType type, byte[] octets) {
    try {
      Rdata rdata = Rdata.of(type, octets);
      assertEquals(octets.length, rdata.length());
      // What was let in can be printed, and means the same when it is scanned.
      Rdata scanned = Rdata.parse(type, rdata.toString());
      assertEquals(rdata, scanned, rdata::toString);
    } catch (WireFormatException e) {
      assertTrue(e.rule().startsWith(type + " "), e.rule());
      assertTrue(e.rule().contains(": "), e.rule());
      assertTrue(e.offset() >= 0 && e.offset() <= octets.length, e.getMessage());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "A     | c00002         | octet 0: A address: needs 4 octets, has 3",
        "A     | c000020100     | octet 4: A rdata: 1 octets too many",
        "MX    | 00             | octet 0: MX preference: needs 2 octets, has 1",
        "MX    | 000a           | octet 2: MX exchange: name runs past the end of the rdata",
        "MX    | 000ac000       | octet 2: MX exchange: compression is not allowed here",
        "MX    | 000a40         | octet 2: MX exchange: label type other than 00",
        "SRV   | 000000000000c0 | octet 6: SRV target: compression is not allowed here",
        "KX    | 0000c000       | octet 2: KX exchanger: compression is not allowed here",
        "DNAME | c000           | octet 0: DNAME target: compression is not allowed here",
        "TXT   | ''             | octet 0: TXT txt-data: character-string runs past the end of the"
            + " rdata",
        "TXT   | 0261           | octet 0: TXT txt-data: character-string runs past the end of the"
            + " rdata",
        "NSEC  | 00             | octet 1: NSEC type bit maps: empty",
        "NSEC  | 00000100       | octet 3: NSEC type bit maps: bitmap ends with a zero octet",
        "NSEC  | 00010101000101 | octet 4: NSEC type bit maps: windows not in ascending order",
        "NSEC  | 000000         | octet 1: NSEC type bit maps: window cut short",
        "NSEC  | 00002100       | octet 2: NSEC type bit maps: bitmap of other than 1 to 32 octets",
        "DS    | 00010801aa     | octet 4: DS digest: digest of kind 1 has other than 20 octets",
        "ZONEMD| 000000010101aa | octet 6: ZONEMD digest: digest of kind 1 has other than 48"
            + " octets",
        "CAA   | 000061         | octet 1: CAA tag: empty",
        "CAA   | 00012d61       | octet 2: CAA tag: octet other than a letter or digit",
        "URI   | 00000000       | octet 4: URI target: empty",
        "LOC   | 01000000000000000000000000000000 | octet 0: LOC version: other than 0",
        "LOC   | 00a00000000000000000000000000000 | octet 1: LOC size: digit over 9",
        "LOC   | 00000000000000000000000000000000 | octet 4: LOC latitude: over 90 degrees",
        "APL   | 00030000       | octet 0: APL prefixes: address family other than 1 and 2",
        "APL   | 00012100       | octet 2: APL prefixes: prefix longer than the address",
        "APL   | 000120020a00   | octet 5: APL prefixes: address ends with a zero octet",
        "IPSECKEY | 0a0400      | octet 1: IPSECKEY gateway type: over 3",
        "IPSECKEY | 0a03        | octet 2: IPSECKEY algorithm: needs 1 octets, has 0",
        "HIP   | 00010001aa     | octet 0: HIP HIT: empty",
        "HIP   | 01010000aa     | octet 2: HIP public key: empty",
        "NSEC3 | 0100000000 00  | octet 5: NSEC3 next hashed owner name: fewer octets than 1",
      })
  void errorsNameTypeFieldAndPlace(String type, String hex, String message) {
    byte[] octets = java.util.HexFormat.of().parseHex(hex.replace(" ", ""));
    RRType known = java.util.Objects.requireNonNull(RRTypes.parse(type));
    WireFormatException e = assertThrows(WireFormatException.class, () -> Rdata.of(known, octets));
    assertEquals(message, e.getMessage());
  }

  @Test
  void rdlengthBeyondTheMessage() {
    WireReader reader = new WireReader(new byte[3]);
    WireFormatException e =
        assertThrows(WireFormatException.class, () -> Rdata.read(reader, RRTypes.A, 4));
    assertEquals("octet 0: A rdata: runs past the end of the message", e.getMessage());
  }
}
