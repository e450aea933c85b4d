"""What every program does around its measurement."""

import contextlib
import io
import unittest

import session


class Known:
    def __init__(self, reason=None):
        self.reason = reason

    def missing(self):
        return self.reason


class ChoiceTest(unittest.TestCase):
    def setUp(self):
        self.known = {"a": Known(), "b": Known("b is not installed"), "c": Known()}
        self.said = self.enterContext(contextlib.redirect_stderr(io.StringIO()))

    def test_keeps_the_order(self):
        self.assertEqual(session.choose("c,a", self.known), [self.known["c"], self.known["a"]])

    def test_says_what_is_left_out(self):
        self.assertEqual(session.choose("a,b", self.known), [self.known["a"]])
        self.assertIn("left out: b: b is not installed", self.said.getvalue())

    def test_an_unknown_name_is_an_error(self):
        with self.assertRaisesRegex(session.Failed, "unknown: x; there are a, b, c"):
            session.choose("a,x", self.known)

    def test_so_is_nothing_to_measure(self):
        with self.assertRaisesRegex(session.Failed, "no server"):
            session.choose("b", self.known)


class TurnTest(unittest.TestCase):
    def test_each_is_first_in_turn(self):
        self.assertEqual([session.in_turn([1, 2, 3], number) for number in range(4)],
                         [[1, 2, 3], [2, 3, 1], [3, 1, 2], [1, 2, 3]])
        self.assertEqual(session.in_turn([], 5), [])
