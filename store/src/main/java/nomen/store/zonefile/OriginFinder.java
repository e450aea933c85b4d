package nomen.store.zonefile;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Path;
import java.util.Locale;
import nomen.codec.name.Labels;
import nomen.codec.name.Name;
import nomen.codec.text.SyntaxException;
import nomen.codec.text.TokenScanner;
import nomen.codec.text.Tokenizer;
import org.jspecify.annotations.Nullable;

/**
 * Finds out which zone a master file is of when nobody says it. The first of these that is there:
 *
 * <ol>
 *   <li>the owner name of the first record, if that is a SOA: absolute, or relative to a $ORIGIN
 *       before it,
 *   <li>the first absolute $ORIGIN before the first record,
 *   <li>the file's name, without {@code .zone}, {@code .db} or {@code db.}: {@code
 *       example.com.zone} is of {@code example.com.}
 * </ol>
 */
public final class OriginFinder {
  /** The most entries looked at before the first record. */
  private static final int MAX_ENTRIES = 100;

  private OriginFinder() {}

  /**
   * The zone that a file on disk is of.
   *
   * @return null if neither what it holds nor its name says it
   */
  public static @Nullable Name find(Path file) {
    return find(RegularFile::open, file);
  }

  /** As the other, of a file that the opener opens. */
  public static @Nullable Name find(ZoneFileReader.Opener opener, Path file) {
    try (ReadableByteChannel channel = opener.open(file)) {
      Tokenizer tokenizer =
          new Tokenizer(
              file.toString(),
              (to, offset, length) -> channel.read(ByteBuffer.wrap(to, offset, length)));
      Name origin = inText(tokenizer);
      if (origin != null) {
        return origin;
      }
    } catch (IOException | SyntaxException e) {
      // Whoever reads the file next says what is wrong with it; its name may still tell the zone.
      return ofFileName(file);
    }
    return ofFileName(file);
  }

  /** The SOA's owner; if the file does not begin with a SOA, its first $ORIGIN. */
  private static @Nullable Name inText(Tokenizer tokenizer) throws SyntaxException {
    Name first = null;
    Name origin = null;
    for (int i = 0; i < MAX_ENTRIES && tokenizer.nextEntry(); i++) {
      if (tokenizer.blankOwner() || !tokenizer.next()) {
        break;
      }
      if (tokenizer.quoted() || tokenizer.octets()[tokenizer.start()] != '$') {
        Name owner = name(tokenizer, origin);
        return owner != null && isSoa(tokenizer) ? owner : first;
      }
      if (tokenizer.text().equalsIgnoreCase("$ORIGIN") && tokenizer.next()) {
        origin = name(tokenizer, origin);
        first = first == null ? origin : first;
      }
    }
    return first;
  }

  /** The name that the token stands for; null if it is relative and there is no origin. */
  private static @Nullable Name name(Tokenizer tokenizer, @Nullable Name origin) {
    byte[] wire = new byte[Labels.MAX_NAME_OCTETS];
    byte[] base = origin == null ? new byte[0] : origin.toWire();
    try {
      TokenScanner.owner(tokenizer, base, 0, base.length, wire, 0);
      return Name.ofWire(wire, 0);
    } catch (SyntaxException e) {
      return null;
    }
  }

  private static boolean isSoa(Tokenizer tokenizer) throws SyntaxException {
    while (tokenizer.next()) {
      String word = tokenizer.text().toUpperCase(Locale.ROOT);
      if (word.equals("SOA")) {
        return true;
      }
      if (!word.equals("IN") && !Character.isDigit(word.isEmpty() ? ' ' : word.charAt(0))) {
        return false;
      }
    }
    return false;
  }

  private static @Nullable Name ofFileName(Path file) {
    Path last = file.getFileName();
    String name = last == null ? "" : last.toString();
    String lower = name.toLowerCase(Locale.ROOT);
    if (lower.endsWith(".zone")) {
      name = name.substring(0, name.length() - 5);
    } else if (lower.endsWith(".db")) {
      name = name.substring(0, name.length() - 3);
    } else if (lower.startsWith("db.")) {
      name = name.substring(3);
    } else {
      return null;
    }
    try {
      return name.equals("@") ? null : Name.parse(name);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
