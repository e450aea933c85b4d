/**
 * Dynamic updates (RFC 2136) between the request and the writer: who may change what, requests that
 * come twice, answers that wait for the disk, and forwarding to a primary.
 */
package nomen.server.update;
