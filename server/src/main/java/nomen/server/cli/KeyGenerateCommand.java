package nomen.server.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;
import nomen.codec.name.Name;
import nomen.codec.tsig.TsigAlgorithm;
import org.jspecify.annotations.Nullable;
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
    description =
        "Make a new key and print it, or write it to a file: for the server's key files and for"
            + " clients.")
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

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description =
          "Write the key to a new file that only you can read (mode 0600); a file that is there is"
              + " not overwritten. Without it, standard output.")
  private @Nullable Path output;

  KeyGenerateCommand() {
    this(new SecureRandom());
  }

  KeyGenerateCommand(RandomGenerator random) {
    this.random = random;
  }

  @Override
  public Integer call() throws IOException {
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
    Path file = output;
    if (file == null) {
      out.print(print(keyName, secret));
    } else {
      write(file, print(keyName, secret));
      out.println("key " + keyName + " written to " + file);
    }
    out.flush();
    return ExitCode.OK;
  }

  /** All of it or no file: one that is cut short would be a key that nobody has. */
  private static void write(Path file, String text) throws IOException {
    FileAttribute<Set<PosixFilePermission>> onlyOwner =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    FileChannel channel;
    try {
      channel =
          FileChannel.open(
              file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), onlyOwner);
    } catch (FileAlreadyExistsException e) {
      throw new IOException(file + ": exists already, and is not overwritten", e);
    } catch (NoSuchFileException e) {
      throw new IOException(file + ": there is no such folder", e);
    } catch (AccessDeniedException e) {
      throw new IOException(file + ": may not be written", e);
    }
    try (channel) {
      ByteBuffer octets = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
      while (octets.hasRemaining()) {
        channel.write(octets);
      }
      channel.force(true);
    } catch (IOException e) {
      Files.delete(file);
      throw new IOException(file + ": " + e.getMessage(), e);
    }
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
