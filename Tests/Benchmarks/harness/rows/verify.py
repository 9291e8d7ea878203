"""How fast the whole log is verified, beside the hash of its bytes alone."""

import subprocess

from ..bench import Bench
from ..growing import GrowingLog
from ..results import Goal, Row


def measure(bench: Bench, log: GrowingLog) -> None:
    def ours(cpu: int | None) -> float:
        verify = ("--root", log.root, "verify", "--no-cache")
        return log.size / bench.run(bench.program("timelinectl"), *verify, cpu=cpu).seconds

    def openssl() -> float:
        # Its start is a few milliseconds; the log takes seconds.
        return log.size / bench.run("openssl", "dgst", "-sha256", *log.segments, cpu=0).seconds

    contestants = {"timelined": lambda: ours(0), "all cores": lambda: ours(None), "sha256": openssl}
    values = bench.take_turns("verify", contestants)
    version = subprocess.run(["openssl", "version"], capture_output=True, text=True, check=False).stdout.strip()
    bench.configuration("sha256", f"{version}, openssl dgst -sha256 of the log's segments on one core")
    limit = bench.series("sha256", "/s", values)
    for key, cores, goals in (("timelined", "one core", [Goal(800_000)]), ("all cores", "all cores", [])):
        row = Row(
            f"verify {cores}",
            f"verify {log.size:,} entries: lines, tree, signed head; {cores}",
            bench.series(key, "/s", values),
            [limit],
            goals,
            ["ours from start to exit; beside it, one hash over all bytes of the log on one core"],
        )
        row.ours.name = "timelined"
        bench.report.rows.append(row)
