package nomen.server.cli;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.InstantSource;
import nomen.codec.name.Name;
import nomen.server.LoadingLine;
import nomen.server.storage.ZoneFileOpener;
import nomen.store.zonefile.LoadedZone;
import nomen.store.zonefile.OriginFinder;
import nomen.store.zonefile.ZoneLoader;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** The master file that a command is about, and the options that say how to read it. */
final class ZoneFile {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Parameters(paramLabel = "FILE", description = "The master file.")
  private Path file;

  @Option(
      names = {"-o", "--origin"},
      paramLabel = "NAME",
      converter = NameConverter.class,
      description =
          "The zone's apex; without it, the owner of the SOA, an absolute $$ORIGIN or the file's"
              + " name tells.")
  private @Nullable Name origin;

  /** Loads the zone; shows progress on a terminal. */
  LoadedZone load() {
    requireReadable();
    Name apex = origin == null ? OriginFinder.find(ZoneFileOpener::open, file) : origin;
    if (apex == null) {
      throw new ParameterException(
          command.commandLine(), "neither " + file + " nor its name says its origin: use --origin");
    }
    try (LoadingLine line =
        new LoadingLine(command.commandLine().getErr(), Terminal.isAttached(), apex)) {
      return new ZoneLoader(ZoneFileOpener::open, line, InstantSource.system()).load(file, apex);
    }
  }

  /** Otherwise a file's name could tell its zone although there is no file. */
  private void requireReadable() {
    try {
      ZoneFileOpener.open(file).close();
    } catch (IOException e) {
      String why = e instanceof NoSuchFileException ? "no such file" : e.getMessage();
      throw new ParameterException(command.commandLine(), file + ": cannot be opened: " + why);
    }
  }

  /** Makes a name of an argument. */
  static final class NameConverter implements picocli.CommandLine.ITypeConverter<Name> {
    @Override
    public Name convert(String text) {
      try {
        return Name.parse(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException("'" + text + "' is not a name: " + e.getMessage());
      }
    }
  }
}
