"""The zone and the queries that all servers get, written once for each size."""

import subprocess

from session import DIST, HOME, ORIGIN, TARGET, Failed

NAMES = {"flat": 100_000, "delegations": 1_000_000}


def prepare(shape, names):
    """Paths of the zone and of the queries."""
    stem = TARGET / f"{shape}-{names}"
    zone, queries = stem.with_suffix(".zone"), stem.with_suffix(".queries")
    if not (zone.exists() and queries.exists()):
        java = subprocess.run([HOME / "bin/find-java"], capture_output=True, text=True, check=True)
        made = subprocess.run(
            [java.stdout.strip(), "-cp", f"{HOME}/loadtest/target/classes:{DIST}/*",
             "nomen.loadtest.Main", "workload", "--shape", shape, "--names", str(names),
             "--origin", ORIGIN, "--zone-file", zone, "--query-file", queries],
            capture_output=True, text=True, check=False)
        if made.returncode:
            zone.unlink(missing_ok=True)
            raise Failed(f"no zone and queries were made (run make build, and compile the module loadtest): "
                         f"{made.stderr.strip()[-500:]}")
    return zone, queries


def first_query(zone):
    """A name that the zone holds: the first owner after the apex and its hosts."""
    with open(zone, encoding="ascii") as lines:
        for line in lines:
            owner, _, _ = line.partition("\t")
            if owner.isalpha() and len(owner) >= 6:
                return f"{owner}.{ORIGIN}", "A"
    raise Failed(f"{zone}: no name to ask for")
