"""How long it takes from rename into incoming/ until an event is durable, beside one fdatasync."""

import subprocess
from statistics import median

from ..bench import Bench
from ..numbers import percentile
from ..progress import say
from ..results import Goal, Row, Series

RATE = 500
SLICES = 3
SECONDS = 4


def measure(bench: Bench) -> None:
    program = bench.peers.compiled("latency.c", "-pthread")
    percentiles: dict[str, list[float]] = {name: [] for name in ["ours 50", "ours 99", "device 50", "device 99"]}
    worst: list[float] = []
    for turn in range(bench.rounds):
        say(f"latency, round {turn + 1} of {bench.rounds}: {SLICES} times {SECONDS} s of {RATE} files a second")
        times = _round(bench, str(program))
        for name, values in (("ours", times["f"]), ("device", times["d"])):
            for percent in (50, 99):
                percentiles[f"{name} {percent}"].append(percentile(values, percent))
        worst.append(max(times["f"]))
    details = [
        "measured until the file leaves incoming/ for archive/: the daemon moves it when its event is durable, so "
        "that this is fdatasync, what follows it in the commit, the move, and its notification",
        f"{RATE} files a second, {bench.rounds * SLICES * SECONDS} s in all; the slowest took {max(worst):.2f} ms",
        f"fdatasync of 900 bytes at the same rate, by turns: p99 {median(percentiles['device 99']):.2f} ms",
    ]
    for percent, goals in (
        (50, [Goal(0.5, at_most=True), Goal(3, at_most=True, of="fdatasync")]),
        (99, [Goal(3, at_most=True)]),
    ):
        bench.report.rows.append(
            Row(
                f"latency p{percent}",
                f"rename into incoming/ → durable and archived, {RATE} files/s, p{percent}",
                Series("timelined", "ms", percentiles[f"ours {percent}"]),
                [Series("fdatasync", "ms", percentiles[f"device {percent}"])],
                goals,
                details if percent == 50 else [],
                lower_is_better=True,
            )
        )


def _round(bench: Bench, program: str) -> dict[str, list[float]]:
    with bench.place("latency") as place:
        root = bench.new_root(place / "root")
        # Beside the drop folder, in the same file system: a rename moves nothing.
        staging = place / "staging"
        bench.write_events(4, RATE * SLICES * SECONDS, 1, staging)
        bench.settle()
        daemon = subprocess.Popen(
            [bench.program("timelined"), "--root", root], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            result = subprocess.run(
                [program, root / "incoming", staging, str(RATE), str(SLICES), str(SECONDS), place / "device"],
                capture_output=True,
                text=True,
                check=False,
            )
        finally:
            daemon.terminate()
            daemon.wait()
        if result.returncode != 0 or any((root / "rejected").iterdir()):
            raise RuntimeError(f"latency: {result.stderr or 'files were rejected'}")
        times: dict[str, list[float]] = {"d": [], "f": []}
        for line in result.stdout.splitlines():
            kind, nanoseconds = line.split()
            times[kind].append(int(nanoseconds) / 1e6)
        return times
