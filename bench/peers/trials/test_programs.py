"""Short runs of every program, with servers that are installed: is all there that its table shows, and does everything end?

Nothing here is about speed: the machine may be busy. What is counted is looked at for sense only.
"""

import json
import os
import re
import shutil
import signal
import subprocess
import time
import unittest
import uuid
from pathlib import Path

import dnsperf
import nomen_load
import servers
import verify
import workload
from programs import FOLDER, program
from running import running

LIMIT_SECONDS = 180
MARK = "NOMEN_PEERS_TRIAL"
GENERATOR = nomen_load.NAME if dnsperf.missing() else dnsperf.NAME
# One that is written in C, and Nomen: the shortest that is still a comparison.
PAIR = [name for name in ("knot", "nomen") if servers.ALL[name].missing() is None]


class Started:
    """A program under way, with a mark that all that it starts inherits."""

    def __init__(self, name, *words):
        self.mark = f"{MARK}={uuid.uuid4()}"
        environment = dict(os.environ, **dict([self.mark.split("=")]))
        self.process = subprocess.Popen([FOLDER / name, *words], text=True, env=environment, stdout=subprocess.PIPE,
                                        stderr=subprocess.PIPE)

    def finish(self, limit=LIMIT_SECONDS):
        try:
            return self.process.communicate(timeout=limit)
        except subprocess.TimeoutExpired:
            self.process.terminate()
            out, err = self.process.communicate(timeout=60)
            raise AssertionError(f"not done after {limit} s:\n{out}\n{err}") from None

    def living(self):
        """Command lines of the processes that live and have the mark."""
        found = []
        for entry in filter(str.isdigit, os.listdir("/proc")):
            try:
                known = Path(f"/proc/{entry}/environ").read_bytes().split(b"\0")
                if self.mark.encode() in known:
                    found.append(Path(f"/proc/{entry}/cmdline").read_bytes().replace(b"\0", b" ").decode())
            except OSError:
                continue
        return found


class Trial(unittest.TestCase):
    def start(self, name, *words):
        run = Started(name, *words)
        self.addCleanup(self.end, run)
        return run

    @staticmethod
    def end(run):
        if run.process.poll() is None:
            run.process.terminate()
        run.process.communicate()

    def assert_all_ended(self, run):
        # A process that was killed is seen for a moment more.
        for _ in range(100):
            living = run.living()
            if not living:
                return
            time.sleep(0.05)
        self.fail(f"still there: {living}")

    def run_program(self, name, *words):
        """What the program keeps, once it has ended well; its table must have a row for each result."""
        run = self.start(name, *words)
        out, err = run.finish()
        self.assertEqual(run.process.returncode, 0, f"{out}\n{err}")
        self.assert_all_ended(run)
        kept = re.search(r"kept as (\S+)\.md and", err)
        self.assertIsNotNone(kept, err)
        record = json.loads(Path(f"{kept.group(1)}.json").read_text(encoding="ascii"))
        for key in ("command", "commit", "machine", "date"):
            self.assertTrue(record[key], key)
        rows = program(name).table_of(record["results"]).rows
        self.assertEqual(len(rows), 1 + len(record["results"]))
        for row in rows[1:]:
            self.assertIn(row[0], out)
        return record

    def assert_counts(self, figures, *keys):
        for key in keys:
            values = figures[key] if isinstance(figures[key], list) else [figures[key]]
            self.assertTrue(values, key)
            for value in values:
                self.assertGreater(value, 0, key)


class CheckTrial(Trial):
    def test_every_server_that_is_installed_answers_rightly_and_stops(self):
        run = self.start("compare", "--check")
        out, err = run.finish()
        self.assertEqual(run.process.returncode, 0, f"{out}\n{err}")
        self.assert_all_ended(run)
        for name in servers.USUAL:
            reason = servers.ALL[name].missing()
            with self.subTest(name):
                if reason:
                    self.skipTest(reason)
                self.assertIn(f"{name}, set up for queries: right", out)

    def test_delegations(self):
        run = self.start("compare", "--check", "--zone", "delegations", "--servers", ",".join(PAIR))
        out, err = run.finish()
        self.assertEqual(run.process.returncode, 0, f"{out}\n{err}")
        for name in PAIR:
            self.assertIn(f"{name}, set up for queries: right", out)


class CompareTrial(Trial):
    SHORT = ("--names", "1000", "--rounds", "1", "--seconds", "1", "--warm-up", "1", "--sample", "20",
             "--latency-rate", "500", "--load", "20")

    def test_all_phases(self):
        record = self.run_program(
            "compare", *self.SHORT, "--servers", ",".join([*PAIR, "echo"]), "--update-load", "20", "--update-records", "500",
            "--restart-updates", "50", "--load-generator", GENERATOR)
        self.assertEqual([result["server"] for result in record["results"]], [*PAIR, "echo"])
        for result in record["results"]:
            self.assertNotIn("left_out", result)
            self.assert_counts(result["rounds"][0], "answers", "per_second", "octets")
            self.assert_counts(result["latency"][0], "per_second", "p50_us", "p99_us")
            self.assert_counts(result["memory"][0], "resident_mib", "peak_mib")
            if result["server"] != "echo":
                self.assertEqual(result["verified_answers"], 20)
                self.assert_counts(result["load"][0], "seconds", "resident_mib")
                self.assert_counts(result["updates"][0], "updates", "per_second")
                self.assert_counts(result["restart"][0], "seconds", "resident_mib")
                self.assertIn("NXDOMAIN", result["rounds"][0]["rcodes"])

    def test_the_usual_load_generator(self):
        record = self.run_program("compare", *self.SHORT, "--servers", "nomen", "--ask", "answers")
        self.assertTrue(record["load"].startswith("nomen-load"))
        self.assert_counts(record["results"][0]["rounds"][0], "answers", "per_second", "octets")
        self.assert_counts(record["results"][0]["latency"][0], "p50_us", "p99_us")


class EndTrial(Trial):
    """Ended in the middle, a program leaves nothing behind."""

    def ends(self, number):
        run = self.start("compare", "--names", "1000", "--ask", "answers", "--servers", ",".join([*PAIR, "echo"]),
                         "--rounds", "1000", "--seconds", "1", "--warm-up", "1", "--latency-rate", "0",
                         "--load-generator", GENERATOR)
        for line in run.process.stderr:
            if line.startswith("round 1"):
                break
        self.assertIsNone(run.process.poll())
        self.assertGreater(len(run.living()), 1 + len(PAIR))
        run.process.send_signal(number)
        run.process.communicate(timeout=60)
        self.assertEqual(run.process.returncode, 128 + number)
        self.assert_all_ended(run)

    def test_by_sigterm(self):
        self.ends(signal.SIGTERM)

    def test_by_ctrl_c(self):
        self.ends(signal.SIGINT)


class UpdatesTrial(Trial):
    def test_all_questions(self):
        record = self.run_program(
            "updates", "--servers", ",".join(PAIR), "--names", "1000", "--records", "500", "--rounds", "1", "--seconds", "1",
            "--warm-up", "1", "--load", "20", "--query-rate", "200", "--storm-rate", "100", "--load-generator", GENERATOR)
        for result in record["results"]:
            self.assert_counts(result, "storm_updates", "storm_per_second", "single_update_us", "single_query_us",
                               "force_us", "calm_p99_us", "stormy_p99_us", "stormy_updates_per_second", "resident_mib")
            if result["server"] == "nomen":
                self.assert_counts(result, "storm_forces", "storm_batch")


class TransferTrial(Trial):
    def test_all_questions(self):
        record = self.run_program(
            "transfer", "--servers", ",".join(PAIR), "--names", "2000", "--rounds", "1", "--warm-up", "1", "--seconds", "1",
            "--query-rate", "200", "--load-generator", GENERATOR)
        for result in record["results"]:
            self.assert_counts(result, "axfr_s", "messages", "records", "mib", "calm_p99_us", "sending_p99_us",
                               "sending_transfers_per_second", "resident_mib")
        self.assertEqual(len({result["records"][0] for result in record["results"]}), 1, "all send the same zone")


class RestartTrial(Trial):
    def test_a_small_zone(self):
        record = self.run_program("restart", "--servers", ",".join(PAIR), "--zone", "flat", "--names", "1000", "--updates",
                                  "50", "--pause", "0", "--rounds", "1", "--load-generator", GENERATOR)
        for result in record["results"]:
            self.assertNotIn("left_out", result)
            self.assert_counts(result, "updates_before_restart")
            self.assert_counts(result["restart"][0], "seconds", "resident_mib")


class LagTrial(Trial):
    def test_a_few_updates(self):
        pairs = [name for name in ("nomen", "bind") if servers.ALL[name].missing() is None]
        record = self.run_program("lag", "--pairs", ",".join(pairs), "--names", "200", "--rate", "20", "--rounds", "1",
                                  "--seconds", "1", "--warm-up", "1")
        self.assertEqual([result["server"] for result in record["results"]], pairs)
        for result in record["results"]:
            self.assertEqual(result["updates"], [20])
            self.assert_counts(result, "noerror", "seen", "lag_p50_ms", "lag_p99_ms", "update_p50_ms")
            self.assertLessEqual(result["seen"][0], result["noerror"][0])


class LoadGeneratorsTrial(Trial):
    def test_both(self):
        record = self.run_program("load-generators", "--rounds", "1", "--seconds", "1", "--warm-up", "1", "--names", "1000")
        for result in record["results"]:
            self.assert_counts(result, "sent_per_second", "per_second", "answers_per_cpu_second", "cpu_seconds")
        if not dnsperf.missing():
            self.assert_counts(record["results"][1], "ratio", "cpu_ratio")


class WarmUpTrial(Trial):
    def test_both_sources(self):
        record = self.run_program("warm-up", "--names", "100", "--caches", "yes", "--warm-ups", "0s", "--rounds", "1",
                                  "--seconds", "6")
        self.assertEqual([result["subject"] for result in record["results"]],
                         ["100 names from text", "100 names from data"])
        for result in record["results"]:
            self.assert_counts(result["rounds"][0], "first_seconds", "reached_seconds", "steady")
            self.assertEqual(len(result["rounds"][0]["rates"]), 120)
            self.assertEqual(result["rounds"][0]["odd"], 0)


class FlagsTrial(Trial):
    def test_two_variants(self):
        record = self.run_program(
            "flags", "--variants", "default,c1-only", "--names", "1000", "--rounds", "1", "--seconds", "1", "--warm-up", "1",
            "--load", "20", "--latency-rate", "500", "--updates", "200", "--load-generator", GENERATOR)
        self.assertEqual([result["name"] for result in record["results"]], ["default", "c1-only", "echo"])
        for result in record["results"]:
            self.assert_counts(result["rounds"][0], "per_second", "cpu_us")
            self.assert_counts(result, "p99_us", "resident_mib", "first_answer_seconds")
            if result["name"] != "echo":
                self.assert_counts(result["updates"], "updates")


class HeapTrial(Trial):
    def test_one_size(self):
        record = self.run_program("heap", "--names", "1000", "--limit", "20")
        (one,) = record["results"]
        self.assert_counts(one, "records", "smallest_mib", "smallest_seconds", "live_mib", "seconds", "resident_mib")
        self.assertLess(one["smallest_mib"], 64)


class CpuPerAnswerTrial(Trial):
    @unittest.skipIf(shutil.which("dnsperf") is None, "dnsperf is not installed")
    def test_one_line(self):
        zone, queries = workload.prepare("flat", 1000)
        with running(servers.ALL["nomen"], zone, workload.first_query(zone), None) as up:
            told = subprocess.run([FOLDER / "cpu-per-answer", str(up.process.pid), str(up.port), queries, "1"],
                                  capture_output=True, text=True, timeout=60, check=False)
        self.assertEqual(told.returncode, 0, told.stderr)
        figures = dict(pair.split("=") for pair in told.stdout.split())
        self.assertGreater(int(figures["answers"]), 0)
        self.assertGreater(float(figures["total_us"]), 0)


class WorkloadTrial(Trial):
    def test_shares_are_those_that_the_pages_name(self):
        zone, queries = workload.prepare("flat", 1000)
        content = verify.Zone(zone)
        asked = [tuple(line.split()) for line in queries.read_text(encoding="ascii").splitlines()]
        shares = {}
        for name, kind in asked:
            known = kind if name in content.names else "missing"
            shares[known] = shares.get(known, 0) + 1 / len(asked)
            if known == "AAAA" and (name, kind) in content.records:
                shares["AAAA there"] = shares.get("AAAA there", 0) + 1 / len(asked)
        for kind, share in (("A", 0.70), ("AAAA", 0.15), ("AAAA there", 0.0375), ("missing", 0.10), ("MX", 0.05)):
            self.assertAlmostEqual(shares[kind], share, delta=0.005, msg=kind)

    def test_same_seed_same_load(self):
        paths = workload.prepare("flat", 300)
        before = [path.read_bytes() for path in paths]
        for path in paths:
            path.unlink()
        self.assertEqual([path.read_bytes() for path in workload.prepare("flat", 300)], before)
