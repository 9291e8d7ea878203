"""How much memory a commit takes, as a multiple of the bytes of the files that it has in hand."""

from collections.abc import Callable
from pathlib import Path

from ..bench import Bench
from ..progress import say
from ..results import Goal, Row, Series

# What one file may have by default (timelined.yaml(5), largest).
LARGEST = 16 << 20
# What one commit takes of small files at most.
IN_HAND = 8 << 20
# Long enough for a commit of either, in seconds after the start.
WATCH = 20


def measure(bench: Bench) -> None:
    idle = _peak(bench, lambda incoming: None, watch=1)
    cases: list[tuple[str, str, int, Callable[[Path], None], float]] = [
        ("usual", "one file of 16 MiB, events of a usual length", LARGEST, lambda incoming: _usual(bench, incoming), 6),
        ("short", "one file of 16 MiB, events as short as they can be", LARGEST, _short, 24),
        ("many", "40,000 files of one event", IN_HAND, lambda incoming: bench.write_events(6, 40_000, 1, incoming), 6),
    ]
    for key, what, size, write, limit in cases:
        values = []
        for turn in range(bench.rounds):
            say(f"memory of a commit, {what}, round {turn + 1} of {bench.rounds}")
            values.append((_peak(bench, write, WATCH) - idle) / size)
        bench.report.rows.append(
            Row(
                f"commit memory {key}",
                f"peak memory of a commit, a multiple of the bytes in hand: {what}",
                Series("timelined", "×", values),
                goals=[Goal(limit, at_most=True)],
                details=[f"beside the {idle / 1e6:.1f} MB of a daemon without work; at most {size >> 20} MiB are in hand"],
                lower_is_better=True,
            )
        )


def _peak(bench: Bench, write: Callable[[Path], None], watch: float) -> int:
    with bench.place("memory") as place:
        root = bench.new_root(place / "root")
        write(root / "incoming")
        outcome = bench.run(bench.program("timelined"), "--root", root, "--settle", "0", watch=watch)
        left = [path.name for path in (root / "incoming").iterdir()]
        if left:
            raise RuntimeError(f"{len(left)} files still wait after {watch} s")
        return outcome.peak


def _usual(bench: Bench, incoming: Path) -> None:
    draft = incoming / ".usual"
    bench.write_lines(5, 24_000, draft)
    lines, room = [], LARGEST
    for line in draft.read_bytes().splitlines(keepends=True):
        room -= len(line)
        if room < 0:
            break
        lines.append(line)
    draft.write_bytes(b"".join(lines))
    draft.rename(incoming / "usual.ndjson")


def _short(incoming: Path) -> None:
    line = b'{"announcement":"e%06d","title":"T","occurred":"2025"}\n'
    draft = incoming / ".short"
    draft.write_bytes(b"".join(line % number for number in range(LARGEST // len(line % 0))))
    draft.rename(incoming / "short.ndjson")
