package nomen.interop;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import nomen.conformance.subject.NomenSubject;
import nomen.conformance.subject.Serving;
import nomen.conformance.subject.Subject;
import nomen.conformance.subject.SubjectKind;
import nomen.crash.ServerProcess;

/** This server as its users run it: {@code nomen serve -c FILE}, a process of its own. */
record NomenProcess(ServerProcess process, List<InetSocketAddress> addresses) implements Subject {
  /** Starts a subject of any kind in a process of its own. */
  static Subject start(SubjectKind kind, Serving serving) throws IOException {
    return kind == SubjectKind.NOMEN ? start(serving, "") : kind.start(serving);
  }

  /**
   * Starts it and waits until it serves.
   *
   * @param zoneSettings TOML that stands in the table of each zone
   */
  static NomenProcess start(Serving serving, String zoneSettings) throws IOException {
    ServerProcess process =
        ServerProcess.start(NomenSubject.configuration(serving, "", zoneSettings));
    try {
      return new NomenProcess(process, process.awaitAddresses());
    } catch (IOException | RuntimeException failure) {
      process.close();
      throw failure;
    } catch (InterruptedException interrupted) {
      process.close();
      throw new IOException(interrupted);
    }
  }

  @Override
  public InetSocketAddress address() {
    return addresses.get(0);
  }

  @Override
  public InetSocketAddress address6() {
    return addresses.get(1);
  }

  /** Ends it by SIGTERM, which it is to survive in good order: it says so by its exit status. */
  @Override
  public void close() {
    try (process) {
      int status = process.stop();
      if (status != 0) {
        throw new IllegalStateException("it ended with " + status + ":\n" + process.output());
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
