package nomen.codec.rr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * BIND's {@code named-compilezone} makes the same zone of generated rdata, whether it is given as
 * the text that we print or as octets. Skipped where that program is not installed.
 */
class NamedCompilezoneTest {
  private static final int ROUNDS = 40;

  /** Why a type is left out. */
  private static final Set<RRType> LEFT_OUT =
      Set.of(
          // Stands at the apex only.
          RRTypes.SOA,
          // BIND refuses to load these at all.
          RRTypes.MD,
          RRTypes.MF,
          RRTypes.SIG,
          // It wants a substitution in the regexp.
          RRTypes.NAPTR);

  @Test
  void bindSeesTheSameRecordsInTextAndOctets(@TempDir Path directory) throws Exception {
    assumeTrue(isInstalled(), "named-compilezone is not installed");
    StringBuilder texts = new StringBuilder(HEADER);
    StringBuilder generics = new StringBuilder(HEADER);
    int records = 0;
    for (RRType type : Golden.types()) {
      if (LEFT_OUT.contains(type)) {
        continue;
      }
      RdataGenerator generator = new RdataGenerator(type.code());
      for (int i = 0; i < ROUNDS; i++) {
        Rdata rdata = Rdata.of(type, generator.rdata(type));
        if (isRefusedByBind(rdata)) {
          continue;
        }
        String owner = "n" + i + "." + type.mnemonic() + " IN TYPE" + type.code() + " ";
        String ownerOfText = "n" + i + "." + type.mnemonic() + " IN " + type + " ";
        texts.append(ownerOfText).append(rdata).append('\n');
        generics.append(owner).append(rdata.toGeneric()).append('\n');
        records++;
      }
    }
    assertEquals(compile(directory, "generic", generics), compile(directory, "text", texts));
    assertTrue(records > 60 * ROUNDS, "records compared: " + records);
  }

  private static final String HEADER =
      """
      $ORIGIN example.
      $TTL 300
      @ IN SOA ns hostmaster 1 2 3 4 5
      @ IN NS ns
      ns IN A 192.0.2.1
      """;

  /** What our table lets pass and BIND does not. */
  private static boolean isRefusedByBind(Rdata rdata) {
    byte[] octets = rdata.toWire();
    return switch (rdata.type().mnemonic()) {
      // It wants four digits or more.
      case "X25" -> !rdata.toString().matches("\"[0-9]{4,}\"");
      case "KEY", "DNSKEY", "CDNSKEY" -> isPrivate(octets[3]);
      case "CERT" -> isPrivate(octets[4]);
      // It wants the owner, whose labels are counted, to lie below the signer.
      case "RRSIG" -> isPrivate(octets[2]) || octets[3] < rdata.name(18).labelCount();
      default -> false;
    };
  }

  /** It looks for the algorithm's name in the key or signature (RFC 4034 appendix A.1.1). */
  private static boolean isPrivate(byte algorithm) {
    return (algorithm & 0xff) == 253 || (algorithm & 0xff) == 254;
  }

  private static boolean isInstalled() throws InterruptedException {
    try {
      return run("named-compilezone", "-v").startsWith("9.");
    } catch (IOException e) {
      return false;
    }
  }

  private static List<String> compile(Path directory, String name, StringBuilder zone)
      throws Exception {
    Path in = directory.resolve(name + ".zone");
    Path out = directory.resolve(name + ".out");
    Files.writeString(in, zone, StandardCharsets.US_ASCII);
    String messages =
        run(
            "named-compilezone",
            "-i",
            "none",
            "-k",
            "ignore",
            "-n",
            "ignore",
            "-o",
            out.toString(),
            "example.",
            in.toString());
    assertTrue(Files.exists(out), messages);
    // Its comments say when it would sign again, to the second in which it ran.
    return Files.readAllLines(out, StandardCharsets.ISO_8859_1).stream()
        .filter(line -> !line.startsWith(";"))
        .toList();
  }

  private static String run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    if (!process.waitFor(30, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
    return output;
  }
}
