"""What all rows share: programs, places, rounds, and commands that are measured."""

import json
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from .peers import NotMeasured, Peers
from .progress import say
from .results import Report, Series


@dataclass
class Outcome:
    """What a program took, by Tests/Benchmarks/peers/measure.c."""

    seconds: float
    user: float
    system: float
    peak: int
    """The most memory it had, in bytes, files it mapped included."""
    anonymous_peak: int
    """The same without files, as it was seen every few milliseconds; -1 where nobody looked."""
    status: int
    ready: float
    resident: int
    anonymous: int
    wakes: int
    output: str = ""


class Bench:
    """A run of the benchmark."""

    def __init__(self, report: Report, peers: Peers, scratch: Path, rounds: int, events: int) -> None:
        self.report = report
        self.peers = peers
        self.scratch = scratch
        self.rounds = rounds
        self.events = events
        self._measure = peers.compiled("measure.c")

    # MARK: Programs

    def program(self, name: str) -> str:
        return str(self.peers.programs / name)

    def run(
        self,
        *command: str | Path,
        cpu: int | None = None,
        watch: float | None = None,
        memory: int | None = None,
        out: Path | None = None,
    ) -> Outcome:
        """Runs a command to its end, on one processor with `cpu`; what it says goes to `out`, to a file by default.

        With `watch` it runs until it has been ready for so many seconds; with `memory` somebody looks every so many
        milliseconds how much it has.
        """
        output = out or self.scratch / "output"
        options: list[str] = ["--out", str(output)]
        if cpu is not None:
            options += ["--cpu", str(cpu)]
        if watch is not None:
            options += ["--ready", str(watch)]
        if memory is not None:
            options += ["--memory", str(memory)]
        result = subprocess.run(
            [self._measure, *options, "--", *map(str, command)], stdout=subprocess.PIPE, text=True, check=True
        )
        outcome = Outcome(**json.loads(result.stdout))
        # An answer of many megabytes is not worth reading when nobody asks for it.
        if output.is_file() and output.stat().st_size < 1 << 20:
            outcome.output = output.read_text(errors="replace")
        if outcome.status != 0 or (watch is not None and outcome.ready < 0):
            raise RuntimeError(f"{' '.join(map(str, command))}: status {outcome.status}\n{outcome.output[-2000:]}")
        return outcome

    # MARK: Places

    @contextmanager
    def place(self, name: str) -> Iterator[Path]:
        """An empty directory, which is gone afterwards."""
        path = self.scratch / name
        shutil.rmtree(path, ignore_errors=True)
        path.mkdir()
        try:
            yield path
        finally:
            shutil.rmtree(path, ignore_errors=True)

    def new_root(self, path: Path) -> Path:
        """A timeline without entries, with its directories."""
        self.run(self.program("timelined"), "--root", path, "--once")
        return path

    def write_events(self, seed: int, count: int, per_file: int, directory: Path) -> None:
        directory.mkdir(exist_ok=True)
        subprocess.run([self.program("events"), str(seed), str(count), str(per_file), str(directory)], check=True)

    def write_lines(self, seed: int, count: int, path: Path) -> None:
        """Events in one file, one a line."""
        with path.open("wb") as file:
            subprocess.run([self.program("events"), str(seed), str(count), "1000"], stdout=file, check=True)

    @staticmethod
    def settle() -> None:
        """Waits until the device has written what was prepared: it is not to be measured."""
        os.sync()

    # MARK: Rounds

    def take_turns(
        self, what: str, contestants: dict[str, Callable[[], float]], rounds: int | None = None
    ) -> dict[str, list[float]]:
        """Lets each contestant run once a round, another one first each time; who fails is left out from then on."""
        values: dict[str, list[float]] = {name: [] for name in contestants}
        failed: dict[str, str] = {}
        rounds = rounds or self.rounds
        names = list(contestants)
        for turn in range(rounds):
            for name in names[turn % len(names) :] + names[: turn % len(names)]:
                if name in failed:
                    continue
                say(f"{what}, round {turn + 1} of {rounds}: {name}")
                try:
                    values[name].append(contestants[name]())
                except NotMeasured as reason:
                    failed[name] = str(reason)
                    values[name] = []
        self.failures = failed
        return values

    def series(self, name: str, unit: str, values: dict[str, list[float]], note: str = "") -> Series:
        """What `take_turns` found, as a series; with the reason where there is none."""
        return Series(name, unit, values.get(name, []), self.failures.get(name, note))

    def configuration(self, name: str, text: str) -> None:
        """Keeps how a peer was configured, for the report."""
        self.report.configurations[name] = text.strip()
