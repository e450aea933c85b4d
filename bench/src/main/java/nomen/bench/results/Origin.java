package nomen.bench.results;

/** What is said of a run beside its scores, in the order in which it is written. */
public enum Origin {
  /** Processors, memory, and how many wanted the processors. */
  MACHINE("machine"),
  /** The operating system. */
  SYSTEM("system"),
  /** The Java runtime. */
  JAVA("java"),
  /** The JVM's flags, those of single benchmarks aside. */
  JVM_FLAGS("jvmFlags"),
  /** What was measured. */
  COMMIT("commit"),
  /** The day, in UTC. */
  DATE("date"),
  /** What to type. */
  COMMAND("command"),
  /** What JMH is told by that. */
  JMH("jmh");

  private final String key;

  Origin(String key) {
    this.key = key;
  }

  /** Its name in the file. */
  public String key() {
    return key;
  }
}
