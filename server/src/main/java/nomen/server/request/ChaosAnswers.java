package nomen.server.request;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import nomen.codec.message.MessageWriter;
import nomen.codec.message.Query;
import nomen.codec.message.Section;
import nomen.codec.name.Labels;
import nomen.codec.name.Name;
import nomen.server.config.ServerSettings;

/**
 * What the server says of itself in class CHAOS (RFC 4892): type TXT at {@code version.bind} and
 * {@code version.server}, {@code id.server} and {@code hostname.bind}. Only what is configured.
 */
final class ChaosAnswers {
  /** The class CHAOS (RFC 1035 section 3.2.4). */
  static final int CLASS_CH = 3;

  private static final int TYPE_TXT = 16;
  private static final int TYPE_ANY = 255;

  /** The most octets of a character-string (RFC 1035 section 3.3). */
  private static final int MAX_STRING_OCTETS = 255;

  /** By number: a name, and the RDATA that it has. */
  private final byte[][] names;

  private final byte[][] rdatas;

  ChaosAnswers(ServerSettings settings) {
    List<byte[]> foundNames = new ArrayList<>();
    List<byte[]> foundRdatas = new ArrayList<>();
    String version = settings.version();
    if (version != null) {
      byte[] rdata = rdata(version);
      foundNames.add(Name.parse("version.bind.").toWire());
      foundRdatas.add(rdata);
      foundNames.add(Name.parse("version.server.").toWire());
      foundRdatas.add(rdata);
    }
    String id = settings.id();
    if (id != null) {
      byte[] rdata = rdata(id);
      foundNames.add(Name.parse("id.server.").toWire());
      foundRdatas.add(rdata);
      foundNames.add(Name.parse("hostname.bind.").toWire());
      foundRdatas.add(rdata);
    }
    names = foundNames.toArray(byte[][]::new);
    rdatas = foundRdatas.toArray(byte[][]::new);
  }

  /** A TXT record's RDATA: as many character-strings as the text needs. */
  private static byte[] rdata(String text) {
    byte[] octets = text.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream rdata = new ByteArrayOutputStream();
    int at = 0;
    do {
      int length = Math.min(octets.length - at, MAX_STRING_OCTETS);
      rdata.write(length);
      rdata.write(octets, at, length);
      at += length;
    } while (at < octets.length);
    return rdata.toByteArray();
  }

  /**
   * Answers a question of class CHAOS.
   *
   * @return false if there is nothing to say to it
   */
  boolean answer(Query query, MessageWriter message) {
    if (query.qtype() != TYPE_TXT && query.qtype() != TYPE_ANY) {
      return false;
    }
    for (int i = 0; i < names.length; i++) {
      int length = names[i].length;
      if (query.qnameLength() == length
          && Labels.equalIgnoringCase(query.octets(), query.qnameOffset(), names[i], 0, length)) {
        message.section(Section.ANSWER);
        message.beginRecord(MessageWriter.QNAME_OFFSET, TYPE_TXT, CLASS_CH, 0);
        message.wire().writeOctets(rdatas[i]);
        message.endRecord();
        return true;
      }
    }
    return false;
  }
}
