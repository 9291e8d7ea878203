"""What a daemon with nothing to do costs."""

from ..bench import Bench
from ..progress import say
from ..results import Goal, Row, Series


def measure(bench: Bench) -> None:
    with bench.place("idle") as place:
        root = bench.new_root(place / "root")
        outcomes = []
        for turn in range(bench.rounds):
            say(f"idle daemon, round {turn + 1} of {bench.rounds}")
            outcomes.append(bench.run(bench.program("timelined"), "--root", root, watch=5))
        ready = [bench.run(bench.program("timelined"), "--root", root, watch=0).ready for _ in range(9)]
    bench.report.rows.append(
        Row(
            "idle memory",
            "idle daemon, empty log: resident memory",
            Series("timelined", "MB", [outcome.resident / 1e6 for outcome in outcomes]),
            goals=[Goal(15, at_most=True)],
            details=[
                f"{outcomes[-1].anonymous / 1e6:.1f} MB of it are its own, the rest is mapped from files; "
                f"{max(outcome.wakes for outcome in outcomes)} wake-ups in 5 s",
            ],
            lower_is_better=True,
        )
    )
    bench.report.rows.append(
        Row(
            "idle start",
            "idle daemon, empty log: exec → READY=1",
            Series("timelined", "ms", [seconds * 1000 for seconds in ready]),
            goals=[Goal(20, at_most=True)],
            lower_is_better=True,
        )
    )
