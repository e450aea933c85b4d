"""A closed loop of queries in batches: sendmmsg and recvmmsg, answers counted in slots of time.

One system call sends or receives many datagrams, so that Python costs little beside the kernel and
the sender keeps up with a server of the same make. Nothing here depends on what is measured.
"""

import ctypes
import errno
import os
import socket
import struct
import time
from dataclasses import dataclass, field

import probe

BATCH = 64
ANSWER_OCTETS = 512
MSG_WAITFORONE = 0x10000
WAIT_SECONDS = 0.01
REFUSED_PAUSE_SECONDS = 0.002
SO_RCVBUF_OCTETS = 1 << 20
GOOD_RCODES = (0, 3)


class _Iovec(ctypes.Structure):
    _fields_ = [("base", ctypes.c_void_p), ("length", ctypes.c_size_t)]


class _Msghdr(ctypes.Structure):
    _fields_ = [("name", ctypes.c_void_p), ("name_length", ctypes.c_uint32),
                ("iovecs", ctypes.POINTER(_Iovec)), ("iovec_count", ctypes.c_size_t),
                ("control", ctypes.c_void_p), ("control_length", ctypes.c_size_t),
                ("flags", ctypes.c_int)]


class _Mmsghdr(ctypes.Structure):
    _fields_ = [("header", _Msghdr), ("length", ctypes.c_uint)]


_LIBC = ctypes.CDLL(None, use_errno=True)


def read_queries(path, limit):
    """The first queries of a dnsperf file, in wire format; the number is a multiple of BATCH."""
    messages = []
    with open(path, encoding="ascii") as lines:
        for line in lines:
            name, qtype = line.split()
            message = probe.question(name, qtype)
            messages.append(struct.pack("!H", len(messages) & 0xFFFF) + message[2:])
            if len(messages) == limit:
                break
    while len(messages) % BATCH:
        messages.append(messages[0])
    return messages


class _Line:
    """Message headers for datagrams that lie one behind the other in one buffer."""

    def __init__(self, lengths, octets):
        count = len(lengths)
        self._buffer = ctypes.create_string_buffer(octets, len(octets))
        self._iovecs = (_Iovec * count)()
        self._headers = (_Mmsghdr * count)()
        base = ctypes.addressof(self._buffer)
        for i, length in enumerate(lengths):
            self._iovecs[i] = _Iovec(base, length)
            header = self._headers[i].header
            header.iovecs = ctypes.pointer(self._iovecs[i])
            header.iovec_count = 1
            base += length
        self._address = ctypes.addressof(self._headers)

    def at(self, index):
        return ctypes.c_void_p(self._address + index * ctypes.sizeof(_Mmsghdr))

    def octet(self, offset):
        return self._buffer[offset][0]


@dataclass
class Course:
    """What came back, over time from the start: answers for each slot."""

    slot_seconds: float
    slots: list = field(default_factory=list)
    first_seconds: float | None = None
    lost: int = 0
    odd: int = 0

    def per_second(self):
        return [count / self.slot_seconds for count in self.slots]


class Flood:
    """Sends the messages round and round to one port, from one port."""

    def __init__(self, messages, window):
        self._count = len(messages)
        self._window = max(BATCH, window)
        self._out = _Line([len(message) for message in messages], b"".join(messages))
        self._in = _Line([ANSWER_OCTETS] * BATCH * 2, bytes(ANSWER_OCTETS * BATCH * 2))

    def run(self, port, start, seconds, slot_seconds):
        """Floods until so long after the start, which is a time.monotonic(); gives the course."""
        course = Course(slot_seconds, [0] * round(seconds / slot_seconds))
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as udp:
            udp.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, SO_RCVBUF_OCTETS)
            udp.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO,
                           struct.pack("ll", 0, int(WAIT_SECONDS * 1e6)))
            udp.connect(("127.0.0.1", port))
            self._loop(udp.fileno(), course, start, start + seconds)
        return course

    def _loop(self, fd, course, start, end):
        clock = time.monotonic
        next_message = outstanding = 0
        inward = self._in.at(0)
        now = clock()
        while now < end:
            while outstanding + BATCH <= self._window:
                sent = _LIBC.sendmmsg(fd, self._out.at(next_message), BATCH, 0)
                if sent < 0:
                    break
                outstanding += sent
                next_message += sent
                if next_message + BATCH > self._count:
                    next_message = 0
            got = _LIBC.recvmmsg(fd, inward, BATCH * 2, MSG_WAITFORONE, None)
            now = clock()
            if got > 0:
                outstanding = max(0, outstanding - got)
                slot = int((now - start) / course.slot_seconds)
                if slot < len(course.slots):
                    course.slots[slot] += got
                if course.first_seconds is None:
                    course.first_seconds = now - start
                if self._in.octet(3) & 0xF not in GOOD_RCODES:
                    course.odd += 1
                continue
            code = ctypes.get_errno()
            if code == errno.ECONNREFUSED:
                # Nobody listens yet: leave the cores to the one that starts.
                time.sleep(REFUSED_PAUSE_SECONDS)
            elif code not in (errno.EAGAIN, errno.EINTR):
                raise OSError(code, os.strerror(code))
            elif course.first_seconds is not None:
                course.lost += outstanding
            outstanding = 0
