"""What /proc says."""

import os
import subprocess
import sys
import time
import unittest

import process


def spin(seconds):
    end = time.process_time() + seconds
    while time.process_time() < end:
        pass


class StatTest(unittest.TestCase):
    def test_a_name_may_hold_blanks_and_brackets(self):
        stat = "42 (a) b (c d)) S 7 " + " ".join(str(number) for number in range(100, 150))
        fields = process.fields_of(stat)
        self.assertEqual(fields[:2], ["S", "7"])
        self.assertEqual(fields[11], "109", "proc_pid_stat(5): utime is field 14, the state field 3")

    def test_what_is_not_there_is_nothing(self):
        self.assertEqual(process.cpu_time([2 ** 30]), process.CpuTime(0, 0))
        self.assertEqual(process.memory([2 ** 30]), process.Memory(0, 0))


class CpuTest(unittest.TestCase):
    def test_counts_what_was_spent(self):
        before = process.cpu_time([os.getpid()])
        spin(0.2)
        spent = process.cpu_time([os.getpid()]).since(before)
        self.assertGreaterEqual(spent.user + spent.system, 0.15)
        self.assertLess(spent.user + spent.system, 1)

    def test_adds_up_processes(self):
        one = process.cpu_time([os.getpid()])
        two = process.cpu_time([os.getpid(), os.getpid()])
        self.assertGreaterEqual(two.user, 2 * one.user)

    def test_per_answer_in_microseconds(self):
        self.assertEqual(process.CpuTime(1.5, 0.5).per(1_000_000), {"cpu_us": 2.0, "user_us": 1.5, "system_us": 0.5})


class FamilyTest(unittest.TestCase):
    def setUp(self):
        script = "import subprocess, sys; subprocess.run([sys.executable, '-c', 'print(1, flush=True); input()'])"
        self.child = subprocess.Popen([sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.addCleanup(self.end)
        self.child.stdout.readline()

    def end(self):
        if self.child.returncode is None:
            self.child.communicate(b"\n")

    def test_has_children_and_theirs(self):
        family = process.family(os.getpid())
        self.assertEqual(family[0], os.getpid())
        self.assertIn(self.child.pid, family)
        self.assertEqual(len(process.family(self.child.pid)), 2)

    def test_memory_of_several(self):
        pids = process.family(self.child.pid)
        used = process.memory(pids)
        self.assertGreater(used.resident, process.memory(pids[:1]).resident)
        self.assertGreater(used.resident, 1)
        self.assertLess(used.resident, 500)
        self.assertGreaterEqual(used.peak, used.resident)

    def test_those_that_live_still(self):
        family = process.alive(process.family(self.child.pid))
        self.assertEqual(process.still(family), family)
        self.end()
        self.assertEqual(process.still(family), {})

    def test_another_process_with_the_number_is_another(self):
        self.assertEqual(process.still({os.getpid(): "0"}), {})


class AffinityTest(unittest.TestCase):
    def test_threads_that_may_leave_the_core(self):
        before = os.sched_getaffinity(0)
        core = min(before)
        try:
            os.sched_setaffinity(0, {core})
            self.assertEqual(process.allowed_elsewhere([os.getpid()], core), 0)
            self.assertEqual(process.allowed_elsewhere([os.getpid()], core + 1), 1)
        finally:
            os.sched_setaffinity(0, before)
