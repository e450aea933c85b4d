/** Domain names: RFC 1035 section 3.1, RFC 2181 section 11, RFC 4034 section 6.1, RFC 4343. */
package nomen.codec.name;
