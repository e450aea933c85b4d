package nomen.store.update;

import nomen.codec.name.Name;

/**
 * A limit that a policy rule sets for one name: an update that adds to the name must leave it with
 * at most so many records of all types together.
 *
 * @param name the owner name
 * @param maxRecords 1 or more
 * @param rule what the rule is called, for the answer; empty if that is not to be told
 */
public record NameLimit(Name name, int maxRecords, String rule) {}
