package nomen.server.cli;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Consumer;
import nomen.server.logging.LogCategory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * The signals of a server: SIGHUP asks for a reload, and several that come while one is worked on
 * count as one; SIGTERM and SIGINT end it, as they end every JVM, and are remembered by name.
 *
 * <p>Java has no public way to signals; this one is found by its name, so that a Java without it
 * only has no SIGHUP.
 */
final class Signals {
  private static final Logger LOG = LogCategory.SERVER.logger();
  private static final String HANGUP = "HUP";
  private static final List<String> ENDING = List.of("TERM", "INT");

  private final BlockingQueue<String> hangUps = new ArrayBlockingQueue<>(1);
  private volatile @Nullable String ending;

  private Signals() {}

  /** Catches the signals from now on. */
  static Signals listen() {
    Signals signals = new Signals();
    try {
      signals.catchIt(HANGUP, signals.hangUps::offer, false);
      for (String name : ENDING) {
        signals.catchIt(name, signals::end, true);
      }
    } catch (ClassNotFoundException
        | NoSuchMethodException
        | InstantiationException
        | IllegalAccessException
        | InvocationTargetException e) {
      LOG.atWarn()
          .addKeyValue("reason", e)
          .log("signals cannot be caught here: use nomen reload instead of SIGHUP");
    }
    return signals;
  }

  private void end(String name) {
    ending = name;
  }

  /**
   * Has a signal call an action.
   *
   * @param then whether what the JVM does with the signal follows
   */
  private void catchIt(String name, Consumer<String> action, boolean then)
      throws ClassNotFoundException,
          NoSuchMethodException,
          InstantiationException,
          IllegalAccessException,
          InvocationTargetException {
    Class<?> signalClass = Class.forName("sun.misc.Signal");
    Class<?> handlerClass = Class.forName("sun.misc.SignalHandler");
    @Nullable Object[] before = new @Nullable Object[1];
    Object catcher =
        Proxy.newProxyInstance(
            Signals.class.getClassLoader(),
            new Class<?>[] {handlerClass},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "handle" -> {
                    action.accept(name);
                    if (then) {
                      handlerClass.getMethod("handle", signalClass).invoke(before[0], arguments);
                    }
                    yield null;
                  }
                  case "equals" -> proxy == arguments[0];
                  case "hashCode" -> System.identityHashCode(proxy);
                  default -> "SIG" + name;
                });
    before[0] =
        signalClass
            .getMethod("handle", signalClass, handlerClass)
            .invoke(null, signalClass.getConstructor(String.class).newInstance(name), catcher);
  }

  /** The signal that ends the process, null if it ends for another reason. */
  @Nullable String ending() {
    return ending;
  }

  /** Waits for the next SIGHUP. */
  void awaitHangUp() throws InterruptedException {
    hangUps.take();
  }
}
