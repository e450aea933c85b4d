"""The one table that a comparison ends in."""

from statistics import median


def spread(values, digits):
    """Median, and the smallest and largest in brackets."""
    values = [value for value in values or [] if value is not None]
    if not values:
        return "-"
    middle = f"{median(values):.{digits}f}"
    if len(values) == 1:
        return middle
    return f"{middle} ({min(values):.{digits}f} to {max(values):.{digits}f})"


# Head, where the figures are in a result, which of them, digits; digits of None: their sum.
COMPARISON = [
    ("answers/s", "rounds", "per_second", 0), ("CPU per answer, us", "rounds", "cpu_us", 2),
    ("user, us", "rounds", "user_us", 2), ("system, us", "rounds", "system_us", 2),
    ("lost", "rounds", "lost", None), ("octets", "rounds", "octets", 0),
    ("p50, us", "latency", "p50_us", 0), ("p99, us", "latency", "p99_us", 0),
    ("resident, MiB", "memory", "resident_mib", 0), ("peak, MiB", "memory", "peak_mib", 0),
    ("load, s", "load", "seconds", 2),
    ("updates/s", "updates", "per_second", 0), ("lost", "updates", "lost", None), ("refused", "updates", "refused", None),
    ("CPU per update, us", "updates", "cpu_us", 1),
    ("restart, s", "restart", "seconds", 2),
]
# The column that bears the note of a phase.
NOTED = {"answers": "answers/s", "rounds": "CPU per answer, us", "load": "load, s", "updates": "updates/s",
         "restart": "restart, s"}


def comparison(results):
    """One row for each server; a figure that is missing or needs a word has a number, and the word is below."""
    for result in results:
        # Without answers, memory is that of the loaded server.
        result.setdefault("memory", result.get("load") or result.get("restart") or [])
    columns = [column for column in COMPARISON if any(result.get(column[1]) for result in results)]
    notes = []
    rows = [["server", *(column[0] for column in columns)]]
    for result in results:
        marks = {}
        for phase, text in result.get("notes", {}).items():
            if text not in notes:
                notes.append(text)
            if phase in NOTED:
                marks[NOTED[phase]] = f" [{notes.index(text) + 1}]"
        row = [result["server"]]
        for head, key, figure, digits in columns:
            values = [one[figure] for one in result.get(key, [])]
            cell = (str(sum(values)) if values else "-") if digits is None else spread(values, digits)
            row.append(cell + marks.get(head, ""))
        rows.append(row)
    return markdown(rows) + "".join(f"\n[{number}] {text}\n" for number, text in enumerate(notes, 1))


def spreads(results, columns, first="server"):
    """A table of columns (head, key, digits) that have a figure in some result."""
    columns = [column for column in columns if any(column[1] in result for result in results)]
    rows = [[first, *(head for head, _, _ in columns)]]
    for result in results:
        rows.append([result["server"], *(spread(result.get(key), digits) for _, key, digits in columns)])
    return markdown(rows)


def markdown(rows):
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    lines = [_line(rows[0], widths), "|" + "|".join("-" * (width + 2) for width in widths) + "|"]
    lines += [_line(row, widths) for row in rows[1:]]
    return "\n".join(lines) + "\n"


def _line(row, widths):
    return "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths)) + " |"
