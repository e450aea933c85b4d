/** Files of queries and updates as dnsperf reads them. */
package nomen.loadtest.traffic.file;
