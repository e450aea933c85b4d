/** What answers must be. */
package nomen.loadtest.traffic.expectation;
