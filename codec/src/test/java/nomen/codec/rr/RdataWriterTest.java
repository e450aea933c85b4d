package nomen.codec.rr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HexFormat;
import nomen.codec.name.Name;
import nomen.codec.name.NameCompressor;
import nomen.codec.wire.WireReader;
import nomen.codec.wire.WireWriter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** RFC 3597 section 4: which names of rdata are compressed in messages. */
class RdataWriterTest {
  private final WireWriter message = new WireWriter(512);
  private final NameCompressor names = new NameCompressor();

  @BeforeEach
  void beginWithAQuestion() {
    message.reset(512);
    names.reset();
    message.writeOctets(new byte[12]);
    byte[] question = Name.parse("example.com.").toWire();
    names.write(message, question, 0);
  }

  private String written(RRType type, String text) {
    int start = message.position();
    Rdata.parse(type, text).write(message, names);
    return HexFormat.of().formatHex(message.octets(), start, message.position());
  }

  @Test
  void namesOfRfc1035AreCompressed() {
    assertEquals(
        "0009" + "000a" + "046d61696c" + "c00c", written(RRTypes.MX, "10 mail.example.com."));
    assertEquals("0004" + "0014" + "c01d", written(RRTypes.MX, "20 MAIL.example.com."));
    assertEquals(
        "0018" + "c01d" + "c00c" + "00000001000000020000000300000004" + "00000005",
        written(RRTypes.SOA, "mail.example.com. example.com. 1 2 3 4 5"));
    assertEquals("0001" + "00", written(RRTypes.NS, "."));
  }

  @Test
  void otherNamesAreNot() {
    assertEquals(
        "0013" + "000100020003" + "076578616d706c6503636f6d00",
        written(RRTypes.SRV, "1 2 3 example.com."));
    assertEquals("000d" + "076578616d706c6503636f6d00", written(RRTypes.DNAME, "example.com."));
  }

  @Test
  void whatIsNotInRfc1035IsDecompressedAllTheSame() throws Exception {
    int start = message.position();
    message.writeOctets(HexFormat.of().parseHex("000100020003c00c"));
    WireReader reader = new WireReader(message.octets(), 0, message.position());
    reader.position(start);
    assertEquals("1 2 3 example.com.", Rdata.read(reader, RRTypes.SRV, 8).toString());
    assertEquals(0, reader.remaining());
  }

  @Test
  void whatDoesNotFitOverflows() {
    int start = message.position();
    message.limit(start + 10);
    written(RRTypes.MX, "10 mail.example.com.");
    assertTrue(message.overflowed());
    message.rollback(start);
    names.rollback(start);
    message.limit(512);
    assertEquals("0009000a046d61696cc00c", written(RRTypes.MX, "10 mail.example.com."));
  }

  @Test
  void emptyRdataIsWrittenAsItIs() {
    int start = message.position();
    RdataWriter.write(message, names, RRTypes.MX, new byte[0], 0, 0);
    assertEquals("0000", HexFormat.of().formatHex(message.octets(), start, message.position()));
  }
}
