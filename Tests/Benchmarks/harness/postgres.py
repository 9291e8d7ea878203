"""A PostgreSQL of our own: a cluster in the scratch directory, reached by a socket alone, of an unprivileged user."""

import os
import pwd
import shutil
import subprocess
import time
from pathlib import Path

from .peers import NotMeasured, Peers

PACKAGE = "postgresql-15"
BINARIES = "usr/lib/postgresql/15/bin"

# As durable as the log is; otherwise with what a machine of this size would be given, so that neither its buffers nor a
# checkpoint in the middle of the measurement hold it back.
CONFIGURATION = """
listen_addresses = ''
fsync = on
synchronous_commit = on
wal_sync_method = fdatasync
full_page_writes = on
shared_buffers = 1GB
wal_buffers = 64MB
max_wal_size = 8GB
checkpoint_timeout = 1h
max_connections = 10
autovacuum = off
jit = off
"""


class Postgres:
    """The server while it runs."""

    def __init__(self, peers: Peers, directory: Path) -> None:
        root = peers.unpacked(PACKAGE, f"{BINARIES}/postgres")
        self._environment = {"PATH": os.environ["PATH"], "LANG": "C", **peers.libraries(root)}
        self._user = "nobody" if os.getuid() == 0 else None
        if root != Path("/") and self._user:
            # Wherever the repository is, nobody may look into it.
            shutil.copytree(root, directory / "programs", symlinks=True)
            root = directory / "programs"
            self._environment |= peers.libraries(root)
        self._binaries = root / BINARIES
        self._process: subprocess.Popen | None = None
        self._data = directory / "data"
        self._sockets = directory / "run"
        for path in (self._data, self._sockets):
            path.mkdir()
            if self._user:
                account = pwd.getpwnam(self._user)
                os.chown(path, account.pw_uid, account.pw_gid)
        self._make()
        self._start()

    @property
    def connection(self) -> str:
        return f"host={self._sockets} dbname=postgres user=postgres"

    @property
    def version(self) -> str:
        return self._run("postgres", "--version").strip()

    def stop(self) -> None:
        if self._process:
            # A fast shutdown.
            self._process.send_signal(2)
            self._process.wait()

    def _make(self) -> None:
        self._run("initdb", "-D", self._data, "-U", "postgres", "--auth=trust", "--encoding=UTF8", "--no-locale")
        with (self._data / "postgresql.conf").open("a") as file:
            file.write(f"{CONFIGURATION}\nunix_socket_directories = '{self._sockets}'\n")

    def _start(self) -> None:
        self._process = subprocess.Popen(
            [self._binaries / "postgres", "-D", self._data],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=self._environment,
            user=self._user,
            group=pwd.getpwnam(self._user).pw_gid if self._user else None,
            extra_groups=[] if self._user else None,
            cwd="/",
        )
        for _ in range(300):
            if (self._sockets / ".s.PGSQL.5432").exists():
                return
            if self._process.poll() is not None:
                break
            time.sleep(0.1)
        self.stop()
        raise NotMeasured("PostgreSQL does not start")

    def _run(self, program: str, *arguments: str | Path) -> str:
        result = subprocess.run(
            [self._binaries / program, *arguments],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env=self._environment,
            user=self._user,
            group=pwd.getpwnam(self._user).pw_gid if self._user else None,
            extra_groups=[] if self._user else None,
            cwd="/",
            check=False,
        )
        if result.returncode != 0:
            raise NotMeasured(f"{program}: {result.stdout.strip().splitlines()[-1:]}")
        return result.stdout
