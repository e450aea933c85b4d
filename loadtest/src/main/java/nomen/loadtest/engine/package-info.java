/** Sends requests at their pace and tells answers, losses and errors apart. */
package nomen.loadtest.engine;
