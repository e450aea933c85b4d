"""Receives whole zones (AXFR, RFC 5936) as fast as the sender sends them, and throws them away.

It looks at the lengths of the messages and at their counts of records, and at the end of each message
for the SOA that ends the transfer: the same for all servers, and little work beside theirs.
"""

import signal
import socket
import struct
import sys
import time
from dataclasses import dataclass

import probe

ROOM_OCTETS = 1 << 20
TIMEOUT_SECONDS = 60
TYPE_AXFR = 252
TYPE_SOA = 6
SOA_NUMBERS_OCTETS = 20


class BrokenTransfer(Exception):
    """The transfer ended before its end, or was refused."""


@dataclass(frozen=True)
class Received:
    seconds: float
    first_seconds: float
    octets: int
    messages: int
    records: int


def request(origin):
    message = struct.pack(">6H", 77, 0, 1, 0, 0, 0) + probe.wire(origin) + struct.pack(">2H", TYPE_AXFR, 1)
    return struct.pack(">H", len(message)) + message


def soa_numbers(message):
    """The five numbers at the end of the SOA that is the first record."""
    if message[3] & 15 or message[6] | message[7] == 0:
        raise BrokenTransfer(f"refused with RCODE {message[3] & 15}")
    at = 12
    if message[5]:
        while message[at]:
            at += message[at] + 1
        at += 5
    while 0 < message[at] < 192:
        at += message[at] + 1
    at += 2 if message[at] else 1
    kind, _, _, length = struct.unpack_from(">HHIH", message, at)
    if kind != TYPE_SOA:
        raise BrokenTransfer(f"the first record is of type {kind}")
    end = at + 10 + length
    return bytes(message[end - SOA_NUMBERS_OCTETS:end])


def receive(port, origin):
    """One transfer over a connection of its own."""
    room = bytearray(ROOM_OCTETS)
    view = memoryview(room)
    have = octets = messages = records = 0
    numbers = first = None
    with socket.create_connection(("127.0.0.1", port), TIMEOUT_SECONDS) as connection:
        start = time.perf_counter()
        connection.sendall(request(origin))
        while True:
            count = connection.recv_into(view[have:])
            if count == 0:
                raise BrokenTransfer(f"closed behind {records} records")
            have += count
            at = 0
            while have - at >= 2:
                length = room[at] << 8 | room[at + 1]
                end = at + 2 + length
                if end > have:
                    break
                messages += 1
                octets += length
                records += room[at + 8] << 8 | room[at + 9]
                if first is None:
                    first = time.perf_counter() - start
                    numbers = soa_numbers(room[at + 2:end])
                if records > 1 and room[end - SOA_NUMBERS_OCTETS:end] == numbers:
                    return Received(time.perf_counter() - start, first, octets, messages, records)
                at = end
            room[:have - at] = room[at:have]
            have -= at


def main():
    """Receives until SIGTERM, one transfer after another, and says how many there were in how many seconds."""
    port, origin = int(sys.argv[1]), sys.argv[2]
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    begun, transfers = time.monotonic(), 0
    try:
        while True:
            receive(port, origin)
            transfers += 1
    finally:
        print(transfers, time.monotonic() - begun, flush=True)


if __name__ == "__main__":
    main()
