"""Whole zones, counted."""

import contextlib
import socket
import struct
import subprocess
import sys
import threading
import unittest

import fakes
import probe
import receive

NUMBERS = struct.pack(">5I", 7, 1, 2, 3, 4)
SOA = ("load.example.", "SOA", 60, probe.wire("ns.load.example.") + probe.wire("h.load.example.") + NUMBERS)
HOST = ("a.load.example.", "A", 60, bytes(4))
QUERY = probe.question("load.example.", "SOA", 77)


def framed(message):
    return struct.pack(">H", len(message)) + message


def message(*records, **more):
    return framed(fakes.response(QUERY, answer=records, **more))


@contextlib.contextmanager
def sending(octets, piece):
    """A server that takes a request and sends these octets, in pieces, and closes."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        def serve():
            connection, _ = listener.accept()
            with connection:
                connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                connection.recv(65535)
                for at in range(0, len(octets), piece):
                    connection.sendall(octets[at:at + piece])

        thread = threading.Thread(target=serve)
        thread.start()
        try:
            yield listener.getsockname()[1]
        finally:
            thread.join()


class ReceiveTest(unittest.TestCase):
    def receive(self, octets, piece=1 << 16):
        with sending(octets, piece) as port:
            return receive.receive(port, "load.example.")

    def test_counts_messages_records_and_octets(self):
        octets = message(SOA, HOST) + message(HOST, HOST) + message(HOST, SOA)
        for piece in (1 << 16, 7, 1):
            with self.subTest(piece):
                got = self.receive(octets, piece)
                self.assertEqual((got.messages, got.records, got.octets), (3, 6, len(octets) - 3 * 2))
                self.assertGreaterEqual(got.seconds, got.first_seconds)
                self.assertGreater(got.first_seconds, 0)

    def test_one_message_with_all(self):
        self.assertEqual(self.receive(message(SOA, HOST, SOA)).records, 3)

    def test_the_first_soa_is_not_the_end(self):
        octets = message(SOA) + message(HOST) + message(SOA)
        self.assertEqual(self.receive(octets).records, 3)

    def test_messages_without_a_question(self):
        octets = message(SOA, question=False) + message(HOST, SOA, question=False)
        self.assertEqual(self.receive(octets).records, 3)

    def test_more_than_fits_at_once(self):
        many = [HOST] * 1000
        octets = message(SOA) + message(*many) * 60 + message(SOA)
        self.assertGreater(len(octets), receive.ROOM_OCTETS)
        self.assertEqual(self.receive(octets).records, 2 + 60_000)

    def test_a_transfer_without_an_end_is_broken(self):
        with self.assertRaisesRegex(receive.BrokenTransfer, "behind 3 records"):
            self.receive(message(SOA, HOST) + message(HOST))

    def test_a_refusal_is_broken(self):
        with self.assertRaisesRegex(receive.BrokenTransfer, "RCODE 5"):
            self.receive(message(rcode=5))

    def test_what_begins_without_a_soa_is_broken(self):
        with self.assertRaisesRegex(receive.BrokenTransfer, "of type 1"):
            self.receive(message(HOST, SOA))

    def test_again_and_again_until_sigterm(self):
        octets = message(SOA, HOST, SOA)
        with socket.create_server(("127.0.0.1", 0)) as listener:
            port = listener.getsockname()[1]
            words = [sys.executable, receive.__file__, str(port), "load.example."]
            receiver = subprocess.Popen(words, stdout=subprocess.PIPE, text=True)
            for _ in range(3):
                connection, _ = listener.accept()
                with connection:
                    connection.recv(65535)
                    connection.sendall(octets)
                    self.assertEqual(connection.recv(1), b"", "it closes when it has the zone")
            # The fourth is under way.
            with listener.accept()[0]:
                receiver.terminate()
                told, _ = receiver.communicate(timeout=30)
        self.assertEqual(told.split()[0], "3")
        self.assertGreater(float(told.split()[1]), 0)

    def test_asks_for_the_zone(self):
        self.assertEqual(receive.request("a.bc."), b"\0\x16\0\x4d\0\0\0\1\0\0\0\0\0\0\1a\2bc\0\0\xfc\0\1")
