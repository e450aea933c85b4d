"""One DNS question over UDP, to learn when a server gives its first right answer."""

import socket
import struct
import time

TYPES = {"A": 1, "NS": 2, "MX": 15, "AAAA": 28}
POLL_SECONDS = 0.005


class NoAnswer(Exception):
    """The server did not answer rightly in time."""


def question(name, qtype):
    """A query in wire format, without EDNS."""
    labels = [label.encode("ascii") for label in name.rstrip(".").split(".")]
    qname = b"".join(bytes([len(label)]) + label for label in labels) + b"\0"
    return struct.pack("!6H", 0x4E4D, 0, 1, 0, 0, 0) + qname + struct.pack("!2H", TYPES[qtype], 1)


def has_data(response):
    """NOERROR with an answer, or with a referral: what a zone that is loaded gives."""
    flags, _, answers, authority = struct.unpack("!4H", response[2:10])
    return flags & 0xF == 0 and answers + authority > 0


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
