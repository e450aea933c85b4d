package nomen.store.update;

import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jctools.queues.varhandle.MpscVarHandleArrayQueue;
import org.jspecify.annotations.Nullable;

/**
 * A bounded queue of many producers and one consumer, who sleeps while it is empty.
 *
 * <p>A producer never waits. It wakes the consumer only if that sleeps, so under load an offer is
 * two atomic instructions and a fence. The fence pairs with the one in {@link #await}: either the
 * consumer sees the element before it goes to sleep, or the producer sees that it does.
 *
 * <p>Every element that was taken in comes out exactly once: through {@link #poll}, or, when the
 * consumer has gone, through the handler of leftovers, on the thread of whoever finds it there.
 */
final class UpdateQueue<E> {
  private static final int AWAKE = 0;
  private static final int ASLEEP = 1;
  private static final int GONE = 2;

  private final MpscVarHandleArrayQueue<E> elements;
  private final int limit;
  private final Consumer<List<E>> leftovers;
  private final AtomicInteger consumer = new AtomicInteger(AWAKE);
  private final AtomicBoolean sweeping = new AtomicBoolean();
  private volatile boolean closed;
  private volatile @Nullable Thread sleeper;

  /**
   * An empty queue.
   *
   * @param limit how many elements it holds
   * @param leftovers is given the elements that the consumer did not take before it went
   */
  UpdateQueue(int limit, Consumer<List<E>> leftovers) {
    // The array is rounded up to a power of two, the limit is not.
    elements = new MpscVarHandleArrayQueue<>(Math.max(2, limit));
    this.limit = limit;
    this.leftovers = leftovers;
  }

  /**
   * Puts an element behind the others; from any thread.
   *
   * @return false if the queue is full or closed
   */
  boolean offer(E element) {
    if (closed || !elements.offerIfBelowThreshold(element, limit)) {
      return false;
    }
    VarHandle.fullFence();
    int state = consumer.get();
    if (state == ASLEEP) {
      wake();
    } else if (state == GONE) {
      sweep();
    }
    return true;
  }

  private void wake() {
    if (consumer.compareAndSet(ASLEEP, AWAKE)) {
      LockSupport.unpark(sleeper);
    }
  }

  /** Takes the first element, null if there is none; for the consumer. */
  @Nullable E poll() {
    return elements.poll();
  }

  /** How many elements wait, about. */
  int size() {
    return elements.size();
  }

  /** Sleeps until there is an element or the queue is closed; for the consumer. */
  void await() {
    sleeper = Thread.currentThread();
    while (elements.isEmpty() && !closed) {
      consumer.set(ASLEEP);
      VarHandle.fullFence();
      if (elements.isEmpty() && !closed) {
        LockSupport.park(this);
      }
      consumer.set(AWAKE);
    }
  }

  /** Takes nothing more in; from any thread. What is there can still be polled. */
  void close() {
    closed = true;
    VarHandle.fullFence();
    wake();
  }

  boolean isClosed() {
    return closed;
  }

  /** The consumer goes: what is there, and what is being put in just now, are leftovers. */
  void abandon() {
    closed = true;
    consumer.set(GONE);
    VarHandle.fullFence();
    sweep();
  }

  private void sweep() {
    while (!elements.isEmpty() && sweeping.compareAndSet(false, true)) {
      try {
        List<E> found = new ArrayList<>();
        for (E element = elements.poll(); element != null; element = elements.poll()) {
          found.add(element);
        }
        leftovers.accept(found);
      } finally {
        sweeping.set(false);
      }
    }
  }
}
