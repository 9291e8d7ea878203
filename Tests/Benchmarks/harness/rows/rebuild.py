"""How fast all projections are made anew from the log, on one core, beside DuckDB and simdjson over the same lines."""

import json
import subprocess

from ..bench import Bench
from ..growing import GrowingLog
from ..peers import NotMeasured
from ..results import Goal, Row, Series


def measure(bench: Bench, log: GrowingLog) -> None:
    root = log.twin()
    peaks: list[float] = []

    def ours() -> float:
        outcome = bench.run(bench.program("timelinectl"), "--root", root, "rebuild", cpu=0)
        peaks.append(outcome.peak / log.size)
        return log.size / outcome.seconds

    def duckdb() -> float:
        answer = _answer(["taskset", "-c", "0", *bench.peers.python("duckdb_fold.py"), *map(str, log.segments)])
        bench.configuration("DuckDB", f"{answer['version']} from PyPI, threads=1, schema given; one load, four queries")
        return answer["events"] / answer["seconds"]

    def simdjson() -> float:
        bench.peers.install("libsimdjson-dev", "g++")
        program = bench.peers.compiled("fold.cpp", "-lsimdjson")
        answer = _answer(["taskset", "-c", "0", str(program), *map(str, log.segments)])
        return answer["events"] / answer["seconds"]

    _warm(log)
    values = bench.take_turns("rebuild", {"timelined": ours, "DuckDB": duckdb, "simdjson": simdjson})
    # Looking costs time, little as it is: in a run of its own.
    outcome = bench.run(bench.program("timelinectl"), "--root", root, "rebuild", memory=10)
    own = outcome.anonymous_peak / log.size
    size = log.bytes / log.size
    bench.report.rows.append(
        Row(
            "rebuild",
            f"rebuild of all projections from {log.size:,} events, checksums verified, one core",
            bench.series("timelined", "/s", values),
            [bench.series("DuckDB", "/s", values), bench.series("simdjson", "/s", values)],
            [Goal(1_000_000), Goal(2, of="DuckDB")],
            [
                "ours from start to exit of `timelinectl rebuild`, with the snapshot that it writes; the others "
                "without their start: aggregates (events by type, money by currency, directives by verb, by source)",
                f"{log.bytes / 2**20:,.0f} MiB of log in the page cache, {size:,.0f} bytes an entry",
            ],
        )
    )
    bench.report.rows.append(
        Row(
            "rebuild memory",
            f"peak memory of that, an event of {log.size:,}",
            Series("timelined", "bytes", peaks),
            [],
            [Goal(300, at_most=True)],
            [
                "ru_maxrss, in which the part of the log that is mapped counts; without mapped files "
                f"{own:,.0f} bytes an event"
            ],
            lower_is_better=True,
        )
    )


def _answer(command: list[str]) -> dict:
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    if result.returncode != 0:
        raise NotMeasured((result.stderr.strip().splitlines() or [f"status {result.returncode}"])[-1])
    return json.loads(result.stdout)


def _warm(log: GrowingLog) -> None:
    """Reads the log once, so that nobody is the first."""
    for path in log.segments:
        path.read_bytes()
