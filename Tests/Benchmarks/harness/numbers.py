"""Numbers: medians of rounds, and how they are shown."""

from collections.abc import Sequence
from statistics import median


def percentile(values: Sequence[float], percent: float) -> float:
    """The value that so many percent of all are not above."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * percent / 100))]


def ratio(ours: Sequence[float], theirs: Sequence[float]) -> float:
    """How many times theirs ours is: the median of the rounds' ratios, since a slow round is slow for both."""
    return median(our / their for our, their in zip(ours, theirs, strict=False) if their > 0)


def shown(value: float, unit: str = "") -> str:
    """A number with three digits that matter, grouped, with its unit."""
    size = abs(value)
    if size >= 1000:
        digits = f"{round(value, 2 - len(str(int(size))) + 1):,.0f}"
    elif size >= 100:
        digits = f"{value:.0f}"
    elif size >= 10:
        digits = f"{value:.1f}"
    else:
        digits = f"{value:.2f}"
    if unit in ("", "×"):
        return digits + (" ×" if unit else "")
    return f"{digits}{unit}" if unit.startswith("/") else f"{digits} {unit}"
