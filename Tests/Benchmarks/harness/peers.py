"""Where the peers come from: packages that are installed, unpacked or put into an environment of their own.

Daemons are unpacked, not installed: a machine that is to be measured should not begin to serve a database and to write
its syslog twice, and Debian's rsyslog and syslog-ng cannot be installed together.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from .progress import say

DUCKDB = "2.0.1"


class NotMeasured(Exception):
    """Why a peer is not there; the benchmark goes on without it."""


class Peers:
    """Gets each peer when it is first asked for."""

    def __init__(self, repository: Path, cache: Path, programs: Path) -> None:
        """`cache` is kept between runs; `programs` is where the product's release build is."""
        self._repository = repository
        self._sources = repository / "Tests/Benchmarks/peers"
        self._cache = cache
        self.programs = programs
        (cache / "bin").mkdir(parents=True, exist_ok=True)

    def install(self, *packages: str) -> None:
        """Installs Debian packages that change nothing but what is there to compile with."""
        self._run([self._repository / "Deploy/dependencies", *packages], f"{' '.join(packages)} cannot be installed")

    def compiled(self, source: str, *flags: str) -> Path:
        """A program of Tests/Benchmarks/peers, compiled."""
        path = self._sources / source
        program = self._cache / "bin" / path.stem
        compiler = ["g++", "-std=c++17"] if path.suffix == ".cpp" else ["gcc", "-std=gnu11"]
        self._run(
            [*compiler, "-O3", "-march=native", "-Wall", "-o", program, path, *flags], f"{source} does not compile"
        )
        return program

    def python(self, script: str) -> list[str]:
        """The command that runs a script of Tests/Benchmarks/peers with DuckDB at hand."""
        environment = self._cache / "venv"
        python = environment / "bin/python"
        if self._version(python) != DUCKDB:
            say(f"installing DuckDB {DUCKDB} with pip")
            self._run([sys.executable, "-m", "venv", "--clear", environment], "no virtual environment can be made")
            self._run([python, "-m", "pip", "install", "-q", f"duckdb=={DUCKDB}"], "pip cannot install duckdb")
        return [str(python), str(self._sources / script)]

    @staticmethod
    def _version(python: Path) -> str:
        if not python.exists():
            return ""
        command = [python, "-c", "import duckdb; print(duckdb.__version__)"]
        return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()

    def unpacked(self, package: str, program: str) -> Path:
        """Below which root `program` (such as usr/sbin/rsyslogd) of a Debian package is found, with its libraries."""
        if Path("/", program).exists():
            return Path("/")
        root = self._cache / package
        if (root / program).exists():
            return root
        say(f"fetching Debian's {package}")
        archives = self._cache / "archives" / package
        (archives / "partial").mkdir(parents=True, exist_ok=True)
        fetch = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "--download-only"]
        fetch += ["-o", f"Dir::Cache::archives={archives}", package]
        administrator = [] if os.getuid() == 0 else ["sudo"]
        try:
            self._run([*administrator, *fetch], "")
        except NotMeasured:
            # What apt knows of the archive is out of date, or nothing yet.
            self._run([*administrator, "apt-get", "update", "-qq"], "apt-get cannot update its lists")
            self._run([*administrator, *fetch], f"apt-get cannot fetch {package}")
        shutil.rmtree(root, ignore_errors=True)
        for archive in sorted(archives.glob("*.deb")):
            self._run(["dpkg-deb", "-x", archive, root], f"{archive.name} cannot be unpacked")
        if not (root / program).exists():
            raise NotMeasured(f"{package} has no {program}")
        return root

    @staticmethod
    def libraries(root: Path) -> dict[str, str]:
        """The environment in which an unpacked program finds its libraries."""
        if root == Path("/"):
            return {}
        places = {path.parent for path in root.rglob("lib*.so*") if path.is_file()}
        return {"LD_LIBRARY_PATH": ":".join(str(place) for place in sorted(places))}

    @staticmethod
    def _run(command: list, failure: str) -> None:
        result = subprocess.run(
            [str(part) for part in command],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            check=False,
        )
        if result.returncode != 0:
            lines = result.stdout.strip().splitlines()
            raise NotMeasured(f"{failure}: {lines[-1] if lines else f'status {result.returncode}'}")
