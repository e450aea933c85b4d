"""What programs understand, and what they refuse."""

import contextlib
import io
import subprocess
import sys
import unittest
from unittest import mock

import check
import parts
import session
from programs import FOLDER, program

NAMES = ("compare", "restart", "updates", "transfer", "lag", "load-generators", "warm-up", "flags", "heap")


def options(name, *words):
    with mock.patch.object(sys, "argv", [name, *words]), contextlib.redirect_stderr(io.StringIO()) as said:
        try:
            return program(name).arguments()
        except SystemExit as end:
            raise ValueError(said.getvalue()) from end


class ArgumentsTest(unittest.TestCase):
    def test_every_option_says_what_it_is_and_its_default(self):
        for name in NAMES:
            with self.subTest(name), mock.patch.object(sys, "argv", [name, "--help"]), \
                    contextlib.redirect_stdout(io.StringIO()) as said, self.assertRaises(SystemExit):
                program(name).arguments()
            text = " ".join(said.getvalue().partition("options:")[2].split())
            for option in text.split(" --")[1:]:
                self.assertTrue("default" in option or option.startswith(("help", "check", "keep", "flags")), option)

    def test_all_can_be_kept_under_a_name_of_letters(self):
        for name in NAMES:
            self.assertIsNone(options(name).keep)
            self.assertEqual(options(name, "--keep", "some-1").keep, "some-1")
            with self.assertRaisesRegex(ValueError, "small letters"):
                options(name, "--keep", "../some")

    def test_numbers_have_a_least(self):
        for words in (("compare", "--rounds", "0"), ("compare", "--seconds", "-1"), ("compare", "--latency-rate", "-1"),
                      ("updates", "--records", "0"), ("heap", "--names", "10,0"), ("lag", "--rate", "x")):
            with self.subTest(words), self.assertRaises(ValueError):
                options(*words)
        self.assertEqual(options("compare", "--latency-rate", "0").latency_rate, 0)

    def test_questions_are_those_that_there_are(self):
        self.assertEqual(options("compare", "--ask", "load,answers").ask, ["load", "answers"])
        self.assertEqual(options("compare").ask, ["answers", "load", "updates", "restart"])
        for name in ("compare", "updates", "transfer"):
            with self.subTest(name), self.assertRaisesRegex(ValueError, "nothing: there are"):
                options(name, "--ask", "nothing")

    def test_the_size_of_a_zone_depends_on_its_kind(self):
        self.assertEqual(options("compare").names, 100_000)
        self.assertEqual(options("compare", "--zone", "delegations").names, 1_000_000)
        self.assertEqual(options("compare", "--check").names, check.NAMES)
        self.assertEqual(options("compare", "--check", "--names", "7").names, 7)


class AllTest(unittest.TestCase):
    def test_runs_go_on_behind_one_that_fails_and_it_is_named(self):
        every = program("all")
        taken = []

        def take(part, keep):
            taken.append((part.name, keep))
            return part.name != "lag"

        with mock.patch.object(every, "take", take), mock.patch.object(session, "end_on_signals"), \
                mock.patch.object(sys, "argv", ["all", "--keep", "--parts", "lag,restart"]), \
                self.assertRaisesRegex(SystemExit, "failed: lag; again: bench/peers/all --keep --parts lag$"):
            every.main()
        self.assertEqual(taken, [("lag", True), ("restart", True)])

    def test_a_run_is_that_of_the_part(self):
        every = program("all")
        with mock.patch.object(subprocess, "Popen") as started, contextlib.redirect_stderr(io.StringIO()):
            started.return_value.wait.return_value = 0
            self.assertTrue(every.take(parts.BY_NAME["restart"], True))
            started.return_value.wait.return_value = 1
            self.assertFalse(every.take(parts.BY_NAME["restart"], False))
        words = [call.args[0] for call in started.call_args_list]
        self.assertEqual(words[0], [str(FOLDER / "restart"), *parts.BY_NAME["restart"].words, "--keep", "restart"])
        self.assertNotIn("--keep", words[1])

    def test_an_unknown_part_is_an_error(self):
        with self.assertRaisesRegex(ValueError, "unknown: nothing"):
            options("all", "--parts", "nothing,lag")


class ReportTest(unittest.TestCase):
    def test_has_the_lines_that_are_counted(self):
        text = program("test").report({"m.C.good": [0, None, ""], "m.C.bad": [0, "failure", 'a "quote"\nmore'],
                                       "m.C.not": [0, "skipped", "no <dig>"]}, "peers.tests")
        self.assertEqual(text.count("\n  <testcase "), 3)
        self.assertIn('\n    <failure message=\'a "quote"\'/>\n', text)
        self.assertIn('\n    <skipped message="no &lt;dig&gt;"/>\n', text)
        self.assertIn('classname="bench.peers.m.C"', text)
