"""How long a daemon takes to be ready on a long log, and a question its answer."""

from collections.abc import Callable
from pathlib import Path

from ..bench import Bench
from ..growing import GrowingLog
from ..results import Goal, Row

GOAL = Goal(100, at_most=True)


def questions(log: GrowingLog) -> dict[str, list[str]]:
    """The questions that are asked, by what they are called."""
    return {
        "state directives": [],
        "state directives, one subject": ["--subject", log.subject],
        "state directives --as-of 2024-06-30": ["--as-of", "2024-06-30"],
        "state directives --known-at, half of the log": ["--known-at", f"#{log.size // 2}"],
    }


def ask(bench: Bench, log: GrowingLog, options: list[str]) -> float:
    """Milliseconds of a question, from start to exit."""
    command = [bench.program("timelinectl"), "--root", log.root, "state", "directives", "-o", "json", *options]
    return bench.run(*command, out=Path("/dev/null")).seconds * 1000


def ready(bench: Bench, log: GrowingLog) -> float:
    """Milliseconds from exec to READY=1."""
    return bench.run(bench.program("timelined"), "--root", log.root, watch=0).ready * 1000


def measure(bench: Bench, log: GrowingLog) -> None:
    contestants: dict[str, Callable[[], float]] = {"start": lambda: ready(bench, log)}
    for name, options in questions(log).items():
        contestants[name] = lambda options=options: ask(bench, log, options)
    # These are short: a few rounds more cost nothing.
    values = bench.take_turns("start and state", contestants, rounds=max(5, bench.rounds))
    for name in contestants:
        row = Row(
            name,
            f"daemon's start with {log.size:,} events and a snapshot, exec → READY=1"
            if name == "start"
            else f"`timelinectl {name}`, {log.size:,} events",
            bench.series(name, "ms", values),
            goals=[GOAL],
            lower_is_better=True,
        )
        row.ours.name = "timelined"
        if name == "state directives":
            row.details.append(
                f"questions from start to exit, all answers as JSON to /dev/null; a snapshot of {log.snapshot:,} events, "
                "as a daemon leaves it while a log grows"
            )
        bench.report.rows.append(row)
