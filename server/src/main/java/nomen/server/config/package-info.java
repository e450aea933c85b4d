/**
 * The settings: a tree of records, read from a TOML file.
 *
 * <p>One annotated record component is one setting; its {@link nomen.server.config.Setting}
 * annotation holds its default, its limits and its documentation. The reader, the error messages
 * and {@code docs/configuration.md} come from these annotations alone. {@link
 * nomen.server.config.ConfigurationReader} reports everything that is wrong with a file at once, or
 * returns a {@link nomen.server.config.Configuration} in which every value is usable.
 */
package nomen.server.config;
