"""The one table that a comparison ends in."""

from statistics import median


def spread(values, digits):
    """Median, and the smallest and largest in brackets."""
    if not values:
        return "-"
    middle = f"{median(values):.{digits}f}"
    if len(values) == 1:
        return middle
    return f"{middle} ({min(values):.{digits}f} to {max(values):.{digits}f})"


def load_table(results):
    rows = [["server", "first right answer, s", "resident, MiB", "peak, MiB"]]
    for result in results:
        rows.append([
            result["server"],
            spread(result["first_answer_seconds"], 2),
            spread(result["resident_mib"], 0),
            spread(result["peak_mib"], 0),
        ])
    return markdown(rows)


def answer_table(results):
    rows = [["server", "CPU per answer, us", "user, us", "system, us", "answers/s", "lost",
             "p50, us", "p99, us", "resident, MiB", "first answer, s"]]
    for result in results:
        rounds = result["rounds"]

        def column(key, source=rounds):
            return [one[key] for one in source]

        rows.append([
            result["server"],
            spread(column("cpu_us"), 2),
            spread(column("user_us"), 2),
            spread(column("system_us"), 2),
            spread(column("per_second"), 0),
            str(sum(column("lost"))),
            spread(result["p50_us"], 0),
            spread(result["p99_us"], 0),
            spread(result["resident_mib"], 0),
            spread(result["first_answer_seconds"], 2),
        ])
    return markdown(rows)


def markdown(rows):
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    lines = [_line(rows[0], widths), "|" + "|".join("-" * (width + 2) for width in widths) + "|"]
    lines += [_line(row, widths) for row in rows[1:]]
    return "\n".join(lines) + "\n"


def _line(row, widths):
    return "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths)) + " |"
