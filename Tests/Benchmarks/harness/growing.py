"""A log that grows as that of a daemon does: by imports of some size, with the snapshot that comes of them."""

import json
import shutil
from pathlib import Path

from .bench import Bench
from .progress import say

PER_FILE = 1000
SEED = 1


class GrowingLog:
    """A timeline below one root, of one long history; it only ever grows."""

    def __init__(self, bench: Bench, total: int) -> None:
        """`total` is how many events the whole history has."""
        self._bench = bench
        self._total = total
        self._staging = bench.scratch / "staging"
        self.root = bench.scratch / "log"
        self.size = 0
        self.subject = ""
        """One of the directives, in the log since its beginning."""

    def grow(self, size: int) -> Path:
        """Takes in events until there are so many; answers the root."""
        if self.size == 0:
            self._begin()
        while self.size < size:
            # A daemon adds to its snapshot whenever its log has grown by a sixteenth.
            step = max(4_096, self.size // 16)
            last = min(size, -(-(self.size + step) // PER_FILE) * PER_FILE)
            self._take(last)
            say(f"the log has {self.size:,} of {size:,} events")
        return self.root

    def twin(self) -> Path:
        """Another root with the same log and a cache of its own: a rebuild begins with throwing the snapshot away."""
        root = self._bench.scratch / "twin"
        root.mkdir(exist_ok=True)
        if not (root / "log").exists():
            (root / "log").symlink_to(self.root / "log")
        return root

    @property
    def snapshot(self) -> int:
        """How many events the snapshot is of."""
        return json.loads((self.root / "cache" / "state" / "manifest").read_text())["size"]

    @property
    def segments(self) -> list[Path]:
        return sorted((self.root / "log").glob("*.ndjson"))

    @property
    def bytes(self) -> int:
        return sum(path.stat().st_size for path in self.segments)

    def _begin(self) -> None:
        say(f"writing {self._total:,} events")
        self._bench.write_events(SEED, self._total, PER_FILE, self._staging)
        self._bench.new_root(self.root)
        for line in (self._staging / "events-000000000.ndjson").read_text().splitlines():
            event = json.loads(line)
            if event["type"] == "timeline.directive.issued.v1":
                self.subject = event["subject"]
                break

    def _take(self, last: int) -> None:
        for number in range(self.size, last, PER_FILE):
            name = f"events-{number:09}.ndjson"
            (self._staging / name).rename(self.root / "incoming" / name)
        self._bench.run(
            self._bench.program("timelined"), "--root", self.root, "--once", "--settle", "0", "--archive", "delete"
        )
        self.size = last

    def remove(self) -> None:
        for path in (self._staging, self.root):
            shutil.rmtree(path, ignore_errors=True)
