package nomen.server.cli;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The signal SIGHUP, which asks for a reload. Several that come while one is worked on count as
 * one.
 *
 * <p>Java has no public way to signals; this one is found by its name, so that a Java without it
 * only has no SIGHUP.
 */
final class HangUp {
  private static final Logger LOG = LoggerFactory.getLogger(HangUp.class);

  private final BlockingQueue<HangUp> waiting = new ArrayBlockingQueue<>(1);

  private HangUp() {}

  /** Catches the signal from now on. */
  static HangUp listen() {
    HangUp hangUp = new HangUp();
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object catcher =
          Proxy.newProxyInstance(
              HangUp.class.getClassLoader(),
              new Class<?>[] {handler},
              (proxy, method, arguments) -> {
                if (method.getName().equals("handle")) {
                  hangUp.waiting.offer(hangUp);
                  return null;
                }
                return switch (method.getName()) {
                  case "equals" -> proxy == arguments[0];
                  case "hashCode" -> System.identityHashCode(proxy);
                  default -> "SIGHUP";
                };
              });
      signal
          .getMethod("handle", signal, handler)
          .invoke(null, signal.getConstructor(String.class).newInstance("HUP"), catcher);
    } catch (ClassNotFoundException
        | NoSuchMethodException
        | InstantiationException
        | IllegalAccessException
        | InvocationTargetException e) {
      LOG.warn("SIGHUP cannot be caught here; nomen reload does the same: {}", e.toString());
    }
    return hangUp;
  }

  /** Waits for the next signal. */
  void await() throws InterruptedException {
    waiting.take();
  }
}
