/**
 * The log that an operator reads: categories, levels, layouts, and the thread that writes.
 *
 * <p>All code logs by SLF4J, of which {@link nomen.server.logging.LogProvider} is the provider.
 * Code whose package says what its lines are about uses {@code
 * LoggerFactory.getLogger(Some.class)}; {@link nomen.server.logging.LogCategory} has the table of
 * packages. Other code asks a category for its logger. A line has a short message in plain English
 * and facts:
 *
 * <pre>{@code
 * private static final Logger LOG = LogCategory.TRANSFER.logger();
 * LOG.atInfo().addKeyValue("zone", apex).addKeyValue("serial", serial).log("transfer begun");
 * }</pre>
 *
 * <p>A line that strangers can cause is a {@link nomen.store.logging.LimitedLine}, made by {@link
 * nomen.server.logging.LogCategory#limited}.
 *
 * <p>Facts that every line calls the same: {@code client} (address and port), {@code key} (of
 * TSIG), {@code zone}, {@code name}, {@code type}, {@code rule}, {@code serial}, {@code primary},
 * {@code secondary}, {@code user}, {@code file}, {@code reason}. A fact that is null is left out.
 *
 * <p>Writing never blocks the caller: see {@link nomen.server.logging.LogThread}.
 */
package nomen.server.logging;
