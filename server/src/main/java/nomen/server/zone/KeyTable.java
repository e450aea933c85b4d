package nomen.server.zone;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import nomen.codec.name.Name;
import nomen.codec.tsig.Keyring;

/** The keys that the server shares with others at the moment. Any thread may read it. */
public final class KeyTable {
  private final List<Consumer<Set<Name>>> listeners = new CopyOnWriteArrayList<>();
  private volatile Keyring keys;

  /** A table with these keys. */
  public KeyTable(Keyring keys) {
    this.keys = keys;
  }

  /** The keys now. What is verified with them is to be answered with them, so ask once. */
  public Keyring current() {
    return keys;
  }

  /** Adds one that is told which keys have changed, come or gone; it must not block. */
  public void addListener(Consumer<Set<Name>> listener) {
    listeners.add(listener);
  }

  /** Puts other keys in the place of these. */
  public void replace(Keyring with) {
    keys = with;
  }

  /** Tells the listeners which keys are not as they were. */
  public void announce(Set<Name> changed) {
    if (!changed.isEmpty()) {
      listeners.forEach(listener -> listener.accept(changed));
    }
  }
}
