package nomen.server.cli;

import java.io.PrintWriter;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;
import nomen.codec.name.Name;
import nomen.codec.tsig.TsigAlgorithm;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code nomen key generate}: prints a new key, for this server's files and for clients. */
@Command(
    name = "generate",
    description = "Print a new key: for a key file of the configuration, and for clients.")
final class KeyGenerateCommand implements Callable<Integer> {
  /** How a key is printed. */
  enum Format {
    /** As the configuration holds it. */
    TOML,
    /** As BIND, nsupdate and this server's key files take it. */
    BIND;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final RandomGenerator random;

  @Spec private CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "NAME",
      defaultValue = "nomen-key.",
      description = "The key's name, a domain name. Default: ${DEFAULT-VALUE}")
  private String name = "";

  @Option(
      names = "--algorithm",
      paramLabel = "ALGORITHM",
      defaultValue = "hmac-sha256",
      converter = AlgorithmConverter.class,
      description = "One of ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}")
  private TsigAlgorithm algorithm = TsigAlgorithm.HMAC_SHA256;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "toml",
      description = "One of ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}")
  private Format format = Format.TOML;

  KeyGenerateCommand() {
    this(new SecureRandom());
  }

  KeyGenerateCommand(RandomGenerator random) {
    this.random = random;
  }

  @Override
  public Integer call() {
    Name keyName;
    try {
      keyName = Name.parse(name);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "NAME: " + e.getMessage(), e);
    }
    // As long as the hash: less is weaker, and more is no better (RFC 8945 section 8).
    byte[] octets = new byte[algorithm.macOctets()];
    random.nextBytes(octets);
    String secret = Base64.getEncoder().encodeToString(octets);
    PrintWriter out = spec.commandLine().getOut();
    out.print(print(keyName, secret));
    out.flush();
    return ExitCode.OK;
  }

  private String print(Name keyName, String secret) {
    return switch (format) {
      case TOML ->
          """
          [[key]]
          name = "%s"
          algorithm = "%s"
          secret = "%s"
          """
              .formatted(keyName.toString().replace("\\", "\\\\"), algorithm, secret);
      case BIND ->
          """
          key "%s" {
          \talgorithm %s;
          \tsecret "%s";
          };
          """
              .formatted(keyName, algorithm, secret);
    };
  }

  /** By the name that files use. */
  static final class AlgorithmConverter implements ITypeConverter<TsigAlgorithm> {
    @Override
    public TsigAlgorithm convert(String text) {
      for (TsigAlgorithm algorithm : TsigAlgorithm.values()) {
        if (algorithm.toString().equals(text.toLowerCase(Locale.ROOT))) {
          return algorithm;
        }
      }
      throw new TypeConversionException("there is no algorithm " + text);
    }
  }
}
