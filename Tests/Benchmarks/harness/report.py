"""The report as a table to read (Markdown) and as JSON."""

import json
from pathlib import Path

from . import picture
from .numbers import shown
from .results import Report, Row
from .rows import growth


def write(report: Report, directory: Path) -> str:
    """Writes report.json, report.md and report.svg; answers the table."""
    directory.mkdir(parents=True, exist_ok=True)
    text = markdown(report)
    (directory / "report.json").write_text(json.dumps(report.json(), indent=2, ensure_ascii=False) + "\n")
    (directory / "report.md").write_text(text)
    (directory / "report.svg").write_text(picture.svg(report))
    return text


def markdown(report: Report) -> str:
    lines = ["# timelined, measured", ""]
    lines += [f"- {name}: {value}" for name, value in report.machine.items()]
    lines += [f"- {name}: {value:,}" for name, value in report.options.items()]
    lines += ["", "Medians of all rounds; in brackets ours as a multiple of theirs, the median of the rounds.", ""]
    lines += _table(
        ["what", "timelined", "goal", "verdict", "beside it"],
        [[row.what, row.ours.text, _goals(row), row.verdict, _others(row)] for row in report.rows],
    )
    if report.growth:
        lines += ["", "## How costs grow", ""]
        names = list(growth.COLUMNS)
        lines += _table(
            ["events", *(f"{name} ({unit})" for name, unit in growth.COLUMNS.items())],
            [[f"{point.events:,}", *(shown(point.figures[name]) for name in names)] for point in report.growth],
        )
    if report.failures:
        lines += ["", "## Failed", "", *(f"- {failure}" for failure in report.failures)]
    notes = [f"- {row.what}: {detail}" for row in report.rows for detail in row.details]
    notes += [
        f"- {row.what}: {other.name} was not measured: {other.note}"
        for row in report.rows
        for other in row.others
        if not other.values
    ]
    if notes:
        lines += ["", "## How to read it", "", *notes]
    if report.configurations:
        lines += ["", "## Peers and limits"]
        for name, text in report.configurations.items():
            lines += ["", f"### {name}", "", "```", text, "```"]
    return "\n".join(lines) + "\n"


def _goals(row: Row) -> str:
    return ", ".join(goal.text(row.ours.unit) for goal in row.goals) or "—"


def _others(row: Row) -> str:
    parts = []
    for other in row.others:
        ratio = row.ratio(other)
        parts.append(f"{other.name} {other.text}" + (f" ({shown(ratio, '×')})" if ratio is not None else ""))
    return "; ".join(parts) or "—"


def _table(head: list[str], rows: list[list[str]]) -> list[str]:
    """A table whose columns are even, so that it can be read as it is."""
    widths = [max(len(row[column]) for row in [head, *rows]) for column in range(len(head))]

    def line(cells: list[str]) -> str:
        return "| " + " | ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)) + " |"

    return [line(head), "|" + "|".join("-" * (width + 2) for width in widths) + "|", *map(line, rows)]
