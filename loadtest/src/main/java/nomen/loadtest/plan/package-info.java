/** What a run shall do, as the command line says it: values only. */
package nomen.loadtest.plan;
