package nomen.server.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netty.buffer.PooledByteBufAllocator;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Fails a test class after which a buffer of Netty's was never given back. */
public final class LeakCheck implements AfterAllCallback {
  private static final int COLLECTIONS = 3;

  /** The reports of buffers that were lost until now. */
  static List<String> lost() {
    List<String> reports = new ArrayList<>();
    for (int i = 0; i < COLLECTIONS; i++) {
      System.gc();
      // A lost buffer is reported when the next one is allocated.
      PooledByteBufAllocator.DEFAULT.directBuffer(1).release();
      reports.addAll(LeakRecorder.takeReports());
    }
    return reports;
  }

  @Override
  public void afterAll(ExtensionContext context) {
    assertEquals(List.of(), lost(), "buffers were lost");
  }
}
