/** The command line of the load generator. */
package nomen.loadtest.cli;
