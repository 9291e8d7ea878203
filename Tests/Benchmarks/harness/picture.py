"""The report as a picture: bars for each row, ours beside the others and the goal, and lines for growth."""

from dataclasses import dataclass, field
from html import escape
from math import log10

from .numbers import shown
from .results import Report, Row
from .rows import growth

WIDTH = 960
MARGIN = 24
BAR = 15
LABEL = 150
SCALE = WIDTH - 2 * MARGIN - LABEL - 120

# Readable on white and on black; whoever sets a dark theme gets one.
STYLE = """
    .page { fill: #ffffff; } text { font: 12px system-ui, sans-serif; fill: #24292f; }
    .title { font-size: 20px; font-weight: 600; } .what { font-weight: 600; } .faint { fill: #6e7781; }
    .ours { fill: #0969da; } .other { fill: #afb8c1; } .goal { stroke: #cf222e; stroke-width: 2; }
    .met { fill: #1a7f37; } .missed { fill: #cf222e; } .axis { stroke: #d0d7de; }
    .line { fill: none; stroke: #0969da; stroke-width: 2; } .dot { fill: #0969da; }
    @media (prefers-color-scheme: dark) {
        .page { fill: #0d1117; } text { fill: #e6edf3; } .faint { fill: #8d96a0; } .ours, .dot { fill: #4493f8; }
        .other { fill: #484f58; } .axis { stroke: #30363d; } .line { stroke: #4493f8; }
        .met { fill: #3fb950; } .missed { fill: #f85149; } .goal { stroke: #f85149; }
    }
"""


@dataclass
class Canvas:
    """What has been drawn, from above to below."""

    parts: list[str] = field(default_factory=list)
    y: float = MARGIN

    def text(self, x: float, y: float, text: str, style: str = "", anchor: str = "start") -> None:
        self.parts.append(f'<text x="{x:.1f}" y="{y:.1f}" class="{style}" text-anchor="{anchor}">{escape(text)}</text>')

    def bar(self, x: float, y: float, width: float, style: str) -> None:
        self.parts.append(
            f'<rect x="{x:.1f}" y="{y:.1f}" width="{max(1, width):.1f}" height="{BAR - 4}" rx="2" class="{style}"/>'
        )

    def line(self, x1: float, y1: float, x2: float, y2: float, style: str) -> None:
        self.parts.append(f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" class="{style}"/>')


def svg(report: Report) -> str:
    canvas = Canvas()
    canvas.y += 16
    canvas.text(MARGIN, canvas.y, "timelined, measured", "title")
    canvas.y += 20
    machine = report.machine
    canvas.text(
        MARGIN,
        canvas.y,
        f"{machine['processor']}, {machine['cores']} cores, {machine['memory']}; Linux {machine['kernel']}; "
        "medians; the red line is the goal",
        "faint",
    )
    canvas.y += 16
    for row in report.rows:
        _bars(canvas, row)
    if len(report.growth) > 1:
        _growth(canvas, report)
    height = canvas.y + MARGIN
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height:.0f}" width="{WIDTH}" '
        f'height="{height:.0f}" role="img" aria-label="Benchmark of timelined">\n<style>{STYLE}</style>\n'
        f'<rect class="page" width="{WIDTH}" height="{height:.0f}"/>\n' + "\n".join(canvas.parts) + "\n</svg>\n"
    )


def _bars(canvas: Canvas, row: Row) -> None:
    """Ours and the others on one scale, from nothing to the largest of them."""
    canvas.y += 22
    style = {"met": "met", "missed": "missed"}.get(row.verdict, "faint")
    canvas.text(MARGIN, canvas.y, row.what.replace("`", ""), "what")
    goals = ", ".join(goal.text(row.ours.unit) for goal in row.goals)
    canvas.text(WIDTH - MARGIN, canvas.y, f"{goals}: {row.verdict}" if goals else "", style, "end")
    canvas.y += 6
    measured = [series for series in [row.ours, *row.others] if series.median is not None]
    goals = _goal_figures(row)
    largest = max([series.median or 0 for series in measured] + goals, default=0)
    top = canvas.y
    for series in measured:
        width = (series.median or 0) / largest * SCALE if largest else 0
        canvas.text(MARGIN + LABEL - 8, canvas.y + BAR - 4, series.name, "", "end")
        canvas.bar(MARGIN + LABEL, canvas.y, width, "ours" if series is row.ours else "other")
        ratio = None if series is row.ours else row.ratio(series)
        text = series.text + (f"  ({shown(ratio, '×')})" if ratio is not None else "")
        canvas.text(MARGIN + LABEL + width + 6, canvas.y + BAR - 4, text, "faint")
        canvas.y += BAR
    for goal in goals:
        x = MARGIN + LABEL + goal / largest * SCALE
        canvas.line(x, top - 2, x, top + BAR - 2, "goal")


def _goal_figures(row: Row) -> list[float]:
    """Each goal as a figure of ours."""
    figures = []
    for goal in row.goals:
        other = next((series for series in row.others if series.name == goal.of), None)
        if goal.of is None:
            figures.append(goal.limit)
        elif other and other.median is not None:
            figures.append(goal.limit * other.median)
    return figures


def _growth(canvas: Canvas, report: Report) -> None:
    """A small diagram for each column, both axes logarithmic."""
    canvas.y += 40
    canvas.text(
        MARGIN, canvas.y, "How costs grow with the log (events from left to right, both axes logarithmic)", "what"
    )
    canvas.y += 14
    columns, gap, height = 3, 28, 110
    width = (WIDTH - 2 * MARGIN - gap * (columns - 1)) / columns
    for number, (name, unit) in enumerate(growth.COLUMNS.items()):
        left = MARGIN + number % columns * (width + gap)
        top = canvas.y + number // columns * (height + 44)
        points = [(point.events, point.figures[name]) for point in report.growth]
        canvas.text(left, top + 14, name, "what")
        canvas.text(left + width, top + 14, unit, "faint", "end")
        canvas.line(left, top + height, left + width, top + height, "axis")
        _line(canvas, points, left, top + 38, width, height - 44)
        for place, events in ((left, points[0][0]), (left + width, points[-1][0])):
            canvas.text(place, top + height + 14, f"{events:,}", "faint", "start" if place == left else "end")
    canvas.y += -(-len(growth.COLUMNS) // columns) * (height + 44)


def _line(
    canvas: Canvas, points: list[tuple[int, float]], left: float, top: float, width: float, height: float
) -> None:
    xs = [log10(events) for events, _ in points]
    ys = [log10(max(figure, 1e-6)) for _, figure in points]
    # A decade at least, or noise would look like a trend.
    low, high = min(ys), max(max(ys), min(ys) + 1)
    places = [
        (left + (x - xs[0]) / (xs[-1] - xs[0]) * width, top + (1 - (y - low) / (high - low)) * height)
        for x, y in zip(xs, ys, strict=True)
    ]
    canvas.parts.append(f'<polyline class="line" points="{" ".join(f"{x:.1f},{y:.1f}" for x, y in places)}"/>')
    for (x, y), (_, figure) in zip(places, points, strict=True):
        canvas.parts.append(f'<circle class="dot" cx="{x:.1f}" cy="{y:.1f}" r="3"/>')
        anchor = "start" if x == left else "end" if x > left + width - 1 else "middle"
        canvas.text(x, y - 7, shown(figure), "faint", anchor)
