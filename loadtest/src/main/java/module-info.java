/** Workloads and load generation against any DNS server; sees no part of the server. */
@org.jspecify.annotations.NullMarked
module nomen.loadtest {
  requires static org.jspecify;
  requires info.picocli;

  exports nomen.loadtest.workload;

  opens nomen.loadtest to
      info.picocli;
}
