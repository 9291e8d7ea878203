"""What the benchmark says while it runs: lines on standard error, so that standard output is the report alone."""

import sys
import time

_start = time.monotonic()


def say(line: str) -> None:
    """Says what happens now, and how long the benchmark has been running."""
    minutes, seconds = divmod(int(time.monotonic() - _start), 60)
    print(f"{minutes:3}:{seconds:02}  {line}", file=sys.stderr, flush=True)
