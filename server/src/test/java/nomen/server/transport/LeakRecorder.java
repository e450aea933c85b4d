package nomen.server.transport;

import io.netty.util.ResourceLeakDetector;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Keeps the reports of lost buffers. Netty makes it, since the module's tests run with the property
 * {@code io.netty.customResourceLeakDetector} set to its name.
 *
 * @param <T> the kind of resource
 */
public final class LeakRecorder<T> extends ResourceLeakDetector<T> {
  private static final List<String> REPORTS = new CopyOnWriteArrayList<>();

  /** For Netty. */
  public LeakRecorder(Class<?> resourceType, int samplingInterval) {
    super(resourceType, samplingInterval);
  }

  /** For Netty, by an older signature; it ignores the last parameter itself. */
  public LeakRecorder(Class<?> resourceType, int samplingInterval, long maxActive) {
    this(resourceType, samplingInterval);
  }

  /** Takes what has been reported so far. */
  static List<String> takeReports() {
    List<String> reports = List.copyOf(REPORTS);
    REPORTS.clear();
    return reports;
  }

  @Override
  protected void reportTracedLeak(String resourceType, String records) {
    REPORTS.add(resourceType + records);
  }

  @Override
  protected void reportUntracedLeak(String resourceType) {
    REPORTS.add(resourceType);
  }

  @Override
  protected boolean needReport() {
    return true;
  }
}
