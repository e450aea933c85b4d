package nomen.store.zonefile;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A file that a zone was read from, as it was then.
 *
 * @param path as the reader opened it
 * @param sizeOctets its octets
 * @param modifiedNanos when it was changed last, in nanoseconds since 1970
 * @param digest SHA-256 of its content; zeros if it changed while it was read
 */
@SuppressWarnings("ArrayRecordComponent") // Compared and printed by content below.
public record SourceFile(Path path, long sizeOctets, long modifiedNanos, byte[] digest) {
  /** The octets of a digest. */
  public static final int DIGEST_OCTETS = 32;

  /** Checks the digest's size. */
  public SourceFile {
    if (digest.length != DIGEST_OCTETS) {
      throw new IllegalArgumentException("digest of " + digest.length + " octets");
    }
  }

  /** Whether size, time and content are the same. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SourceFile that
        && path.equals(that.path)
        && sizeOctets == that.sizeOctets
        && modifiedNanos == that.modifiedNanos
        && Arrays.equals(digest, that.digest);
  }

  @Override
  public int hashCode() {
    return 31 * path.hashCode() + Arrays.hashCode(digest);
  }

  @Override
  public String toString() {
    return path + " (" + sizeOctets + " octets, SHA-256 " + HexFormat.of().formatHex(digest) + ")";
  }
}
