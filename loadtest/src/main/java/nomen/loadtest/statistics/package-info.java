/** What is counted while a run goes on, and what comes of it. */
package nomen.loadtest.statistics;
