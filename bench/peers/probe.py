"""Single messages over UDP: to learn when a server gives its first right answer, and what it answers."""

import socket
import struct
import time

TYPES = {"A": 1, "NS": 2, "SOA": 6, "MX": 15, "AAAA": 28}
POLL_SECONDS = 0.005


class NoAnswer(Exception):
    """The server did not answer rightly in time."""


def wire(name):
    labels = [label.encode("ascii") for label in name.rstrip(".").split(".") if label]
    return b"".join(bytes([len(label)]) + label for label in labels) + b"\0"


def question(name, qtype, number=0x4E4D):
    """A query in wire format, without EDNS."""
    return struct.pack("!6H", number, 0, 1, 0, 0, 0) + wire(name) + struct.pack("!2H", TYPES[qtype], 1)


def addition(origin, name, address, number=0x4E4D):
    """An update that adds an address to a name (RFC 2136 section 2.5.1)."""
    return (struct.pack("!6H", number & 0xFFFF, 5 << 11, 1, 0, 1, 0)
            + wire(origin) + struct.pack("!2H", 6, 1)
            + wire(name) + struct.pack("!2HIH", TYPES["A"], 1, 300, 4) + bytes(address))


def has_data(response):
    """NOERROR with an answer, or with a referral: what a zone that is loaded gives."""
    flags, _, answers, authority = struct.unpack("!4H", response[2:10])
    return flags & 0xF == 0 and answers + authority > 0


def has_answer(response):
    """NOERROR with an answer: a record that an update brought is there."""
    flags, _, answers = struct.unpack("!3H", response[2:8])
    return flags & 0xF == 0 and answers > 0


def any_response(response):
    return len(response) >= 12


def wait_for_answer(process, port, name, qtype, right, limit_seconds):
    """Asks again and again until an answer is right; fails when the process ends or time runs out."""
    message = question(name, qtype)
    deadline = time.monotonic() + limit_seconds
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as udp:
        udp.connect(("127.0.0.1", port))
        udp.settimeout(POLL_SECONDS)
        while time.monotonic() < deadline:
            if process.poll() is not None:
                raise NoAnswer(f"the process ended with status {process.returncode}")
            try:
                udp.send(message)
                if right(udp.recv(65535)):
                    return
            except ConnectionRefusedError:
                time.sleep(POLL_SECONDS)
            except TimeoutError:
                pass
    raise NoAnswer(f"no right answer within {limit_seconds} s")


def ask(port, message, seconds, tries=3):
    """The response to one message, which is sent again when none comes in time; None if none comes."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as udp:
        udp.connect(("127.0.0.1", port))
        udp.settimeout(seconds)
        for _ in range(tries):
            try:
                udp.send(message)
                while True:
                    response = udp.recv(65535)
                    if response[:2] == message[:2]:
                        return response
            except (TimeoutError, ConnectionRefusedError):
                continue
    return None


def free_port():
    """A port that is free for UDP and TCP at this moment."""
    while True:
        with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as tcp:
            tcp.bind(("127.0.0.1", 0))
            port = tcp.getsockname()[1]
            try:
                with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as udp:
                    udp.bind(("127.0.0.1", port))
                    return port
            except OSError:
                continue
