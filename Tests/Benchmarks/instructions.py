"""Counts the instructions that fixed jobs take, under callgrind, and compares them with what they took.

Times differ from machine to machine and from minute to minute; instructions hardly do. What could make them differ is
held still: the hash seed of Swift, the environment, the moment that questions are asked of, names that come from the
machine, and, in a directory in memory, the order in which files are listed.
"""

import argparse
import json
import platform
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

BASELINE = Path(__file__).with_name("instructions.json")
TOLERANCE = 0.10
FILES = 2_000
EVENTS = 4_000
ENVIRONMENT = {"SWIFT_DETERMINISTIC_HASHING": "1", "LANG": "C.UTF-8", "TZ": "UTC", "PATH": "/usr/bin:/bin"}


class Jobs:
    """The jobs, each on a timeline of its own."""

    def __init__(self, programs: Path, scratch: Path) -> None:
        self._programs = scratch / "programs"
        self._scratch = scratch
        self._programs.mkdir()
        for name in ("timelined", "timelinectl", "events"):
            # As they ship; and Debian's valgrind cannot read what Swift's compiler says for debuggers.
            subprocess.run(["strip", "-o", self._programs / name, programs / name], check=True)
        self.all: dict[str, Callable[[], int]] = {
            f"take {FILES} files": self.take,
            f"rebuild {EVENTS} entries": lambda: self.ask("rebuild", "--quiet"),
            f"verify {EVENTS} entries": lambda: self.ask("verify", "--no-cache", "--quiet"),
            "state directives": lambda: self.ask("state", "directives", "-o", "json", "--as-of", "2024-06-30"),
            "state directives of one": lambda: self.ask(
                "state", "directives", "-o", "json", "--as-of", "2024-06-30", "--subject", "order-1"
            ),
        }
        self._log = self._root("log")
        self._write(EVENTS, 1_000, self._log)
        self._run("timelined", "--root", self._log, *self._once)
        self._run("timelinectl", "--root", self._log, "rebuild", "--quiet")

    # The key's name would be the machine's.
    _once = ("--once", "--settle", "0", "--origin", "benchmark.example/timeline")

    def take(self) -> int:
        root = self._root("take")
        self._write(FILES, 1, root)
        return self._count("timelined", "--root", root, *self._once)

    def ask(self, *question: str) -> int:
        """Asks a copy of the log, with its snapshot: jobs run beside each other."""
        root = Path(tempfile.mkdtemp(dir=self._scratch))
        shutil.copytree(self._log, root, dirs_exist_ok=True)
        return self._count("timelinectl", "--root", root, *question)

    def _root(self, name: str) -> Path:
        root = self._scratch / name
        root.mkdir()
        self._run("timelined", "--root", root, *self._once)
        return root

    def _write(self, count: int, per_file: int, root: Path) -> None:
        self._run("events", "1", str(count), str(per_file), root / "incoming")

    def _run(self, program: str, *arguments: str | Path, prefix: tuple[str, ...] = ()) -> str:
        command = [*prefix, str(self._programs / program), *map(str, arguments)]
        result = subprocess.run(command, env=ENVIRONMENT, capture_output=True, text=True, errors="replace", check=False)
        if result.returncode != 0:
            sys.exit(f"{' '.join(command)}: status {result.returncode}\n{result.stderr[-2000:]}")
        return result.stderr

    def _count(self, program: str, *arguments: str | Path) -> int:
        valgrind = ("valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null")
        output = self._run(program, *arguments, prefix=valgrind)
        collected = re.search(r"Collected : (\d+)", output)
        if not collected:
            sys.exit(f"callgrind counted nothing:\n{output[-2000:]}")
        return int(collected[1])


def main() -> None:
    parser = argparse.ArgumentParser(prog="Tests/instructions", description="Counts the instructions of the hot paths.")
    parser.add_argument("programs", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--renew", action="store_true", help="write what is counted as the baseline")
    options = parser.parse_args()
    # In memory: files are then listed in the order in which they were made, on every machine.
    memory = "/dev/shm" if Path("/dev/shm").is_dir() else None
    with tempfile.TemporaryDirectory(prefix="timelined-instructions.", dir=memory) as scratch:
        jobs = Jobs(options.programs, Path(scratch))
        with ThreadPoolExecutor(2) as pool:
            counts = dict(zip(jobs.all, pool.map(lambda job: job(), jobs.all.values()), strict=True))
    toolchain = subprocess.run(["swift", "--version"], capture_output=True, text=True, check=False).stdout.splitlines()
    here = {"architecture": platform.machine(), "toolchain": toolchain[0] if toolchain else "unknown"}
    if options.renew:
        BASELINE.write_text(json.dumps({**here, "instructions": counts}, indent=2) + "\n")
    sys.exit(compared(counts, here))


def compared(counts: dict[str, int], here: dict[str, str]) -> int:
    """Prints a table; answers the exit status."""
    baseline = json.loads(BASELINE.read_text())
    if baseline["architecture"] != here["architecture"]:
        print(f"The baseline is of {baseline['architecture']}: nothing to compare with on {here['architecture']}.")
        baseline["instructions"] = {}
    grown = []
    for name, count in counts.items():
        before = baseline["instructions"].get(name)
        change = count / before - 1 if before else None
        if change is not None and change > TOLERANCE:
            grown.append(name)
        print(f"{name:26}{count:16,} instructions  {'new' if change is None else f'{change:+.1%}'}")
    if not grown:
        return 0
    print(f"Grown by more than {TOLERANCE:.0%}: {', '.join(grown)}.", file=sys.stderr)
    if baseline["toolchain"] != here["toolchain"]:
        print(f"The baseline is by another compiler: {baseline['toolchain']}", file=sys.stderr)
    print("Where that is meant: Tests/instructions --renew, and say why in the commit.", file=sys.stderr)
    return 1


if __name__ == "__main__":
    main()
