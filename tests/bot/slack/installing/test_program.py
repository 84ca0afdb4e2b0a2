"""The program as it is started: many workspaces are served over HTTP, and nothing secret is printed."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from http.client import HTTPException
from pathlib import Path

import pytest

from bot.slack.installing.safe import new_key
from tests.bot.cli.running import ROOT
from tests.bot.slack.serving import free_port, request

KEY = new_key()
PATIENCE = 60.0


@dataclass(frozen=True)
class Running:
    """A program that serves, and where."""

    port: int
    process: subprocess.Popen[str]

    def stop(self) -> tuple[int, str]:
        """End it as a supervisor does; give its status and all that it printed."""
        self.process.send_signal(signal.SIGTERM)
        printed, _ = self.process.communicate(timeout=30)
        return self.process.returncode, printed


@pytest.fixture
def program(tmp_path: Path) -> Iterator[Running]:
    """Start the program for many workspaces."""
    port = free_port()
    settings = {
        "SLACK_CLIENT_ID": "1.2",
        "SLACK_CLIENT_SECRET": "client-secret-hush",
        "SLACK_SIGNING_SECRET": "signing-secret-hush",
        "AZTRIAGE_SLACK_KEYS": KEY,
        "AZTRIAGE_PORT": str(port),
        "AZTRIAGE_STORE": f"sqlite:///{tmp_path / 'aztriage.db'}",
        "AZTRIAGE_CACHE": str(tmp_path),
        "PYTHONPATH": str(ROOT),
    }
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("AZTRIAGE_", "SLACK_"))}
    command = [sys.executable, "-m", "bot", "serve"]
    with subprocess.Popen(
        command, cwd=tmp_path, env=kept | settings, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        try:
            yield Running(port, process)
        finally:
            process.kill()


def test_the_program_serves_the_install_page(program: Running, tmp_path: Path) -> None:
    """The page leads to Slack; without a list of workspaces the log says that any may install; it ends when told to."""
    until = time.monotonic() + PATIENCE
    while True:
        try:
            status, page = request(program.port, "/slack/install", method="GET")
            break
        except (OSError, HTTPException):
            assert program.process.poll() is None
            assert time.monotonic() < until, "it does not serve"
            time.sleep(0.2)
    assert 200 == status
    assert "https://slack.com/oauth/v2/authorize?state=" in page
    assert 401 == request(program.port, "/slack/events", body=b"{}")[0]
    ended, printed = program.stop()
    assert ended in {0, -signal.SIGTERM}  # the server ends in order, and then as the signal wants
    assert "install.open" in printed
    assert not [secret for secret in ("hush", KEY) if secret in printed]
    assert {"aztriage.db"} <= {path.name for path in tmp_path.iterdir()}
