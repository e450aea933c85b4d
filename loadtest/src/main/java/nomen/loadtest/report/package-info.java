/** What a run's result looks like: text, terminal line, JSON, CSV and HTML. */
package nomen.loadtest.report;
