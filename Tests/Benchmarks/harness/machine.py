"""What the figures were measured on."""

import os
import platform
import subprocess
from pathlib import Path


def description(directory: Path) -> dict[str, str]:
    """The machine in a few words; `directory` is where everything is written."""
    source = subprocess.run(
        ["findmnt", "--noheadings", "--output", "FSTYPE,SOURCE,OPTIONS", "--target", directory],
        capture_output=True,
        text=True,
        check=False,
    )
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return {
        "processor": _processor(),
        "cores": str(os.cpu_count()),
        "memory": f"{memory / 2**30:.0f} GiB",
        "kernel": platform.release(),
        "system": platform.freedesktop_os_release().get("PRETTY_NAME", "unknown"),
        "file system": " ".join(source.stdout.split()) or "unknown",
        "load at the start": f"{os.getloadavg()[0]:.2f}",
        "swift": _first_line(["swift", "--version"]),
    }


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.split(":", 1)[1].strip()
    return platform.machine()


def _first_line(command: list[str]) -> str:
    output = subprocess.run(command, capture_output=True, text=True, check=False).stdout.splitlines()
    return output[0] if output else "unknown"
