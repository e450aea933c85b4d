"""Servers and generators that do what a test says, so that a judgement can be seen to fail."""

import contextlib
import os
import signal
import socket
import struct
import sys
import threading
import time
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[1]))

import probe


@contextlib.contextmanager
def answering(respond):
    """A UDP server on a port of its own: respond gives the datagrams that a datagram is answered with."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as udp:
        udp.bind(("127.0.0.1", 0))
        port = udp.getsockname()[1]
        end = b"end"

        def serve():
            while True:
                message, client = udp.recvfrom(65535)
                if message == end:
                    return
                for response in respond(message) or ():
                    udp.sendto(response, client)

        thread = threading.Thread(target=serve)
        thread.start()
        try:
            yield port
        finally:
            with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as last:
                last.sendto(end, ("127.0.0.1", port))
            thread.join()


def response(query, rcode=0, authoritative=True, answer=(), authority=(), truncated=False, question=True):
    """A response to a query; records are (owner, type, TTL, data in wire format)."""
    flags = 0x8000 | rcode | (0x0400 if authoritative else 0) | (0x0200 if truncated else 0)
    header = query[:2] + struct.pack("!5H", flags, int(question), len(answer), len(authority), 0)
    text = query[12:] if question else b""
    return header + text + b"".join(map(record, [*answer, *authority]))


def record(one):
    owner, kind, ttl, data = one
    return probe.wire(owner) + struct.pack("!2HIH", probe.TYPES[kind], 1, ttl, len(data)) + data


def _serve(port, mode):
    """A server as a process of its own: right, slow, silent, stubborn (does not end on SIGTERM), or forking."""
    if mode == "ends":
        print("this server ends at once")
        sys.exit(7)
    if mode in ("stubborn", "forking"):
        signal.signal(signal.SIGTERM, signal.SIG_IGN if mode == "stubborn" else signal.SIG_DFL)
    if mode == "forking" and os.fork() == 0:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        time.sleep(600)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as udp:
        udp.bind(("127.0.0.1", port))
        while True:
            query, client = udp.recvfrom(65535)
            if mode != "silent":
                wrong = mode == "wrong" and len(query) % 2
                address = () if wrong else ((probe_name(query), "A", 300, bytes(4)),)
                udp.sendto(response(query, answer=address), client)


def probe_name(query):
    labels, at = [], 12
    while query[at]:
        labels.append(query[at + 1:at + 1 + query[at]].decode())
        at += 1 + query[at]
    return ".".join(labels) + "."


def _load(port, count, report):
    """A load generator: asks so many times, one after the other, and says what came."""
    begun, answers, octets = time.monotonic(), 0, 0
    for number in range(count):
        got = probe.ask(port, probe.question("a.load.example.", "A", number + 1), 0.2, tries=1)
        answers += got is not None
        octets += len(got or b"")
    Path(report).write_text(f"{count} {answers} {octets} {time.monotonic() - begun}", encoding="ascii")


if __name__ == "__main__":
    if sys.argv[1] == "serve":
        _serve(int(sys.argv[2]), sys.argv[3])
    elif sys.argv[1] == "hang":
        time.sleep(600)
    else:
        _load(int(sys.argv[2]), int(sys.argv[3]), sys.argv[4])
