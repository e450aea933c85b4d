"""What a load generator is asked for and what it tells, whichever it is.

A generator is a module with NAME, missing(), version(), command(load, port, seconds, latencies, report) and
outcome(text, report, cpu_seconds), where the report is a path that the program may write to, and the text what it
printed: run() and start() do the rest.
"""

import resource
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from session import Failed

LIMIT_SECONDS = 600


class LoadFailed(Failed):
    """The generator ended badly, or printed what this program does not understand."""


@dataclass(frozen=True)
class Load:
    """How to load a server. A rate of None means: as fast as the outstanding queries allow; a core of
    None: on any; passes: how often the file is read at most; buffer: KiB; patience: seconds until lost."""

    queries: str
    core: int | None
    outstanding: int
    rate: int | None = None
    clients: int = 1
    updates: bool = False
    buffer: int = 0
    passes: int | None = None
    patience: int = 2


@dataclass(frozen=True)
class Outcome:
    """Counts of one run; octets are means; percentiles in microseconds, if they were asked for; CPU seconds
    are the generator's own."""

    sent: int
    answers: int
    lost: int
    noerror: int
    per_second: float
    rcodes: str
    response_octets: float
    cpu_seconds: float
    percentiles: dict

    def percentile(self, percent):
        return self.percentiles.get(percent)


class Started:
    """A run beside what else goes on."""

    def __init__(self, generator, load, port, seconds, latencies):
        pinned = [] if load.core is None else ["taskset", "-c", str(load.core)]
        self.generator, self.reports = generator, tempfile.TemporaryDirectory()
        self.report = Path(self.reports.name) / "report"
        self.command = pinned + generator.command(load, port, seconds, latencies, self.report)
        self.process = subprocess.Popen(self.command, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    def finish(self):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        try:
            out, err = self.process.communicate(timeout=LIMIT_SECONDS)
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            if self.process.returncode != 0:
                raise LoadFailed(f"{self.generator.NAME} failed: {' '.join(self.command)}\n{(err or out).strip()[-500:]}")
            spent = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
            outcome = self.generator.outcome(out, self.report, spent)
            if not outcome.answers:
                # What is counted per answer would be anything.
                raise LoadFailed(f"{self.generator.NAME}: none of {outcome.sent} requests was answered")
            return outcome
        except subprocess.TimeoutExpired as failure:
            raise LoadFailed(f"{self.generator.NAME} was not done after {LIMIT_SECONDS} s: {' '.join(self.command)}") from failure
        finally:
            self.close()

    def close(self):
        """Ends the run if it still goes on."""
        if self.process.poll() is None:
            self.process.kill()
            self.process.communicate()
        self.reports.cleanup()


def start(generator, load, port, seconds, latencies=False):
    return Started(generator, load, port, seconds, latencies)


def run(generator, load, port, seconds, latencies=False):
    """One run from its start to its end; with latencies, the percentiles of each query's."""
    return start(generator, load, port, seconds, latencies).finish()
