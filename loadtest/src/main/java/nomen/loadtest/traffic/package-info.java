/**
 * What is asked: requests from files, captures and generators, and what their answers should be.
 */
package nomen.loadtest.traffic;
