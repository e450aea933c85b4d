package nomen.server.transport;

import io.netty.channel.EventLoop;
import java.util.concurrent.RejectedExecutionException;

/** Gives work to an event loop from any thread. */
final class LoopTasks {
  private LoopTasks() {}

  /** Runs a task on the loop's thread; returns false if the loop has ended. */
  static boolean run(EventLoop loop, Runnable task) {
    if (loop.inEventLoop()) {
      task.run();
      return true;
    }
    try {
      loop.execute(task);
      return true;
    } catch (RejectedExecutionException e) {
      return false;
    }
  }
}
