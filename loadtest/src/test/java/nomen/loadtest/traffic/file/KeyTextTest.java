package nomen.loadtest.traffic.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import nomen.codec.tsig.TsigAlgorithm;
import nomen.codec.tsig.TsigKey;
import nomen.loadtest.traffic.TrafficException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyTextTest {
  private static final String SECRET = "ab//cdab//cdab//cdab//cd";

  @TempDir private Path folder;

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("k"), text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "key \"dhcp.example\" {\n\talgorithm hmac-sha256;\n\tsecret \"" + SECRET + "\";\n};\n",
        "# made today\nkey dhcp.example. { // here\n secret \""
            + SECRET
            + "\"; /* \n */ algorithm \"hmac-sha256\"; };",
        "hmac-sha256:dhcp.example:" + SECRET + "\n"
      })
  void aKeyIsReadInEachForm(String text) throws Exception {
    TsigKey key = KeyText.read(file(text));
    assertEquals("dhcp.example.", key.name().toString());
    assertEquals(TsigAlgorithm.HMAC_SHA256, key.algorithm());
    assertArrayEquals(Base64.getDecoder().decode(SECRET), key.copySecret());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "key x { algorithm hmac-sha256; };",
        "key x { algorithm hmac-sha256; secret \"" + SECRET + "\" };",
        "key x { algorithm hmac-sha256; secret \"" + SECRET + "\"; port 5; };",
        "key x { algorithm none; secret \"" + SECRET + "\"; };",
        "key x { algorithm hmac-sha256; secret \"" + SECRET + "\"; }; key y {};"
      })
  void whatIsNoKeyIsRefusedWithoutItsSecret(String text) throws IOException {
    Path file = file(text);
    TrafficException refused = assertThrows(TrafficException.class, () -> KeyText.read(file));
    assertFalse(refused.getMessage().contains(SECRET), refused.getMessage());
  }

  @Test
  void aMissingFileIsNamed() {
    Path missing = folder.resolve("missing");
    assertEquals(
        missing.toString(),
        assertThrows(TrafficException.class, () -> KeyText.read(missing)).file());
  }
}
