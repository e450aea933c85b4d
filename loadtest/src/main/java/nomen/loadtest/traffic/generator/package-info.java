/** Requests that are drawn: for the names of a zone, for names that are missing, and updates. */
package nomen.loadtest.traffic.generator;
