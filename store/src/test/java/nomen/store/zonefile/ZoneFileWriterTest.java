package nomen.store.zonefile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import nomen.codec.name.Name;
import nomen.codec.rr.RRType;
import nomen.codec.rr.RRTypes;
import nomen.codec.rr.Rdata;
import nomen.store.zone.ZoneEditor;
import nomen.store.zone.ZoneSnapshot;
import org.junit.jupiter.api.Test;

/** What is printed is canonical, and is read back as the same zone. */
class ZoneFileWriterTest {
  private static ZoneSnapshot load(String text) {
    LoadedZone loaded = new TextFiles().file("z", text).load("z");
    assertNotNull(loaded.zone(), () -> loaded.findings().list().toString());
    return Objects.requireNonNull(loaded.zone());
  }

  @Test
  void oneRecordALineInCanonicalOrderSoaFirst() {
    String text =
        """
        $ORIGIN example.
        $TTL 1h
        z.a TXT "x;y" z ; comment
        a.Z 7 MX (10 A)
        @ NS Ns.other.
        @ SOA ns.other. h 1 2h 3 4 5
        @ A 192.0.2.1
        A AAAA 2001:DB8::1
        \\000\\..yA\\@ TYPE731 \\# 2 abcd
        *.z DSYNC CDS NOTIFY 5359 @
        """;
    assertEquals(
        """
        example. 3600 IN SOA ns.other. h.example. 1 7200 3 4 5
        example. 3600 IN A 192.0.2.1
        example. 3600 IN NS Ns.other.
        A.example. 3600 IN AAAA 2001:db8::1
        z.a.example. 3600 IN TXT "x;y" "z"
        \\000\\..yA\\@.example. 3600 IN TYPE731 \\# 2 ABCD
        *.z.example. 3600 IN TYPE66 \\# 14 003B0114EF076578616D706C6500
        a.Z.example. 7 IN MX 10 A.example.
        """,
        TextFiles.print(load(text)));
  }

  @Test
  void randomZonesAreReadBackTheSame() {
    for (int seed = 0; seed < 200; seed++) {
      ZoneSnapshot zone = randomZone(new Random(seed));
      String printed = TextFiles.print(zone);
      ZoneFileReaderResult again = read(printed, zone.origin());
      assertEquals(List.of(), again.findings, "seed " + seed);
      assertEquals(printed, TextFiles.print(again.zone), "seed " + seed);
      assertEquals(zone.recordCount(), again.zone.recordCount(), "seed " + seed);
    }
  }

  private record ZoneFileReaderResult(ZoneSnapshot zone, List<Finding> findings) {}

  /** Reads without the checks of the zone as a whole: random zones hardly pass those. */
  private static ZoneFileReaderResult read(String text, Name origin) {
    ZoneBuilder builder = new ZoneBuilder(origin);
    ZoneFileReader reader =
        new ZoneFileReader(new TextFiles().file("z", text).opener(), builder, octets -> {});
    builder.reportTo(reader);
    Findings findings = reader.read(Path.of("z"), origin);
    return new ZoneFileReaderResult(builder.build(), findings.list());
  }

  private static ZoneSnapshot randomZone(Random random) {
    Name origin = randomName(random, Name.ROOT);
    ZoneEditor editor = new ZoneEditor(origin);
    RRType[] types = {
      RRTypes.A, RRTypes.NS, RRTypes.MX, RRTypes.TXT, RRTypes.SRV, RRTypes.CAA, RRTypes.of(65_280)
    };
    int records = 1 + random.nextInt(40);
    for (int i = 0; i < records; i++) {
      Name owner = random.nextInt(4) == 0 ? origin : randomName(random, origin);
      RRType type = types[random.nextInt(types.length)];
      byte[] rdata = randomRdata(random, type, origin);
      editor.add(owner, type.code(), random.nextInt() & Integer.MAX_VALUE, rdata);
    }
    return editor.build();
  }

  private static byte[] randomRdata(Random random, RRType type, Name origin) {
    String name = randomName(random, origin).toString();
    String generic = "\\# 3 %06x".formatted(random.nextInt(1 << 24));
    String text =
        switch (type.mnemonic()) {
          case "A" -> "192.0.2." + random.nextInt(256);
          case "NS" -> name;
          case "MX" -> random.nextInt(65_536) + " " + name;
          case "SRV" -> "1 2 " + random.nextInt(65_536) + " " + name;
          case "TXT" -> quoted(random) + " " + quoted(random);
          case "CAA" -> random.nextInt(256) + " issue " + quoted(random);
          default -> generic;
        };
    return Rdata.parse(type, text).toWire();
  }

  private static String quoted(Random random) {
    StringBuilder text = new StringBuilder("\"");
    for (int i = random.nextInt(20); i > 0; i--) {
      text.append("\\%03d".formatted(random.nextInt(256)));
    }
    return text.append('"').toString();
  }

  private static Name randomName(Random random, Name origin) {
    Name name = origin;
    for (int i = 1 + random.nextInt(3); i > 0; i--) {
      byte[] label = new byte[1 + random.nextInt(random.nextInt(10) == 0 ? 60 : 6)];
      for (int k = 0; k < label.length; k++) {
        label[k] = (byte) (random.nextInt(4) == 0 ? random.nextInt(256) : 'A' + random.nextInt(60));
      }
      String text = new String(label, java.nio.charset.StandardCharsets.ISO_8859_1);
      if (name.length() + label.length + 1 <= 255) {
        name = name.child(text);
      }
    }
    return name;
  }
}
