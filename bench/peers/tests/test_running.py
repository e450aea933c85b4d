"""What was started ends, however the one ends who started it."""

import contextlib
import os
import signal
import subprocess
import sys
import tempfile
import time
import unittest
from pathlib import Path
from unittest import mock

import fakes
import probe
import process
import running
import servers
import session

QUESTION = ("a.load.example.", "A")
WAIT_SECONDS = 30


class Fake(servers.Server):
    """One of the servers of fakes."""

    def __init__(self, mode="right", name="fake"):
        self.mode, self.name = mode, name

    def missing(self):
        return None

    def version(self):
        return "fake 1"

    def command(self, folder, origin, zone, port):
        return [sys.executable, fakes.__file__, "serve", port, self.mode]


def until(done):
    """Waits for something that must come soon; whether it did."""
    end = time.monotonic() + WAIT_SECONDS
    while not done():
        if time.monotonic() > end:
            return False
        time.sleep(0.01)
    return True


class RunningTest(unittest.TestCase):
    def setUp(self):
        folder = self.enterContext(tempfile.TemporaryDirectory())
        self.enterContext(mock.patch.object(running, "TARGET", Path(folder)))

    def start(self, mode="right", core=None, **more):
        return running.running(Fake(mode), "zone", QUESTION, core, **more)

    def test_gives_a_server_that_answers_and_ends_it(self):
        with self.start() as one:
            self.assertIsNotNone(probe.ask(one.port, probe.question(*QUESTION), 5))
            self.assertGreater(one.first_answer_seconds, 0)
            self.assertGreater(one.memory().resident, 0)
            family = process.alive(one.pids())
            self.assertFalse(one.ended())
        self.assertEqual(process.still(family), {})

    def test_ends_it_when_the_measurement_fails(self):
        with self.assertRaises(ZeroDivisionError), self.start() as one:
            family = process.alive(one.pids())
            raise ZeroDivisionError
        self.assertEqual(process.still(family), {})

    def test_ends_what_it_started_itself(self):
        with self.start("forking") as one:
            family = process.alive(one.pids())
            self.assertEqual(len(family), 2)
        self.assertTrue(until(lambda: not process.still(family)))

    def test_one_that_does_not_end_is_killed_and_told(self):
        with mock.patch.object(running, "STOP_LIMIT_SECONDS", 0.2), self.start("stubborn") as one:
            family = process.alive(one.pids())
            self.assertFalse(running.stop(one.process))
            self.assertEqual(process.still(family), {})

    def test_one_that_ends_on_sigterm_is_told_too(self):
        with self.start() as one:
            self.assertTrue(running.stop(one.process))

    def test_a_kill_leaves_no_time(self):
        with self.start("stubborn") as one:
            running.kill(one.process)
            self.assertEqual(one.process.returncode, -signal.SIGKILL)

    def test_one_that_does_not_answer_has_failed_and_is_ended(self):
        started = []

        def remember(*words, **more):
            started.append(Popen(*words, **more))
            return started[0]

        Popen = subprocess.Popen
        with mock.patch.object(subprocess, "Popen", remember):
            with self.assertRaisesRegex(running.StartFailed, "no right answer within 0.3 s"):
                with self.start("silent", limit=0.3):
                    self.fail("it never answers")
        self.assertIsNotNone(started[0].returncode)

    def test_one_that_ends_says_its_last_lines(self):
        with self.assertRaisesRegex(running.StartFailed, "status 7(.|\n)*this server ends at once"):
            with self.start("ends"):
                self.fail("it ended")

    def test_a_program_that_is_not_there_has_failed(self):
        fake = Fake()
        fake.command = lambda *_: ["/nowhere/server"]
        with self.assertRaisesRegex(running.StartFailed, "fake: /nowhere/server"):
            with running.running(fake, "zone", QUESTION, None):
                self.fail("there is no such program")

    def test_runs_on_its_core_only(self):
        core = min(os.sched_getaffinity(0))
        with self.start(core=core) as one:
            self.assertEqual(os.sched_getaffinity(one.process.pid), {core})
            self.assertEqual(one.strays(core), 0)

    def test_begins_in_an_empty_folder_unless_it_is_a_restart(self):
        with self.start() as one:
            (one.folder / "journal").write_text("x")
            port = one.port
        with self.start(again=True, port=port) as one:
            self.assertTrue((one.folder / "journal").exists())
            self.assertEqual(one.port, port)
        with self.start() as one:
            self.assertFalse((one.folder / "journal").exists())


PROGRAM = """
import sys
sys.path[:0] = sys.argv[1:3]
from pathlib import Path
import load, running, session
from test_running import Fake
from test_generators import Script
running.TARGET = session.TARGET = Path(sys.argv[3])

def main(options):
    with running.running(Fake("stubborn", "one"), "zone", ("a.load.example.", "A"), None):
        with running.running(Fake("forking", "two"), "zone", ("a.load.example.", "A"), None):
            print("up", flush=True)
            if sys.argv[4] == "fail":
                raise session.Failed("it cannot go on")
            load.run(Script("hang"), load.Load("file", None, 1), 1, 1)

running.STOP_LIMIT_SECONDS = 0.2
session.run(main, None)
"""


class EndTest(unittest.TestCase):
    """A program with two servers, one of which has a child and the other one patience, and a load generator."""

    def setUp(self):
        self.folder = self.enterContext(tempfile.TemporaryDirectory())

    @contextlib.contextmanager
    def up(self, how):
        words = [sys.executable, "-c", PROGRAM, str(Path(running.__file__).parent), str(Path(__file__).parent),
                 self.folder, how]
        tool = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        try:
            self.assertEqual(tool.stdout.readline(), "up\n", "it did not start")
            yield tool
        finally:
            if tool.poll() is None:
                tool.kill()
            tool.communicate()

    def ends_all(self, number, status):
        with self.up("hang") as tool:
            self.assertTrue(until(lambda: len(process.family(tool.pid)) == 5), "two servers, a child, a generator")
            family = process.alive(process.family(tool.pid))
            tool.send_signal(number)
            self.assertEqual(tool.wait(WAIT_SECONDS), status)
            self.assertTrue(until(lambda: not process.still(family)), "something was left behind")

    def test_sigterm(self):
        self.ends_all(signal.SIGTERM, 143)

    def test_sigint(self):
        self.ends_all(signal.SIGINT, 130)

    def test_sighup(self):
        self.ends_all(signal.SIGHUP, 129)

    def test_a_failure(self):
        with self.up("fail") as tool:
            _, err = tool.communicate(timeout=WAIT_SECONDS)
            self.assertEqual(tool.returncode, 1)
            self.assertIn("it cannot go on", err)
        for folder in ("one", "two"):
            self.assertFalse(self.living_in(folder), folder)

    def living_in(self, name):
        """Processes whose working folder is that of a server."""
        folder = os.path.join(self.folder, "run", name)
        found = []
        for entry in filter(str.isdigit, os.listdir("/proc")):
            with contextlib.suppress(OSError):
                if os.readlink(f"/proc/{entry}/cwd") == folder:
                    found.append(entry)
        return found

    def test_only_one_at_a_time(self):
        with self.up("hang"):
            words = [sys.executable, "-c", PROGRAM, str(Path(running.__file__).parent), str(Path(__file__).parent),
                     self.folder, "hang"]
            second = subprocess.run(words, capture_output=True, text=True, timeout=WAIT_SECONDS, check=False)
        self.assertEqual(second.returncode, 1)
        self.assertIn("another run uses", second.stderr)


class EndedTest(unittest.TestCase):
    def test_a_process_may_end_what_it_started(self):
        script = "import signal, sys; signal.signal(signal.SIGTERM, lambda *_: sys.exit(5)); print(1, flush=True); input()"
        child = subprocess.Popen([sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        with session.ended(child):
            child.stdout.readline()
        self.assertEqual(child.returncode, 5)
        child.communicate()

    def test_one_that_does_not_is_killed(self):
        script = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); print(1, flush=True); input()"
        child = subprocess.Popen([sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        with mock.patch.object(session, "END_LIMIT_SECONDS", 0.1), session.ended(child):
            child.stdout.readline()
        self.assertEqual(child.returncode, -signal.SIGKILL)
        child.communicate()
