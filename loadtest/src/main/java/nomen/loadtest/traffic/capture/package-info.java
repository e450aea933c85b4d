/** Queries out of packet captures. */
package nomen.loadtest.traffic.capture;
