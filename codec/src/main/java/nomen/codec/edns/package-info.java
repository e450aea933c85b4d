/** Extension mechanisms for DNS (RFC 6891), their options, and server cookies (RFC 9018). */
package nomen.codec.edns;
