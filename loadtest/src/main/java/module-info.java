/** Workloads and load generation against any DNS server; sees no part of the server. */
@org.jspecify.annotations.NullMarked
module nomen.loadtest {
  requires static org.jspecify;
  requires HdrHistogram;
  requires com.google.gson;
  requires info.picocli;
  requires nomen.codec;
  requires nomen.linux;

  exports nomen.loadtest.workload;

  opens nomen.loadtest to
      info.picocli;
}
