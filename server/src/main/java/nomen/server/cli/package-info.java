/**
 * The commands of {@code bin/nomen}.
 *
 * <p>Every command ends with 0 if all is well, 1 if it found something wrong, 2 if it was called
 * wrongly. What is wrong is said on standard error, one line each; standard output holds results
 * only.
 */
package nomen.server.cli;
