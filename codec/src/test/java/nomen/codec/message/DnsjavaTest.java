package nomen.codec.message;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import nomen.codec.edns.Edns;
import nomen.codec.name.Name;
import nomen.codec.rr.RRType;
import nomen.codec.rr.RRTypes;
import nomen.codec.rr.Rdata;
import nomen.codec.rr.ResourceRecord;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Record;

/**
 * dnsjava as an oracle: it reads what we write with the same meaning, and we read what it writes.
 *
 * <p>What it cannot express, and is left out here:
 *
 * <ul>
 *   <li>rdata of types that it checks otherwise than their RFCs, or writes in another form: GPOS,
 *       LOC, APL, WKS, ISDN, NSAP, IPSECKEY, SVCB. Rdata has oracles of its own; here are types of
 *       every shape that compression and section handling could confuse.
 *   <li>EDNS options after a round trip through its option classes: they are compared by the octets
 *       of the whole OPT record's rdata in the message that it writes.
 * </ul>
 */
class DnsjavaTest {
  private static final List<RRType> TYPES =
      List.of(
          RRTypes.A,
          RRTypes.NS,
          RRTypes.CNAME,
          RRTypes.SOA,
          RRTypes.PTR,
          RRTypes.MX,
          RRTypes.TXT,
          RRTypes.RP,
          RRTypes.AFSDB,
          RRTypes.AAAA,
          RRTypes.SRV,
          RRTypes.KX,
          RRTypes.DNAME,
          RRTypes.SSHFP,
          RRTypes.TLSA,
          RRTypes.of(65_280));

  private final MessageWriter writer = new MessageWriter();
  private final byte[] octets = new byte[65_535];

  private byte[] written(Message message) {
    return Arrays.copyOf(octets, message.write(writer, octets, octets.length));
  }

  private static void compare(Message ours, org.xbill.DNS.Message theirs) throws Exception {
    assertEquals(ours.id(), theirs.getHeader().getID());
    assertEquals(ours.opcode(), theirs.getHeader().getOpcode());
    assertEquals(ours.rcode(), theirs.getRcode());
    assertEquals(ours.has(Header.QR), theirs.getHeader().getFlag(Flags.QR));
    assertEquals(ours.has(Header.AA), theirs.getHeader().getFlag(Flags.AA));
    assertEquals(ours.has(Header.TC), theirs.getHeader().getFlag(Flags.TC));
    assertEquals(ours.has(Header.RD), theirs.getHeader().getFlag(Flags.RD));
    assertEquals(ours.has(Header.RA), theirs.getHeader().getFlag(Flags.RA));
    assertEquals(ours.has(Header.AD), theirs.getHeader().getFlag(Flags.AD));
    assertEquals(ours.has(Header.CD), theirs.getHeader().getFlag(Flags.CD));
    Question question = ours.questions().get(0);
    assertEquals(question.qname(), Name.ofWire(theirs.getQuestion().getName().toWire(), 0));
    assertEquals(question.qtype().code(), theirs.getQuestion().getType());
    assertEquals(question.qclass().code(), theirs.getQuestion().getDClass());
    compare(ours.answers(), theirs.getSection(org.xbill.DNS.Section.ANSWER));
    compare(ours.authorities(), theirs.getSection(org.xbill.DNS.Section.AUTHORITY));
    List<Record> additionals = theirs.getSection(org.xbill.DNS.Section.ADDITIONAL);
    compare(
        ours.additionals(),
        additionals.stream().filter(record -> !(record instanceof OPTRecord)).toList());
    compare(ours.edns(), theirs.getOPT());
  }

  private static void compare(List<ResourceRecord> ours, List<Record> theirs) throws Exception {
    assertEquals(ours.size(), theirs.size());
    for (int i = 0; i < ours.size(); i++) {
      ResourceRecord record = ours.get(i);
      Record their = theirs.get(i);
      assertEquals(record.owner(), Name.ofWire(their.getName().toWire(), 0));
      assertEquals(record.type().code(), their.getType());
      assertEquals(record.rrClass().code(), their.getDClass());
      assertEquals(record.ttlSeconds(), their.getTTL());
      if (record.rdata().length() > 0) {
        byte[] rdata = their.rdataToWireCanonical();
        // It folds the case of every name; ours folds where RFC 4034 says so.
        byte[] folded = foldedAsTheirs(record.rdata());
        assertEquals(
            Rdata.ofValid(record.type(), folded, 0, folded.length),
            Rdata.ofValid(record.type(), rdata, 0, rdata.length));
      }
    }
  }

  private static byte[] foldedAsTheirs(Rdata rdata) throws Exception {
    byte[] wire = rdata.toWire();
    Record record =
        Record.newRecord(
            org.xbill.DNS.Name.root, rdata.type().code(), DClass.IN, 0, wire.length, wire);
    return record.rdataToWireCanonical();
  }

  private static void compare(
      @org.jspecify.annotations.Nullable Edns ours,
      @org.jspecify.annotations.Nullable OPTRecord theirs) {
    assertEquals(ours != null, theirs != null);
    if (ours != null && theirs != null) {
      assertEquals(ours.udpPayloadSize(), theirs.getPayloadSize());
      assertEquals(ours.version(), theirs.getVersion());
      assertEquals(ours.flags(), theirs.getFlags());
      assertEquals(
          ours.options().stream().map(option -> option.code()).toList(),
          theirs.getOptions().stream().map(option -> option.getCode()).toList());
    }
  }

  @Test
  void bothReadWhatTheOtherWrites() throws Exception {
    GeneratedMessages generated = new GeneratedMessages(17, TYPES);
    for (int i = 0; i < 1_500; i++) {
      Message message =
          i % 4 == 0 ? generated.query() : i % 4 == 1 ? generated.update() : generated.response();
      if (message.has(Header.Z)) {
        // The reserved bit has no name in its flags.
        continue;
      }
      org.xbill.DNS.Message theirs = new org.xbill.DNS.Message(written(message));
      compare(message, theirs);
      assertEquals(message, MessageReader.read(theirs.toWire()));
    }
  }
}
