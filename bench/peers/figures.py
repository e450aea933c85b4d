"""Figures of several rounds, and how they are written."""

from statistics import median


def percentile(values, percent):
    """The smallest value that so many per cent are not above (nearest rank); None of none. They need not be sorted."""
    if not values:
        return None
    rank = -(-len(values) * percent // 100)
    return sorted(values)[max(1, rank) - 1]


def number(value, digits=0):
    return "-" if value is None else f"{value:,.{digits}f}"


def spread(values, digits):
    """Median, and the smallest and largest in brackets. Rounds without a figure do not count."""
    values = [value for value in values or [] if value is not None]
    if not values:
        return "-"
    middle = number(median(values), digits)
    if len(values) == 1:
        return middle
    low, high = number(min(values), digits), number(max(values), digits)
    return middle if low == high else f"{middle} ({low} to {high})"
