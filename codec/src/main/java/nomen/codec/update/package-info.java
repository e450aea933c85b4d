/**
 * What an UPDATE message asks for (RFC 2136). The meanings that CLASS ANY and NONE, TYPE ANY, TTL 0
 * and RDLENGTH 0 have there are read and written here and nowhere else.
 */
package nomen.codec.update;
