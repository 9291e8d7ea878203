"""`Tests/benchmark` behind its builds: measures rows, and writes the report."""

import argparse
import os
import shutil
import signal
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from . import machine, report
from .bench import Bench
from .growing import PER_FILE, GrowingLog
from .peers import Peers
from .progress import say
from .results import Report
from .rows import append, backlog, growth, idle, latency, memory, rebuild, start, verify

# Those that need no log of their own, and those that share one.
ALONE: dict[str, Callable[[Bench], None]] = {
    "append": append.measure,
    "backlog": backlog.measure,
    "latency": latency.measure,
    "idle": idle.measure,
    "memory": memory.measure,
}
ON_A_LOG: dict[str, Callable[[Bench, GrowingLog], None]] = {
    "rebuild": rebuild.measure,
    "verify": verify.measure,
    "start": start.measure,
}
ALL = [*ALONE, *ON_A_LOG, "growth"]

# What a run needs on disk for each event, in bytes: its file, its line, copies of both, snapshots.
ROOM = 5_000


def main() -> None:
    options = _options()
    # What was started is ended, and what was written removed, however it ends.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    scratch = Path(tempfile.mkdtemp(prefix="timelined-benchmark.", dir=options.scratch))
    # PostgreSQL does not run as root, and has to get to its directory.
    scratch.chmod(0o711)
    try:
        _measure(options, scratch)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="Tests/benchmark",
        description="Measures what timelined promises, beside its peers and the machine's limits.",
    )
    parser.add_argument("--rows", default=",".join(ALL), metavar="ROW,…", help=f"some of {', '.join(ALL)}")
    parser.add_argument("--events", type=int, default=1_000_000, metavar="N", help="how long the log is (%(default)s)")
    parser.add_argument("--rounds", type=int, default=3, metavar="N", help="how often each is measured (%(default)s)")
    parser.add_argument(
        "--growth", type=int, metavar="N", help="up to how many events growth is measured, such as 10000000 (--events)"
    )
    parser.add_argument(
        "--out", type=Path, default=Path(".build-benchmark/report"), metavar="DIR", help="(%(default)s)"
    )
    parser.add_argument(
        "--scratch", type=Path, default=Path("/var/tmp"), metavar="DIR", help="on the disk to be measured (%(default)s)"
    )
    parser.add_argument("--programs", type=Path, required=True, help=argparse.SUPPRESS)
    parser.add_argument("--cache", type=Path, default=Path(".build-benchmark"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    options.rows = options.rows.split(",")
    unknown = [row for row in options.rows if row not in ALL]
    if unknown:
        parser.error(f"no such row: {', '.join(unknown)}")
    if options.rounds < 1 or options.events < PER_FILE or options.events % PER_FILE:
        parser.error("events in thousands, and at least one round")
    options.growth = max(options.growth or 0, options.events) // PER_FILE * PER_FILE
    needed = ROOM * (options.growth if "growth" in options.rows else options.events)
    free = shutil.disk_usage(options.scratch).free
    if free < needed:
        parser.error(f"{options.scratch} has {free / 1e9:.0f} GB free, and {needed / 1e9:.0f} GB may be needed")
    return options


def _measure(options: argparse.Namespace, scratch: Path) -> None:
    result = Report(
        machine.description(scratch), {"events": options.events, "rounds": options.rounds, "growth to": options.growth}
    )
    peers = Peers(Path.cwd(), options.cache.resolve(), options.programs)
    bench = Bench(result, peers, scratch, options.rounds, options.events)
    if os.getloadavg()[0] > 0.5:
        say(f"the machine is busy (load {os.getloadavg()[0]:.2f}): figures will be worse than it is")
    for name in options.rows:
        if name in ALONE:
            _guarded(bench, options, name, lambda measure=ALONE[name]: measure(bench))
    if any(name in ON_A_LOG or name == "growth" for name in options.rows):
        _measure_log(options, bench)
    print(report.write(result, options.out))
    say(f"report.json, report.md and report.svg are in {options.out}")
    if result.failures:
        sys.exit(1)


def _guarded(bench: Bench, options: argparse.Namespace, name: str, measure: Callable[[], None]) -> None:
    """Measures something, and goes on with the rest where it fails: nothing of a long run is to be lost."""
    try:
        measure()
    except Exception as failure:  # Whatever it is, it belongs into the report.
        bench.report.failures.append(f"{name}: {failure}")
        say(f"{name} failed: {failure}")
    report.write(bench.report, options.out)


def _measure_log(options: argparse.Namespace, bench: Bench) -> None:
    """Lets one log grow, and stops where something is to be measured."""
    sizes = {options.events}
    growing = "growth" in options.rows
    if growing:
        sizes |= {10**power for power in range(3, 9) if 10**power <= options.growth}
    log = GrowingLog(bench, max(sizes))
    for size in sorted(sizes):
        log.grow(size)
        bench.settle()
        if size == options.events:
            for name in options.rows:
                if name in ON_A_LOG:
                    _guarded(bench, options, name, lambda measure=ON_A_LOG[name]: measure(bench, log))
        if growing:
            _guarded(bench, options, "growth", lambda: growth.measure(bench, log))


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit(130)
