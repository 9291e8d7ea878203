"""How costs grow with the log: the same measurements at a thousand, ten thousand … events."""

import shutil
from statistics import median

from ..bench import Bench
from ..growing import GrowingLog
from ..progress import say
from ..results import GrowthPoint
from ..slices import Appender
from . import start

BATCH = 100
BATCHES = 100
COLUMNS = {
    "append": "µs an event, batches of 100",
    "rebuild": "events/s, one core",
    "start": "ms to READY=1",
    "state": "ms, directives",
    "as-of": "ms, directives --as-of",
    "known-at": "ms, directives --known-at half",
    "resident": "MB of the daemon",
    "rebuild peak": "MB",
    "rebuild own": "MB, without mapped files",
    "log": "MB",
}


def measure(bench: Bench, log: GrowingLog) -> None:
    """Measures the log as it is, and goes on with the next size."""
    say(f"growth: measuring at {log.size:,} events")
    questions = start.questions(log)

    def ask(name: str) -> float:
        return median(start.ask(bench, log, questions[name]) for _ in range(3))

    rebuilds = [bench.run(bench.program("timelinectl"), "--root", log.twin(), "rebuild", cpu=0) for _ in range(3)]
    daemons = [bench.run(bench.program("timelined"), "--root", log.root, watch=0.01) for _ in range(3)]
    as_of, known_at = (next(name for name in questions if flag in name) for flag in ("--as-of", "--known-at"))
    watched = bench.run(bench.program("timelinectl"), "--root", log.twin(), "rebuild", memory=5)
    figures = {
        "append": _append(bench, log),
        "rebuild": median(log.size / outcome.seconds for outcome in rebuilds),
        "start": median(outcome.ready * 1000 for outcome in daemons),
        "state": ask("state directives"),
        "as-of": ask(as_of),
        "known-at": ask(known_at),
        "resident": median(outcome.resident / 1e6 for outcome in daemons),
        "rebuild peak": max(outcome.peak for outcome in rebuilds) / 1e6,
        "rebuild own": watched.anonymous_peak / 1e6,
        "log": log.bytes / 1e6,
    }
    bench.report.growth.append(GrowthPoint(log.size, figures))


def _append(bench: Bench, log: GrowingLog) -> float:
    """Microseconds an event to append to a copy of the log as it is."""
    with bench.place("growth") as place:
        shutil.copytree(log.root / "log", place / "log", ignore=shutil.ignore_patterns("*.key", "checkpoint*"))
        lines = place / "events.ndjson"
        bench.write_lines(5, BATCH * BATCHES, lines)
        bench.settle()
        appender = Appender([bench.program("benchmarks"), place / "log", lines, str(BATCH)])
        try:
            slices = [appender.append(BATCHES // 10)[0] for _ in range(10)]
        finally:
            appender.close()
        return median(slices) / (BATCHES // 10 * BATCH) * 1e6
