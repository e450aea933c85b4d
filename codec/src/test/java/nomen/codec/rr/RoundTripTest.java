package nomen.codec.rr;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import nomen.codec.name.NameCompressor;
import nomen.codec.wire.WireReader;
import nomen.codec.wire.WireWriter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Generated rdata of every type goes through every form and comes back. */
class RoundTripTest {
  private static final int ROUNDS = 2_000;

  static List<RRType> types() {
    return Golden.types();
  }

  @ParameterizedTest
  @MethodSource("types")
  void textAndGenericTextComeBackAsTheSameOctets(RRType type) throws Exception {
    RdataGenerator generator = new RdataGenerator(type.code());
    for (int i = 0; i < ROUNDS; i++) {
      byte[] octets = generator.rdata(type);
      Rdata rdata = Rdata.of(type, octets);
      String text = rdata.toString();
      Rdata scanned = Rdata.scan(type, text, null);
      assertArrayEquals(octets, scanned.toWire(), text);
      assertEquals(text, scanned.toString());
      assertArrayEquals(octets, Rdata.scan(type, rdata.toGeneric(), null).toWire());
    }
  }

  @ParameterizedTest
  @MethodSource("types")
  void canonicalFormIsItsOwnAndEqual(RRType type) throws Exception {
    RdataGenerator generator = new RdataGenerator(type.code() + 1L);
    for (int i = 0; i < ROUNDS / 4; i++) {
      Rdata rdata = Rdata.of(type, generator.rdata(type));
      Rdata canonical = Rdata.of(type, rdata.toCanonical());
      assertArrayEquals(canonical.toWire(), canonical.toCanonical());
      assertEquals(rdata, canonical);
      assertEquals(rdata.hashCode(), canonical.hashCode());
      assertEquals(0, rdata.compareTo(canonical));
    }
  }

  @ParameterizedTest
  @MethodSource("types")
  void messagesCompressAndDecompress(RRType type) throws Exception {
    RdataGenerator generator = new RdataGenerator(type.code() + 2L);
    NameCompressor names = new NameCompressor();
    WireWriter message = new WireWriter(65_535);
    for (int i = 0; i < ROUNDS / 10; i++) {
      names.reset();
      message.reset(65_535);
      message.writeU64(0);
      message.writeU32(0);
      Rdata first = Rdata.of(type, generator.rdata(type));
      Rdata second = Rdata.of(type, generator.rdata(type));
      first.write(message, names);
      second.write(message, names);
      first.write(message, names);
      WireReader reader = new WireReader(message.octets(), 0, message.position());
      reader.skip(12, "header");
      assertEquals(first, Rdata.read(reader, type, reader.readU16("RDLENGTH")));
      assertEquals(second, Rdata.read(reader, type, reader.readU16("RDLENGTH")));
      assertEquals(first, Rdata.read(reader, type, reader.readU16("RDLENGTH")));
      assertEquals(0, reader.remaining());
    }
  }
}
