"""Runs bin/nomen-load and reads its report for programs (--json)."""

import json
import subprocess

from load import LoadFailed, Outcome
from session import HOME

NAME = "nomen-load"
PROGRAM = HOME / "bin/nomen-load"


def _version():
    run = subprocess.run([PROGRAM, "--version"], capture_output=True, text=True, timeout=60, check=False)
    lines = run.stdout.strip().splitlines()
    return lines[0] if run.returncode == 0 and lines else None


def missing():
    if not PROGRAM.exists():
        return "bin/nomen-load is not there"
    return None if _version() else "nomen-load does not run: run make build"


def version():
    return _version() or "nomen-load, version unknown"


def command(load, port, seconds, _, report):
    words = [str(PROGRAM), "-s", "127.0.0.1", "-p", str(port), "-d", str(load.queries), "-l", str(seconds),
             "-q", str(load.outstanding), "-c", str(load.clients), "-T", "1", "-t", str(load.patience),
             "--json", str(report)]
    if load.rate:
        words += ["-Q", str(load.rate)]
    if load.passes:
        words += ["-n", str(load.passes)]
    if load.buffer:
        words += ["-b", str(load.buffer)]
    if load.updates:
        words += ["-u"]
    return words


def outcome(_, report, cpu_seconds):
    try:
        told = json.loads(report.read_text(encoding="utf-8"))
        kind = told.get("queries") or told["updates"]
        rcodes, answers = kind["rcodes"], kind["answered"]
        return Outcome(
            sent=kind["sent"],
            answers=answers,
            lost=kind["lost"],
            noerror=rcodes.get("NOERROR", 0),
            per_second=kind.get("answered_per_second") or 0.0,
            rcodes=", ".join(f"{name} {count} ({count / max(1, answers):.2%})" for name, count in rcodes.items()),
            response_octets=kind.get("answer_octets_mean") or 0.0,
            cpu_seconds=cpu_seconds,
            percentiles={int(key[1:]): value * 1e6 for key, value in kind.get("latency_seconds", {}).items()
                         if key[1:].isdigit() and value is not None},
        )
    except (OSError, ValueError, KeyError, TypeError) as failure:
        raise LoadFailed(f"no report of nomen-load: {failure!r}") from failure
