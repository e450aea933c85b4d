package nomen.loadtest.traffic.generator;

/**
 * The order in which things are made and undone: each has several steps, and step {@code i} of a
 * thing comes when {@code delays[i]} younger things have been begun. So the number of things that
 * are begun and not yet done with is bounded by the last delay. Belongs to one thread.
 */
final class StormSchedule {
  private final int[] delays;
  private final long things;
  private long begun;
  private int nextStep;
  private int step;
  private long thing;

  /**
   * A schedule.
   *
   * @param things how many there are in all
   * @param delays of the steps, in ascending order, the first 0
   */
  StormSchedule(long things, int... delays) {
    this.delays = delays.clone();
    this.things = things;
  }

  /** Goes to the next step of a thing; false if all are done with. */
  boolean advance() {
    while (begun - delays[delays.length - 1] < things) {
      step = nextStep++;
      thing = begun - delays[step];
      if (nextStep == delays.length) {
        nextStep = 0;
        begun++;
      }
      if (thing >= 0 && thing < things) {
        return true;
      }
    }
    return false;
  }

  /** The step at hand. */
  int step() {
    return step;
  }

  /** The number of the thing at hand, counted from 0. */
  long thing() {
    return thing;
  }
}
