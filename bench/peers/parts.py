"""The runs that the pages of docs show: each has a name, under which it is kept, and a place on its page."""

from dataclasses import dataclass

PERFORMANCE = "docs/performance.md"
TUNING = "docs/tuning.md"


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
START = ("first right answer, s", "resident, MiB", "peak, MiB")

PARTS = (
    Part("servers", "compare --rounds 3 --seconds 3", 7),
    Part("answers", "compare --ask answers --servers nsd,knot,bind,nomen,nomen-single,echo --rounds 3 --seconds 3", 3,
         ANSWERS),
    Part("ports", "compare --ask answers --servers nsd,knot,nomen,echo --clients 100 --rounds 3 --seconds 3", 2, ANSWERS),
    Part("load-generators", "load-generators", 2),
    Part("start", "compare --zone delegations --ask load --servers nsd,knot,bind,nomen --rounds 3", 1),
    Part("updates", "updates --ask storm,single --servers knot,bind,nomen --rounds 3 --seconds 4", 2),
    Part("updates-large", "updates --ask storm --servers nomen --names 1000000 --rounds 3 --seconds 4", 0.5),
    Part("updates-queries", "updates --ask queries --servers knot,bind,nomen --rounds 3 --seconds 4", 3),
    Part("restart", "restart --servers knot,bind,nomen --rounds 3", 1.5),
    Part("lag", "lag", 2.5),
    Part("transfer", "transfer --rounds 3", 4),
)
BY_NAME = {part.name: part for part in PARTS}
