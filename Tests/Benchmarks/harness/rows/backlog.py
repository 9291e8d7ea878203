"""How fast a backlog of files is taken in, beside log shippers that read as many files into one."""

import os
import resource
import subprocess
import time
from pathlib import Path
from statistics import median

from ..bench import Bench
from ..peers import NotMeasured
from ..results import Goal, Row

FILES = 10_000
PATIENCE = 120

RSYSLOG = """\
global(workDirectory="{place}" maxMessageSize="64k")
module(load="imfile" mode="inotify")
template(name="line" type="string" string="%msg%\\n")
ruleset(name="store") {{
    action(type="omfile" file="{output}" template="line" ioBufferSize="256k")
}}
input(type="imfile" file="{files}/*.json" tag="event" ruleset="store" freshStartTail="off")
"""

SYSLOG_NG = """\
@version: 3.38
options {{ stats-freq(0); log-msg-size(65536); use-dns(no); dns-cache(no); }};
source files {{
    wildcard-file(base-dir("{files}") filename-pattern("*.json") recursive(no) max-files({count})
        monitor-method("inotify") follow-freq(1) log-iw-size(1000000) log-fetch-limit(100) flags(no-parse));
}};
destination store {{
    file("{output}" template("$MESSAGE\\n") log-fifo-size(2000000) flush-lines(1000));
}};
log {{ source(files); destination(store); }};
"""


def measure(bench: Bench) -> None:
    count = min(FILES, bench.events)
    processor: list[float] = []
    with bench.place("backlog") as place:
        files = place / "files"
        bench.write_events(3, count, 1, files)
        fewer = _fewer(place, files)
        contestants = {
            "timelined": lambda: count / _ours(bench, place / "root", count, processor),
            "rsyslog imfile": lambda: _rsyslog(bench, place / "rsyslog", fewer),
            "syslog-ng": lambda: _syslog_ng(bench, place / "syslog-ng", files),
        }
        values = bench.take_turns("backlog", contestants)
        others = [bench.series(name, "/s", values) for name in contestants if name != "timelined"]
        bench.report.rows.append(
            Row(
                "backlog",
                f"backlog of {count:,} one-event files: read, checked, appended, archived",
                bench.series("timelined", "/s", values),
                others,
                [Goal(15_000), Goal(3, of="rsyslog imfile")],
                [
                    "ours from start to exit, with opening the log and signing its head, durable; the journal's "
                    "messages go to a file, since no journald takes part; "
                    f"{median(processor):.0f} µs of processor time a file",
                    "the others from start until all lines are in one file, unchecked, not durable, nothing moved"
                    + (
                        f"; rsyslog of {len(os.listdir(fewer)):,} files, since it holds two descriptors a file and "
                        "may have no more here"
                        if fewer != files
                        else ""
                    ),
                ],
            )
        )


def _fewer(place: Path, files: Path) -> Path:
    """As many of the files as rsyslog may have open, each twice; all of them where the limits allow that."""
    _, limit = resource.getrlimit(resource.RLIMIT_NOFILE)
    names = sorted(os.listdir(files))
    room = len(names) if limit == resource.RLIM_INFINITY else (limit - 200) // 2
    if room >= len(names):
        return files
    fewer = place / "fewer"
    fewer.mkdir()
    for name in names[:room]:
        (fewer / name).hardlink_to(files / name)
    return fewer


def _ours(bench: Bench, root: Path, count: int, processor: list[float]) -> float:
    with bench.place(f"backlog/{root.name}") as root:
        bench.new_root(root)
        bench.write_events(3, count, 1, root / "incoming")
        bench.settle()
        outcome = bench.run(bench.program("timelined"), "--root", root, "--once")
        processor.append((outcome.user + outcome.system) / count * 1e6)
        taken = sum(1 for day in (root / "archive").iterdir() for _ in day.iterdir())
        if taken != count:
            raise RuntimeError(f"{taken} of {count} files were archived")
        return outcome.seconds


def _rsyslog(bench: Bench, place: Path, files: Path) -> float:
    root = bench.peers.unpacked("rsyslog", "usr/sbin/rsyslogd")
    (modules,) = (path.parent for path in root.glob("usr/lib/*/rsyslog/imfile.so"))
    with bench.place(f"backlog/{place.name}") as place:
        output, configuration = place / "output", place / "rsyslog.conf"
        text = RSYSLOG.format(place=place, files=files, output=output)
        configuration.write_text(text)
        program = root / "usr/sbin/rsyslogd"
        environment = bench.peers.libraries(root)
        version = subprocess.run([program, "-v"], env=environment, capture_output=True, text=True, check=False).stdout
        _keep(bench, "rsyslog imfile", version, text, place)
        # It looks for configuration, modules and its process's number from the root directory.
        command = [program, "-n", "-f", configuration, "-i", place / "process", "-M", modules]
        return _rate(command, environment, files, output)


def _syslog_ng(bench: Bench, place: Path, files: Path) -> float:
    root = bench.peers.unpacked("syslog-ng-core", "usr/sbin/syslog-ng")
    with bench.place(f"backlog/{place.name}") as place:
        output, configuration = place / "output", place / "syslog-ng.conf"
        text = SYSLOG_NG.format(files=files, output=output, count=len(os.listdir(files)))
        configuration.write_text(text)
        program = root / "usr/sbin/syslog-ng"
        environment = bench.peers.libraries(root)
        modules = root / "usr/lib/syslog-ng/3.38"
        command = [program, "-F", "--no-caps", f"--module-path={modules}", "-f", configuration]
        command += ["-R", place / "persist", "-p", place / "process", "-c", place / "control"]
        version = subprocess.run(
            [program, f"--module-path={modules}", "-V"], env=environment, capture_output=True, text=True, check=False
        ).stdout
        _keep(bench, "syslog-ng", version, text, place)
        return _rate(command, environment, files, output)


def _keep(bench: Bench, name: str, version: str, text: str, place: Path) -> None:
    text = text.replace(f"{place.parent}/", "")
    bench.configuration(name, f"{version.splitlines()[0] if version else 'unknown version'}\n{text}")


def _rate(command: list, environment: dict[str, str], files: Path, output: Path) -> float:
    """Files a second, from the start of a program until its output has all their bytes."""
    sizes = [entry.stat().st_size for entry in os.scandir(files)]
    Bench.settle()
    start = time.monotonic()
    process = subprocess.Popen(
        [str(part) for part in command],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        preexec_fn=_raise_limit,
    )
    try:
        while not output.exists() or output.stat().st_size < sum(sizes):
            if process.poll() is not None:
                raise NotMeasured(f"{Path(command[0]).name} ended with status {process.returncode}")
            if time.monotonic() - start > PATIENCE:
                raise NotMeasured(f"{Path(command[0]).name} took more than {PATIENCE} seconds")
            time.sleep(0.002)
        return len(sizes) / (time.monotonic() - start)
    finally:
        process.terminate()
        process.wait()


def _raise_limit() -> None:
    """As many descriptors as are allowed: log shippers hold their files open."""
    _, limit = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (limit, limit))
