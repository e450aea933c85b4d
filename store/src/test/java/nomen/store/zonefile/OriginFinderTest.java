package nomen.store.zonefile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which zone a master file is of. */
class OriginFinderTest {
  private static @Nullable String find(String file, String text) {
    var name = OriginFinder.find(new TextFiles().file(file, text).opener(), Path.of(file));
    return name == null ? null : name.toString();
  }

  @Test
  void originDirective() {
    assertEquals("a.b.", find("x.zone", "; c\n$TTL 5\n$ORIGIN a.b.\n@ SOA x y 1 2 3 4 5"));
    assertEquals("x.", find("x.zone", "$ORIGIN a.b\n@ SOA x y 1 2 3 4 5"));
  }

  @Test
  void ownerOfTheSoa() {
    assertEquals("a.b.", find("x.zone", "$TTL 5\na.b. 5 IN SOA x y 1 2 3 4 5"));
    assertEquals("x.", find("x.zone", "$TTL 5\na.b. 5 IN NS x"));
    assertEquals("x.", find("x.zone", "@ SOA x y 1 2 3 4 5"));
    assertEquals("x.", find("x.zone", " SOA x y 1 2 3 4 5"));
    assertEquals("x.", find("x.zone", "\"broken\n"));
  }

  @Test
  void ownerOfTheSoaCountsMoreThanOriginDirective() {
    String soa = " SOA x y 1 2 3 4 5";
    assertEquals("example.com.", find("x", "$ORIGIN .\nexample.com" + soa));
    assertEquals("example.com.", find("x", "$ORIGIN com.\n$ORIGIN example\n@" + soa));
    assertEquals("b.", find("x", "$ORIGIN a.\nb." + soa));
    assertEquals("a.", find("x", "$ORIGIN a.\nb TXT x"));
    assertEquals(".", find("x", "$ORIGIN .\n@" + soa));
  }

  @Test
  void nameOfTheFile() {
    assertEquals("Example.com.", find("d/Example.com.zone", ""));
    assertEquals("example.com.", find("example.com.db", ""));
    assertEquals("example.com.", find("/etc/bind/db.example.com", ""));
    assertNull(find("example.com", ""));
    assertNull(find("a..b.zone", ""));
    assertNull(find(".zone", ""));
    assertNull(OriginFinder.find(new TextFiles().opener(), Path.of("nope")));
    assertEquals(
        "0/25.2.0.192.in-addr.arpa.", find("x", "0/25.2.0.192.in-addr.arpa. SOA a b 1 2 3 4 5"));
  }
}
