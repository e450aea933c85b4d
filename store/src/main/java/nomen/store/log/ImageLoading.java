package nomen.store.log;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Reads images with several threads at once: one after another takes the next block of all, and the
 * one that reads the last block of an image puts the zone together.
 */
final class ImageLoading {
  /** The most octets that are worth no second thread. */
  private static final long SMALL_OCTETS = 4 * ZoneImage.BLOCK_OCTETS;

  private final List<ZoneImageReader> readers;
  private final ZoneImage[] images;

  /** The index of the first block of each image among those of all. */
  private final int[] firstBlock;

  private final int blocks;
  private final AtomicInteger nextBlock = new AtomicInteger();
  private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

  private ImageLoading(List<ZoneImageReader> readers) {
    this.readers = readers;
    images = new ZoneImage[readers.size()];
    firstBlock = new int[readers.size()];
    int count = 0;
    for (int i = 0; i < firstBlock.length; i++) {
      firstBlock[i] = count;
      count = Math.addExact(count, Math.max(1, readers.get(i).blocks()));
    }
    blocks = count;
  }

  /**
   * Reads images.
   *
   * @param threads the most threads that do it, the caller's among them
   * @return the images in the order of their readers
   */
  static List<ZoneImage> load(List<ZoneImageReader> readers, int threads) throws IOException {
    long octets = readers.stream().mapToLong(ZoneImageReader::sizeOctets).sum();
    return new ImageLoading(readers).run(octets <= SMALL_OCTETS ? 1 : threads);
  }

  private List<ZoneImage> run(int threads) throws IOException {
    List<Thread> more = new ArrayList<>();
    for (int i = 1; i < Math.min(threads, blocks); i++) {
      Thread thread = new Thread(this::readBlocks, "image-loading-" + i);
      thread.setDaemon(true);
      thread.start();
      more.add(thread);
    }
    readBlocks();
    for (Thread thread : more) {
      join(thread);
    }
    switch (failure.get()) {
      case null -> {}
      case IOException e -> throw e;
      case Exception e -> throw new IllegalStateException(e);
    }
    return List.of(images);
  }

  private static void join(Thread thread) throws IOException {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while images were read", e);
    }
  }

  private void readBlocks() {
    BlockBuffer buffer = new BlockBuffer();
    int image = 0;
    try {
      for (int next = nextBlock.getAndIncrement();
          next < blocks && failure.get() == null;
          next = nextBlock.getAndIncrement()) {
        while (image + 1 < firstBlock.length && firstBlock[image + 1] <= next) {
          image++;
        }
        ZoneImageReader reader = readers.get(image);
        if (reader.blocks() == 0 || reader.readBlock(next - firstBlock[image], buffer)) {
          images[image] = reader.finish();
        }
      }
    } catch (IOException | RuntimeException e) {
      failure.compareAndSet(null, e);
    }
  }
}
