"""The runs that the pages of docs show: each has a name, under which it is kept, and a place on its page."""

from dataclasses import dataclass

PERFORMANCE = "docs/performance.md"
LOAD_TESTING = "docs/load-testing.md"


@dataclass(frozen=True)
class Part:
    """A program with its arguments; minutes are about what it takes. Columns of (): all of its table."""

    name: str
    command: str
    minutes: float
    columns: tuple = ()
    page: str = PERFORMANCE

    @property
    def program(self):
        return self.command.split()[0]

    @property
    def words(self):
        return self.command.split()[1:]


ANSWERS = ("CPU per answer, us", "user, us", "system, us", "answers/s", "lost", "p50, us", "p99, us")
START = ("load, s", "resident, MiB", "peak, MiB")
STORM = ("updates/s", "lost", "refused", "CPU per update, us", "updates per force", "1 update, us", "1 query, us",
         "fdatasync, us", "resident, MiB")
QUERIES = ("query p99 calm, us", "in the storm", "storm elsewhere", "storm, updates/s")

PARTS = (
    Part("servers", "compare --rounds 3 --seconds 3", 8),
    Part("answers-dnsperf", "compare --ask answers --load-generator dnsperf --rounds 3 --seconds 3 "
         "--servers nsd,knot,gdnsd,nomen,nomen-single,echo", 2.5, ANSWERS),
    Part("ports", "compare --ask answers --clients 100 --rounds 3 --seconds 3 --servers nsd,knot,nomen,echo", 2.5, ANSWERS),
    Part("load-generators", "load-generators", 2),
    Part("load-start", "load-start --rounds 3", 2.5, page=LOAD_TESTING),
    Part("start", "compare --zone delegations --ask load --servers nsd,knot,bind,nomen --rounds 3", 1, START),
    Part("many-zones", "many-zones --servers nsd,knot,bind,nomen --rounds 1", 4),
    Part("updates", "updates --ask storm,single --servers knot,bind,nomen --rounds 3 --seconds 3", 3, STORM),
    Part("updates-large", "updates --ask storm --servers nomen --names 1000000 --rounds 3 --seconds 3", 1, STORM),
    Part("updates-queries", "updates --ask queries --servers knot,nomen --rounds 3 --seconds 3", 2.5, QUERIES),
    Part("restart", "restart --servers knot,bind,nomen --rounds 3", 1.5),
    Part("lag", "lag", 2.5),
    Part("transfer", "transfer --servers nsd,knot,nomen --rounds 3 --seconds 3", 3),
)
BY_NAME = {part.name: part for part in PARTS}
