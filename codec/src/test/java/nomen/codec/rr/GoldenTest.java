package nomen.codec.rr;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.net.URL;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Text, generic text and octets of the golden triples stand for each other. */
class GoldenTest {
  static List<Golden> goldens() {
    return Golden.all();
  }

  @Test
  void everyTypeHasGoldenTriplesAndNoOther() throws Exception {
    URL directory = GoldenTest.class.getResource("/golden/rr");
    String[] files = directory == null ? null : new File(directory.toURI()).list();
    assertTrue(files != null, "golden files are missing");
    Set<String> wanted =
        Golden.types().stream()
            .map(type -> type + ".txt")
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(wanted, new TreeSet<>(Arrays.asList(files)), () -> Path.of("golden/rr") + "");
    for (RRType type : Golden.types()) {
      assertTrue(!Golden.of(type).isEmpty(), type + " has no golden triple");
    }
  }

  @ParameterizedTest
  @MethodSource("goldens")
  void everyTextIsScanned(Golden golden) throws Exception {
    for (String text : golden.texts()) {
      assertArrayEquals(golden.octets(), Rdata.scan(golden.type(), text, null).toWire(), text);
    }
  }

  @ParameterizedTest
  @MethodSource("goldens")
  void octetsAreReadAndPrinted(Golden golden) throws Exception {
    Rdata rdata = Rdata.of(golden.type(), golden.octets());
    assertEquals(golden.text(), rdata.toString());
    assertEquals(golden.generic(), rdata.toGeneric());
    assertArrayEquals(golden.octets(), rdata.toWire());
  }

  @ParameterizedTest
  @MethodSource("goldens")
  void entriesMaySpanLinesAndHoldComments(Golden golden) throws Exception {
    String spread = "( ; " + golden.type() + "\n\t" + golden.generic().replace(" ", "\r\n ") + ")";
    assertArrayEquals(golden.octets(), Rdata.scan(golden.type(), spread, null).toWire(), spread);
  }
}
