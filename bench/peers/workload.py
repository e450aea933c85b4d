"""The zone and the queries that all servers get, written once for each size."""

import subprocess

from session import HOME, ORIGIN, TARGET, Failed

SEED = 1
NAMES = {"flat": 100_000, "delegations": 1_000_000}


def prepare(shape, names):
    """Paths of the zone and of the queries."""
    stem = TARGET / f"{shape}-{names}"
    zone, queries = stem.with_suffix(".zone"), stem.with_suffix(".queries")
    if not (zone.exists() and queries.exists()):
        # Under other names until both are whole: a run that was ended in between leaves nothing to be taken for them.
        parts = [path.with_suffix(path.suffix + ".part") for path in (zone, queries)]
        made = subprocess.run(
            [HOME / "bin/nomen-load", "workload", "--shape", shape, "--names", str(names), "--seed", str(SEED),
             "--origin", ORIGIN, "--zone-file", parts[0], "--query-file", parts[1]],
            capture_output=True, text=True, check=False)
        if made.returncode:
            raise Failed(f"no zone and queries were made (run make build): {made.stderr.strip()[-500:]}")
        for part, path in zip(parts, (zone, queries)):
            part.replace(path)
    return zone, queries


def first_query(zone):
    """A name that the zone holds: the first owner after the apex and its hosts."""
    with open(zone, encoding="ascii") as lines:
        for line in lines:
            owner, _, _ = line.partition("\t")
            if owner.isalpha() and len(owner) >= 6:
                return f"{owner}.{ORIGIN}", "A"
    raise Failed(f"{zone}: no name to ask for")
