"""What every program of this folder does around its measurement: choose, say, keep, and end cleanly."""

import contextlib
import fcntl
import json
import os
import platform
import shlex
import signal
import subprocess
import sys
from datetime import datetime, timezone
from pathlib import Path

HOME = Path(__file__).resolve().parents[2]
DIST = HOME / "server/target/dist/lib"
TARGET = HOME / "target/peers"
ORIGIN = "load.example."


class Failed(Exception):
    """Something that the run cannot go on without; its text is for the user."""


def say(text):
    print(text, file=sys.stderr, flush=True)


def run(main):
    """Runs a program: alone in its folder, and so that SIGTERM ends it as Ctrl-C does, servers included."""
    os.makedirs(TARGET, exist_ok=True)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    with open(TARGET / "lock", "w", encoding="ascii") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            sys.exit(main())
        except BlockingIOError:
            sys.exit(f"another run uses {TARGET}")
        except Failed as failure:
            sys.exit(str(failure))
        except KeyboardInterrupt:
            sys.exit(128 + signal.SIGINT)


def add_choice(parser, known, usual=None, option="--servers"):
    """The option that names servers; choose() reads it."""
    parser.add_argument(option, default=",".join(usual or known),
                        help="which, in order, separated by commas (default: %(default)s)")


def choose(names, known):
    """The servers that are named and can run here; says which cannot, and why."""
    unknown = set(names.split(",")) - set(known)
    if unknown:
        raise Failed(f"unknown: {', '.join(sorted(unknown))}; there are {', '.join(known)}")
    chosen = []
    for name in names.split(","):
        reason = known[name].missing()
        if reason:
            say(f"left out: {name}: {reason}")
        else:
            chosen.append(known[name])
    if not chosen:
        raise Failed("no server to measure")
    return chosen


def in_turn(members, number):
    """The members, beginning with another one in each round."""
    first = number % len(members) if members else 0
    return members[first:] + members[:first]


def machine():
    model = "unknown processor"
    with open("/proc/cpuinfo", encoding="ascii", errors="replace") as lines:
        for line in lines:
            if line.startswith("model name"):
                model = line.partition(":")[2].strip()
                break
    return f"{os.cpu_count()} cores, {model}, Linux {platform.release()}"


def commit():
    described = subprocess.run(["git", "-C", HOME, "describe", "--always", "--dirty", "--abbrev=12"],
                               capture_output=True, text=True, check=False)
    return described.stdout.strip() or "no commit"


def report(program, options, results, text, **facts):
    """Prints the table below what was measured where, and keeps it beside all single figures."""
    head = {"command": shlex.join([f"bench/peers/{program}", *sys.argv[1:]]), "commit": commit(),
            "machine": machine(), **facts}
    lines = [f"- {key}: {value}" for key, value in head.items() if value]
    facts_of = ("server", "version", "settings", "update_settings")
    lines += ["- " + "; ".join(("for updates " if key == "update_settings" else "") + str(result[key])
                               for key in facts_of if key in result)
              for result in results if "server" in result]
    text = "\n".join(lines) + "\n\n" + text
    print(text, end="", flush=True)
    stamp = datetime.now(timezone.utc).strftime("%Y%m%dT%H%M%SZ")
    kept = json.dumps({**head, "options": vars(options), "results": results}, indent=1) + "\n"
    for suffix, content in (("md", text), ("json", kept)):
        (TARGET / f"{stamp}.{suffix}").write_text(content)
    say(f"kept as {TARGET}/{stamp}.md and .json")


@contextlib.contextmanager
def ended(process):
    """Ends a process that this program started, if it still runs at the end."""
    try:
        yield process
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()
