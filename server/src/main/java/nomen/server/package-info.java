/** The program: command line, wiring and lifecycle. */
package nomen.server;
