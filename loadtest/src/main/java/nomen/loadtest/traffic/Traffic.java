package nomen.loadtest.traffic;

/** The requests of a run. Immutable, and shared by all workers. */
public interface Traffic {
  /**
   * Opens the part that one worker asks: parts are disjoint where the traffic is a list of
   * requests, and differ by their random numbers where it is drawn.
   *
   * @param worker 0 to {@code workers} - 1
   * @param workers 1 or more
   */
  RequestSource open(int worker, int workers);

  /** Says in a few words what is asked, as the report has it: "1,000,000 queries of q.txt". */
  String description();
}
