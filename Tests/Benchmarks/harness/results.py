"""What is measured: series of rounds, rows with goals, and verdicts."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median

from .numbers import ratio, shown


@dataclass
class Series:
    """What one contestant reached, a value a round."""

    name: str
    unit: str
    values: Sequence[float]
    note: str = ""
    """Why there are no values, or what has to be known to read them."""

    @property
    def median(self) -> float | None:
        return median(self.values) if self.values else None

    @property
    def text(self) -> str:
        return shown(self.median, self.unit) if self.median is not None else "not measured"


@dataclass
class Goal:
    """What is promised: a figure, or its ratio to that of somebody else."""

    limit: float
    at_most: bool = False
    of: str | None = None
    """Whose figure ours is held against; none where the limit is a figure itself."""

    def text(self, unit: str) -> str:
        sign = "≤" if self.at_most else "≥"
        limit = f"{self.limit:,}" if isinstance(self.limit, int) else f"{self.limit:g}"
        if self.of:
            return f"{sign} {limit} × {self.of}"
        return f"{sign} {limit}{unit}" if unit.startswith("/") else f"{sign} {limit} {unit}"

    def value(self, row: "Row") -> float | None:
        """What was reached of it; none where it could not be measured."""
        if self.of is None:
            return row.ours.median
        other = next((series for series in row.others if series.name == self.of), None)
        return row.ratio(other) if other else None

    def is_met(self, row: "Row") -> bool | None:
        value = self.value(row)
        if value is None:
            return None
        return value <= self.limit if self.at_most else value >= self.limit


@dataclass
class Row:
    """A line of the table: one thing that was measured, beside others."""

    key: str
    what: str
    ours: Series
    others: list[Series] = field(default_factory=list)
    goals: list[Goal] = field(default_factory=list)
    details: list[str] = field(default_factory=list)
    lower_is_better: bool = False

    def ratio(self, other: Series) -> float | None:
        """Our figure as a multiple of another one's."""
        return ratio(self.ours.values, other.values) if self.ours.values and other.values else None

    @property
    def verdict(self) -> str:
        met = [goal.is_met(self) for goal in self.goals]
        if not met:
            return "—"
        if False in met:
            return "missed"
        return "not measured" if None in met else "met"

    def json(self) -> dict:
        def series(one: Series) -> dict:
            return {
                "name": one.name,
                "unit": one.unit,
                "median": one.median,
                "rounds": list(one.values),
                "note": one.note,
                "ours as a multiple": None if one is self.ours else self.ratio(one),
            }

        return {
            "row": self.key,
            "what": self.what,
            "ours": series(self.ours),
            "others": [series(other) for other in self.others],
            "goals": [
                {"goal": goal.text(self.ours.unit), "reached": goal.value(self), "met": goal.is_met(self)}
                for goal in self.goals
            ],
            "verdict": self.verdict,
            "details": self.details,
        }


@dataclass
class GrowthPoint:
    """What a log of some size costs."""

    events: int
    figures: dict[str, float]


@dataclass
class Report:
    """All of a run."""

    machine: dict[str, str]
    options: dict[str, int]
    configurations: dict[str, str] = field(default_factory=dict)
    """What each peer is and how it was configured, by its name."""
    rows: list[Row] = field(default_factory=list)
    growth: list[GrowthPoint] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    """What of ours could not be measured, and why."""

    def json(self) -> dict:
        return {
            "machine": self.machine,
            "options": self.options,
            "rows": [row.json() for row in self.rows],
            "growth": [{"events": point.events, **point.figures} for point in self.growth],
            "configurations": self.configurations,
            "failures": self.failures,
        }
