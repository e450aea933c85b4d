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
    return post(loop, task);
  }

  /** Runs a task later, also if this is the loop's thread; returns false if the loop has ended. */
  static boolean post(EventLoop loop, Runnable task) {
    try {
      loop.execute(task);
      return true;
    } catch (RejectedExecutionException e) {
      return false;
    }
  }
}
