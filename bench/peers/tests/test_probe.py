"""Single messages."""

import socket
import unittest

import fakes
import probe

QUERY = probe.question("a.load.example.", "A")
RECORD = ("a.load.example.", "A", 60, bytes(4))


class WireTest(unittest.TestCase):
    def test_names(self):
        self.assertEqual(probe.wire("a.bc."), b"\1a\2bc\0")
        self.assertEqual(probe.wire("."), b"\0")

    def test_question(self):
        self.assertEqual(probe.question("a.", "AAAA", 0x0102), b"\1\2\0\0\0\1\0\0\0\0\0\0\1a\0\0\x1c\0\1")

    def test_addition(self):
        message = probe.addition("z.", "a.z.", (10, 1, 2, 3), 0x10001)
        self.assertEqual(message[:12], b"\0\1\x28\0\0\1\0\0\0\1\0\0", "the opcode is UPDATE; one zone, one record")
        self.assertTrue(message.endswith(b"\1a\1z\0\0\1\0\1\0\0\1\x2c\0\4\x0a\1\2\3"))


class JudgementTest(unittest.TestCase):
    def test_data_is_an_answer_or_a_referral(self):
        self.assertTrue(probe.has_data(fakes.response(QUERY, answer=[RECORD])))
        self.assertTrue(probe.has_data(fakes.response(QUERY, authority=[RECORD])))
        self.assertFalse(probe.has_data(fakes.response(QUERY)))
        self.assertFalse(probe.has_data(fakes.response(QUERY, rcode=2, answer=[RECORD])))

    def test_an_answer_is_not_a_referral(self):
        self.assertTrue(probe.has_answer(fakes.response(QUERY, answer=[RECORD])))
        self.assertFalse(probe.has_answer(fakes.response(QUERY, authority=[RECORD])))
        self.assertFalse(probe.has_answer(fakes.response(QUERY, rcode=3, answer=[RECORD])))

    def test_any_response_is_a_whole_header(self):
        self.assertTrue(probe.any_response(bytes(12)))
        self.assertFalse(probe.any_response(bytes(11)))


class Living:
    returncode = None

    def poll(self):
        return self.returncode


class WaitTest(unittest.TestCase):
    def test_until_the_answer_is_right(self):
        count = []

        def later(query):
            count.append(query)
            return [fakes.response(query, rcode=2) if len(count) < 4 else fakes.response(query, answer=[RECORD])]

        with fakes.answering(later) as port:
            probe.wait_for_answer(Living(), port, "a.load.example.", "A", probe.has_data, 30)
        self.assertGreaterEqual(len(count), 4)

    def test_until_time_is_over(self):
        with fakes.answering(lambda query: [fakes.response(query)]) as port:
            with self.assertRaisesRegex(probe.NoAnswer, "within"):
                probe.wait_for_answer(Living(), port, "a.load.example.", "A", probe.has_data, 0.05)

    def test_no_longer_than_the_process_lives(self):
        dead = Living()
        dead.returncode = 3
        with self.assertRaisesRegex(probe.NoAnswer, "status 3"):
            probe.wait_for_answer(dead, probe.free_port(), "a.", "A", probe.has_data, 30)


class AskTest(unittest.TestCase):
    def test_takes_no_answer_to_another_message(self):
        def two(query):
            return [fakes.response(b"\xff\xff" + query[2:], rcode=5), fakes.response(query)]

        with fakes.answering(two) as port:
            self.assertEqual(probe.ask(port, QUERY, 5)[3] & 15, 0)

    def test_asks_again(self):
        asked = []

        def second(query):
            asked.append(query)
            return [fakes.response(query)] if len(asked) == 2 else []

        with fakes.answering(second) as port:
            self.assertIsNotNone(probe.ask(port, QUERY, 0.05))

    def test_gives_none_in_the_end(self):
        with fakes.answering(lambda query: []) as port:
            self.assertIsNone(probe.ask(port, QUERY, 0.01, tries=2))
        self.assertIsNone(probe.ask(probe.free_port(), QUERY, 0.01, tries=2))


class PortTest(unittest.TestCase):
    def test_is_free_for_both(self):
        port = probe.free_port()
        for kind in (socket.SOCK_DGRAM, socket.SOCK_STREAM):
            with socket.socket(socket.AF_INET, kind) as one:
                one.bind(("127.0.0.1", port))
