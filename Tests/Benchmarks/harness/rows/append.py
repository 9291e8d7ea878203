"""How fast batches become durable: ours beside the device alone and beside databases with the same promise."""

from collections.abc import Callable
from pathlib import Path
from statistics import median

from ..bench import Bench
from ..peers import NotMeasured
from ..postgres import CONFIGURATION, Postgres
from ..progress import say
from ..results import Goal, Row, Series
from ..slices import Appender

# How many batches a slice has, and how many slices a round: enough to take a quarter of a second each, few enough
# that all of them find events to append.
SLICES = {1: 500, 100: 60, 1000: 10}
SLICES_A_ROUND = 8
GOALS = {1: Goal(0.9, of="device"), 100: Goal(4, of="SQLite"), 1000: Goal(8, of="SQLite")}


def measure(bench: Bench) -> None:
    with bench.place("append") as place:
        lines = place / "events.ndjson"
        # All that the longest of the slices take: every contestant holds them in memory.
        most = max(size * batches for size, batches in SLICES.items()) * SLICES_A_ROUND * bench.rounds
        bench.write_lines(2, min(bench.events, most), lines)
        postgres: Postgres | None = None
        reasons: dict[str, str] = {}
        try:
            postgres = _postgres(bench, place)
        except NotMeasured as reason:
            reasons["PostgreSQL"] = str(reason)
        try:
            for size in SLICES:
                bench.report.rows.append(_row(bench, place, lines, size, postgres, dict(reasons)))
        finally:
            if postgres:
                postgres.stop()


def _postgres(bench: Bench, place: Path) -> Postgres:
    bench.peers.install("libpq-dev")
    postgres = Postgres(bench.peers, place)
    bench.configuration(
        "PostgreSQL",
        f"{postgres.version}, by socket; UNIQUE (id); a prepared INSERT … SELECT unnest(…) a batch\n{CONFIGURATION}",
    )
    return postgres


def _contestants(
    bench: Bench, place: Path, lines: Path, size: int, postgres: Postgres | None
) -> dict[str, Callable[[], Appender]]:
    def device() -> Appender:
        return Appender([bench.peers.compiled("device.c"), place / "device"])

    def ours() -> Appender:
        return Appender([bench.program("benchmarks"), place / "ours", lines, str(size)])

    def sqlite() -> Appender:
        bench.peers.install("libsqlite3-dev")
        program = bench.peers.compiled("sqlite.c", "-lsqlite3")
        bench.configuration(
            "SQLite",
            "journal_mode=WAL, synchronous=FULL, cache_size=1 GiB, checkpoints as usual; id TEXT UNIQUE; prepared, "
            "one transaction a batch",
        )
        return Appender([program, place / "sqlite.db", lines, str(size)])

    contestants = {"timelined": ours, "device": device, "SQLite": sqlite}
    if postgres:

        def database() -> Appender:
            program = bench.peers.compiled("postgres.c", "-I/usr/include/postgresql", "-lpq")
            return Appender([program, postgres.connection, lines, str(size)])

        contestants["PostgreSQL"] = database
    return contestants


def _row(bench: Bench, place: Path, lines: Path, size: int, postgres: Postgres | None, reasons: dict[str, str]) -> Row:
    appenders: dict[str, Appender] = {}
    for name, start in _contestants(bench, place, lines, size, postgres).items():
        try:
            appenders[name] = start()
        except NotMeasured as reason:
            reasons[name] = str(reason)
    if "timelined" not in appenders:
        raise RuntimeError(reasons["timelined"])
    turns = bench.rounds * SLICES_A_ROUND
    batches = max(1, min(SLICES[size], bench.events // size // turns))
    # A round that is too short to be slow: what fails to fit is not measured at all.
    turns = min(turns, bench.events // size // batches)
    rates: dict[str, list[float]] = {name: [] for name in ["timelined", "device", "SQLite", "PostgreSQL"]}
    logs: list[float] = []
    written = 0
    bench.settle()
    try:
        for turn in range(turns):
            if turn % SLICES_A_ROUND == 0:
                say(f"append, batches of {size}: round {turn // SLICES_A_ROUND + 1} of {bench.rounds}")
            before = _bytes(place / "ours")
            whole, log = appenders["timelined"].append(batches)
            rates["timelined"].append(batches * size / whole)
            logs.append(batches * size / log)
            written = _bytes(place / "ours") - before
            # The others go on in another order each time.
            others = [name for name in appenders if name != "timelined"]
            if not others:
                continue
            for name in others[turn % len(others) :] + others[: turn % len(others)]:
                try:
                    (seconds,) = appenders[name].append(batches, written if name == "device" else None)
                    rates[name].append(batches * size / seconds)
                except NotMeasured as reason:
                    reasons[name] = str(reason)
                    rates[name] = []
                    appenders.pop(name).close()
    finally:
        for appender in appenders.values():
            appender.close()
        for path in place.glob("sqlite.db*"):
            path.unlink()
        for path in [*(place / "ours").glob("*"), place / "device"]:
            path.unlink(missing_ok=True)
    others = [Series(name, "/s", rates[name], reasons.get(name, "")) for name in rates if name != "timelined"]
    return Row(
        f"append {size}",
        f"durable append, batches of {size}",
        Series("timelined", "/s", rates["timelined"]),
        others,
        [GOALS[size]],
        [
            f"the log's part (lines with their checksums, write, fdatasync, hashes): {median(logs):,.0f} events/s; the "
            "rest is what comes with a write in the daemon: the look at each identity before, and the index after",
            f"{turns} slices of {batches} batches, {written / batches / size:,.0f} bytes an entry",
        ],
    )


def _bytes(directory: Path) -> int:
    return sum(path.stat().st_size for path in directory.iterdir())
