"""What every program of this folder does around its measurement: choose, say, and end cleanly."""

import contextlib
import fcntl
import os
import signal
import subprocess
import sys
from pathlib import Path

HOME = Path(__file__).resolve().parents[2]
DIST = HOME / "server/target/dist/lib"
TARGET = HOME / "target/peers"
ORIGIN = "load.example."
# Longer than a program takes to end all of its servers.
END_LIMIT_SECONDS = 60
ENDING = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT)


class Failed(Exception):
    """Something that the run cannot go on without; its text is for the user."""


def say(text):
    print(text, file=sys.stderr, flush=True)


def end_on_signals():
    """A signal ends the program in good order: what it started ends first, and no second signal comes in between.
    Signals that it was started to ignore (nohup) stay ignored."""
    def end(number, _):
        for other in ENDING:
            signal.signal(other, signal.SIG_IGN)
        sys.exit(128 + number)

    for number in ENDING:
        if signal.getsignal(number) != signal.SIG_IGN:
            signal.signal(number, end)


def run(main, options):
    """Runs a program: alone in its folder, and so that a signal that ends it ends its servers too."""
    os.makedirs(TARGET, exist_ok=True)
    end_on_signals()
    with open(TARGET / "lock", "w", encoding="ascii") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            sys.exit(main(options))
        except BlockingIOError:
            sys.exit(f"another run uses {TARGET}")
        except Failed as failure:
            sys.exit(str(failure))


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


@contextlib.contextmanager
def ended(process):
    """Ends a process that this program started, if it still runs at the end; it may end what it started first."""
    try:
        yield process
    finally:
        if process.poll() is None:
            process.terminate()
            try:
                process.wait(END_LIMIT_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
