"""Contestants that append in slices, by turns: see Tests/Benchmarks/peers/events.h for what is said between them."""

import subprocess
from pathlib import Path

from .peers import NotMeasured


class Appender:
    """A program that appends a slice of batches whenever it is told to."""

    def __init__(self, command: list[str | Path]) -> None:
        self._name = Path(command[0]).name
        self._process = subprocess.Popen(
            [str(part) for part in command], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        first = self._answer()
        if first != "ready":
            self.close()
            raise NotMeasured(first)

    def append(self, batches: int, size: int | None = None) -> list[float]:
        """The seconds that so many batches took; the device has to be told how many bytes they have."""
        assert self._process.stdin
        try:
            self._process.stdin.write(f"{batches}\n" if size is None else f"{batches} {size}\n")
            self._process.stdin.flush()
        except BrokenPipeError:
            raise NotMeasured(f"{self._name} ended") from None
        answer = self._answer()
        try:
            return [int(number) / 1e9 for number in answer.split()]
        except ValueError:
            raise NotMeasured(answer) from None

    def close(self) -> None:
        assert self._process.stdin
        try:
            self._process.stdin.close()
        except BrokenPipeError:
            pass  # It has gone already, and nothing is lost.
        self._process.wait()

    def _answer(self) -> str:
        assert self._process.stdout
        return self._process.stdout.readline().strip() or f"{self._name} ended"
