package nomen.loadtest.cli;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import nomen.codec.edns.EdnsOption;
import nomen.loadtest.traffic.MessageOptions;
import nomen.loadtest.traffic.TrafficException;
import nomen.loadtest.traffic.file.KeyText;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What messages have beside their question or update. */
final class MessageFlags {
  @Option(
      names = {"-e", "--edns"},
      description = "Adds an OPT record (EDNS) to every message.")
  private boolean edns;

  @Option(
      names = {"-E", "--edns-option"},
      paramLabel = "CODE:HEX",
      description = "Adds an EDNS option to every message; may be given several times.")
  private List<String> ednsOptions = new ArrayList<>();

  @Option(
      names = {"-D", "--dnssec-ok"},
      description = "Sets the DO flag of EDNS.")
  private boolean dnssecOk;

  @Option(
      names = "--payload",
      paramLabel = "OCTETS",
      description = "UDP payload size that EDNS tells (${DEFAULT-VALUE}).")
  private int payloadOctets = MessageOptions.DEFAULT_PAYLOAD_OCTETS;

  @Option(
      names = "--no-recursion",
      description = "Clears the RD flag of queries, which is set otherwise, as dnsperf has it.")
  private boolean noRecursion;

  @Option(
      names = {"-y", "--key"},
      paramLabel = "[ALG:]NAME:SECRET",
      description =
          "Signs every message (TSIG). Algorithms: hmac-md5 (as dnsperf has it if none is given),"
              + " hmac-sha1, hmac-sha224, hmac-sha256, hmac-sha384, hmac-sha512. The secret is"
              + " base64.")
  private @Nullable String key;

  @Option(
      names = {"-k", "--key-file"},
      paramLabel = "FILE",
      description =
          "Signs with the key in this file: BIND's key statement, or what -y takes. Other users of"
              + " this machine can read a secret on a command line, as of -y.")
  private @Nullable Path keyFile;

  /** Whether any option is given that a message of a binary file or a capture cannot have. */
  boolean isAnyGiven() {
    return edns
        || dnssecOk
        || key != null
        || keyFile != null
        || !ednsOptions.isEmpty()
        || noRecursion;
  }

  /**
   * Makes the options.
   *
   * @throws IllegalArgumentException naming the option that is wrong
   * @throws TrafficException if the file of a key holds none
   */
  MessageOptions options() throws TrafficException {
    MessageOptions options = MessageOptions.PLAIN.withRecursionDesired(!noRecursion);
    if (edns || dnssecOk || !ednsOptions.isEmpty()) {
      TargetOptions.range("--payload", payloadOctets, 512, 65_535);
      List<EdnsOption> parsed = ednsOptions.stream().map(MessageFlags::ednsOption).toList();
      options = options.withEdns(payloadOctets, dnssecOk, parsed);
    }
    if (key != null && keyFile != null) {
      throw new IllegalArgumentException("-y and -k exclude each other");
    }
    if (keyFile != null) {
      options = options.withKey(KeyText.read(keyFile), InstantSource.system());
    }
    if (key != null) {
      try {
        options = options.withKey(MessageOptions.parseKey(key), InstantSource.system());
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException("-y: " + e.getMessage(), e);
      }
    }
    return options;
  }

  private static EdnsOption ednsOption(String text) {
    try {
      return MessageOptions.parseOption(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("-E: " + e.getMessage(), e);
    }
  }
}
