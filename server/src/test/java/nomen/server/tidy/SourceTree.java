package nomen.server.tidy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The project's own files.
 *
 * @param root the top folder
 * @param files all files that belong to the project, relative to the root, in order
 */
public record SourceTree(Path root, List<Path> files) {
  private static final Set<String> FOREIGN = Set.of("target", ".git", ".idea", ".vscode", "data");

  /** Finds the tree above the working folder, which Maven sets to the module's. */
  public static SourceTree find() {
    Path root = Path.of("").toAbsolutePath();
    while (root != null && !Files.exists(root.resolve("Makefile"))) {
      root = root.getParent();
    }
    if (root == null) {
      throw new AssertionError("no Makefile above " + Path.of("").toAbsolutePath());
    }
    List<Path> files = new ArrayList<>();
    try {
      Files.walkFileTree(root, new Collector(root, files));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    files.sort(null);
    return new SourceTree(root, List.copyOf(files));
  }

  /** The files whose name ends so. */
  public List<Path> ending(String suffix) {
    return files.stream().filter(file -> file.toString().endsWith(suffix)).toList();
  }

  /** A file's lines. */
  public List<String> lines(Path file) {
    try {
      return Files.readAllLines(root.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(file.toString(), e);
    }
  }

  /** A file's text. */
  public String text(Path file) {
    return String.join("\n", lines(file));
  }

  private static final class Collector extends SimpleFileVisitor<Path> {
    private final Path root;
    private final List<Path> files;

    Collector(Path root, List<Path> files) {
      this.root = root;
      this.files = files;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
      return FOREIGN.contains(String.valueOf(folder.getFileName()))
          ? FileVisitResult.SKIP_SUBTREE
          : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      files.add(root.relativize(file));
      return FileVisitResult.CONTINUE;
    }
  }
}
