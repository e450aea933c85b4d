"""The one table that a comparison ends in, for a terminal and for a page."""

from dataclasses import dataclass

from figures import number, spread


@dataclass(frozen=True)
class Table:
    """Rows of words, the first of them the heads, and what is to know of some figures."""

    rows: list
    notes: tuple = ()

    def only(self, heads):
        """The table with these columns, in this order, behind the first one."""
        places = [0, *(self.rows[0].index(head) for head in heads if head in self.rows[0])]
        return Table([[row[place] for place in places] for row in self.rows], self.notes)

    def text(self):
        """In columns of one width each, to be read as it is."""
        widths = [max(len(row[i]) for row in self.rows) for i in range(len(self.rows[0]))]
        lines = [[cell.ljust(width) for cell, width in zip(row, widths)] for row in self.rows]
        lines.insert(1, ["-" * width for width in widths])
        return self._join(lines)

    def page(self):
        """As Markdown, without filling."""
        return self._join([self.rows[0], ["---"] * len(self.rows[0]), *self.rows[1:]])

    def _join(self, lines):
        text = "".join("| " + " | ".join(line) + " |\n" for line in lines)
        return text + "".join(f"\n[{place}] {note}\n" for place, note in enumerate(self.notes, 1))


# Head, where the figures are in a result, which of them, digits; digits of None: their sum.
COMPARISON = [
    ("answers/s", "rounds", "per_second", 0), ("CPU per answer, us", "rounds", "cpu_us", 2),
    ("user, us", "rounds", "user_us", 2), ("system, us", "rounds", "system_us", 2),
    ("lost", "rounds", "lost", None), ("octets", "rounds", "octets", 0),
    ("p50, us", "latency", "p50_us", 0), ("p99, us", "latency", "p99_us", 0),
    ("resident, MiB", "memory", "resident_mib", 0), ("peak, MiB", "memory", "peak_mib", 0),
    ("load, s", "load", "seconds", 2),
    ("updates/s", "updates", "per_second", 0), ("updates lost", "updates", "lost", None),
    ("refused", "updates", "refused", None), ("CPU per update, us", "updates", "cpu_us", 1),
    ("restart, s", "restart", "seconds", 2),
]
# The column that bears the note of a phase.
NOTED = {"answers": "answers/s", "rounds": "CPU per answer, us", "load": "load, s", "updates": "updates/s",
         "restart": "restart, s"}


def comparison(results):
    """One row for each server; a figure that is missing or needs a word has a number, and the word is below."""
    columns = [column for column in COMPARISON if any(_figures(result, *column[1:3]) for result in results)]
    heads = [column[0] for column in columns]
    notes = []
    rows = [["server", *heads]]
    for result in results:
        marks = {}
        for phase, text in result.get("notes", {}).items():
            if text not in notes:
                notes.append(text)
            # A phase that nobody has a figure of has no column: the server's name bears its note then.
            head = NOTED.get(phase) if NOTED.get(phase) in heads else "server"
            marks[head] = marks.get(head, "") + f" [{notes.index(text) + 1}]"
        row = [result["server"] + marks.get("server", "")]
        for head, key, figure, digits in columns:
            values = _figures(result, key, figure)
            cell = (number(sum(values)) if values else "-") if digits is None else spread(values, digits)
            row.append(cell + marks.get(head, ""))
        rows.append(row)
    return Table(rows, tuple(notes))


def _figures(result, key, figure):
    """The figure of all rounds that have it. Without answers, memory is that of the loaded server."""
    rounds = result.get(key) or []
    if key == "memory":
        rounds = rounds or result.get("load") or result.get("restart") or []
    return [one[figure] for one in rounds if one.get(figure) is not None]


def spreads(results, columns, first="server"):
    """A table of columns (head, key, digits) that have a figure in some result; digits of None: the sum."""
    columns = [column for column in columns if any(column[1] in result for result in results)]
    rows = [[first, *(head for head, _, _ in columns)]]
    for result in results:
        rows.append([result["server"], *(
            number(sum(result[key])) if digits is None and key in result else spread(result.get(key), digits or 0)
            for _, key, digits in columns)])
    return Table(rows)
