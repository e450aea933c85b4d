"""Runs dnsperf and reads what it prints."""

import re
import subprocess
from dataclasses import dataclass

ANSWER_LINE = re.compile(r"^> \S+ .* ([0-9]+\.[0-9]+)$")


class LoadFailed(Exception):
    """dnsperf ended badly, or printed what this program does not understand."""


@dataclass(frozen=True)
class Load:
    """How to load a server. A rate of None means: as fast as the outstanding queries allow; a core of
    None: on any; passes: how often the file is read at most."""

    queries: str
    core: int | None
    outstanding: int
    rate: int | None = None
    clients: int = 1
    updates: bool = False
    buffer: int = 0
    passes: int | None = None


@dataclass(frozen=True)
class Outcome:
    """Counts of one run; latencies in microseconds, sorted, when each query was reported."""

    answers: int
    lost: int
    per_second: float
    rcodes: str
    latencies: tuple = ()

    def percentile(self, percent):
        if not self.latencies:
            return None
        return self.latencies[min(len(self.latencies) - 1, len(self.latencies) * percent // 100)]


def version():
    run = subprocess.run(["dnsperf", "-h"], capture_output=True, text=True, check=False)
    text = run.stdout + run.stderr
    found = re.search(r"Version (\S+)", text)
    return f"dnsperf {found.group(1)}" if found else "dnsperf, version unknown"


def command(load, port, seconds, each_query=False):
    pinned = [] if load.core is None else ["taskset", "-c", str(load.core)]
    command = [*pinned, "dnsperf", "-s", "127.0.0.1", "-p", str(port),
               "-d", load.queries, "-l", str(seconds), "-q", str(load.outstanding),
               "-c", str(load.clients), "-T", "1", "-t", "2"]
    if load.rate:
        command += ["-Q", str(load.rate)]
    if load.passes:
        command += ["-n", str(load.passes)]
    if load.buffer:
        command += ["-b", str(load.buffer)]
    if load.updates:
        command += ["-u"]
    if each_query:
        command += ["-v"]
    return command


def run(load, port, seconds, each_query=False):
    return finish(start(load, port, seconds, each_query))


def start(load, port, seconds, each_query=False):
    """Starts a run beside what else goes on; finish() waits for it."""
    return subprocess.Popen(command(load, port, seconds, each_query), text=True,
                            stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def finish(started):
    out, err = started.communicate(timeout=600)
    if started.returncode != 0:
        raise LoadFailed(f"{' '.join(started.args)}: {err.strip()[-500:]}")
    return _outcome(out)


def _outcome(text):
    def number(pattern):
        found = re.search(pattern, text)
        if not found:
            raise LoadFailed(f"no {pattern!r} in what dnsperf printed")
        return found.group(1)

    latencies = []
    for line in text.splitlines():
        found = ANSWER_LINE.match(line)
        if found:
            latencies.append(float(found.group(1)) * 1e6)
    return Outcome(
        answers=int(number(r"(?:Queries|Updates) completed:\s+([0-9]+)")),
        lost=int(number(r"(?:Queries|Updates) lost:\s+([0-9]+)")),
        per_second=float(number(r"(?:Queries|Updates) per second:\s+([0-9.]+)")),
        rcodes=number(r"Response codes:\s+(.*)"),
        latencies=tuple(sorted(latencies)),
    )
