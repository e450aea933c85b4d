/** A persistent map from octet strings to octet strings, in the order of the strings. */
package nomen.store.tree;
