"""Dynamic updates by the thousand: the files of them, and what a server makes of them."""

import load as loads
import probe
import process
from session import ORIGIN, Failed

MARKER_SECONDS = 5
# dnsperf's own is 250 small answers, and a server that answers a batch at a time then loses what it cannot take.
BUFFER_KIB = 1024
PATIENCE_SECONDS = 5


class Source:
    """Writes files of updates that a server has not seen, so that each changes its zone."""

    def __init__(self, folder):
        self.folder, self.files = folder, 0

    def both_ways(self, records):
        """Adds records of names that were not there, one a message, and then deletes them again."""
        return self._write(records, ("add {0} 300 A {1}", "delete {0} A {1}"))

    def additions(self, records):
        return self._write(records, ("add {0} 300 A {1}",))

    def _write(self, records, actions):
        self.files += 1
        path = self.folder / "updates.txt"
        with open(path, "w", encoding="ascii") as out:
            for action in actions:
                for i in range(records):
                    address = f"10.{i >> 16 & 255}.{i >> 8 & 255}.{i & 255}"
                    out.write(f"{ORIGIN}\n{action.format(f'u{self.files}-{i}', address)}\nsend\n")
        return str(path)


def load(queries, outstanding, rate=None, buffer=BUFFER_KIB, passes=None):
    """A load of updates, pinned to no core."""
    return loads.Load(queries, None, outstanding, rate, updates=True, buffer=buffer, passes=passes,
                      patience=PATIENCE_SECONDS)


def measure(generator, updates, up, seconds):
    """One storm, with the server's processor time per update, as a round to keep. Only NOERROR counts."""
    pids = up.pids()
    before = process.cpu_time(pids)
    outcome = loads.run(generator, updates, up.port, seconds)
    spent = process.cpu_time(pids).since(before)
    if not outcome.noerror:
        raise Failed(f"no update was done: {outcome.rcodes}")
    return {
        "per_second": outcome.per_second * outcome.noerror / outcome.answers,
        "updates": outcome.noerror,
        "lost": outcome.lost,
        "refused": outcome.answers - outcome.noerror,
        "rcodes": outcome.rcodes,
        "cpu_us": (spent.user + spent.system) / outcome.noerror * 1e6,
    }


def mark(port):
    """Adds one more name, and gives it when the server has said that it did."""
    name = f"marker.{ORIGIN}"
    response = probe.ask(port, probe.addition(ORIGIN, name, (10, 1, 2, 3)), MARKER_SECONDS)
    if response is None or response[3] & 15:
        raise Failed(f"an update got {'no answer' if response is None else f'RCODE {response[3] & 15}'}")
    return name, "A"
