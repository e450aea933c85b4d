package nomen.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import nomen.server.transport.OpenFiles;
import org.junit.jupiter.api.Test;

class ConnectionPlanTest {
  @Test
  void descriptorsAreLeftForFilesAndServers() {
    int possible = ConnectionPlan.possible(new OpenFiles(1024, 60), 20);
    assertEquals(
        1024
            - 60
            - 20
            - ConnectionPlan.KEPT_FOR_FILES
            - ConnectionPlan.KEPT_FOR_SERVERS
            - ConnectionPlan.KEPT_FOR_CONTROL
            - ConnectionPlan.KEPT_FOR_NEWCOMERS,
        possible);
  }

  @Test
  void lowLimitLeavesAQuarterToConnections() {
    assertEquals(64, ConnectionPlan.possible(new OpenFiles(256, 100), 20));
    assertEquals(1, ConnectionPlan.possible(new OpenFiles(0, 0), 0));
  }

  @Test
  void noLimitIsAnyNumber() {
    assertEquals(
        Integer.MAX_VALUE, ConnectionPlan.possible(new OpenFiles(Long.MAX_VALUE, 100), 20));
  }

  @Test
  void limitOfThisProcessIsKnownOnLinux() {
    OpenFiles now = OpenFiles.now();
    assertTrue(now.open() < now.limit());
  }
}
