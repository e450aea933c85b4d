"""Runs dnsperf and reads what it prints."""

import re
import shutil
import subprocess

from figures import percentile
from load import LoadFailed, Outcome

NAME = "dnsperf"
PERCENTS = (50, 90, 99)
ANSWER_LINE = re.compile(r"^> \S+ .* ([0-9]+\.[0-9]+)$")


def missing():
    return None if shutil.which("dnsperf") else "dnsperf is not installed"


def version():
    run = subprocess.run(["dnsperf", "-h"], capture_output=True, text=True, check=False)
    found = re.search(r"Version (\S+)", run.stdout + run.stderr)
    return f"dnsperf {found.group(1)}" if found else "dnsperf, version unknown"


def command(load, port, seconds, latencies, _):
    """Percentiles come from -v, which prints a line for each query."""
    words = ["dnsperf", "-s", "127.0.0.1", "-p", str(port), "-d", str(load.queries), "-l", str(seconds),
             "-q", str(load.outstanding), "-c", str(load.clients), "-T", "1", "-t", str(load.patience)]
    if load.rate:
        words += ["-Q", str(load.rate)]
    if load.passes:
        words += ["-n", str(load.passes)]
    if load.buffer:
        words += ["-b", str(load.buffer)]
    if load.updates:
        words += ["-u"]
    if latencies:
        words += ["-v"]
    return words


def outcome(text, _, cpu_seconds):
    def number(pattern):
        found = re.search(pattern, text)
        if not found:
            raise LoadFailed(f"no {pattern!r} in what dnsperf printed")
        return found.group(1)

    latencies = sorted(float(found.group(1)) * 1e6 for found in map(ANSWER_LINE.match, text.splitlines()) if found)
    rcodes = number(r"Response codes:[ \t]*(.*)")
    noerror = re.search(r"NOERROR ([0-9]+)", rcodes)
    return Outcome(
        sent=int(number(r"(?:Queries|Updates) sent:\s+([0-9]+)")),
        answers=int(number(r"(?:Queries|Updates) completed:\s+([0-9]+)")),
        lost=int(number(r"(?:Queries|Updates) lost:\s+([0-9]+)")),
        noerror=int(noerror.group(1)) if noerror else 0,
        per_second=float(number(r"(?:Queries|Updates) per second:\s+([0-9.]+)")),
        rcodes=rcodes,
        response_octets=float(number(r"Average packet size:.* response ([0-9.]+)")),
        cpu_seconds=cpu_seconds,
        percentiles={percent: percentile(latencies, percent) for percent in PERCENTS if latencies},
    )
