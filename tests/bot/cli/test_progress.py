import io
import os
import re
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import app, progress
from tests.analysis.sources.export_files.writing import hourly, row


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """Give an exported log of five files."""
    hourly(tmp_path / "log", [row(minutes=60 * hour) for hour in range(5)])
    return tmp_path / "log"


def drawn(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> str:
    """Give what a command writes to standard error if that is a terminal."""
    ours, theirs = os.openpty()
    with os.fdopen(theirs, "w") as terminal, monkeypatch.context() as patch:
        patch.setattr(sys, "stderr", terminal)
        patch.setenv("TERM", "xterm-256color")
        patch.setenv("COLUMNS", "100")
        with pytest.raises(SystemExit) as ended:
            app([*arguments])
        assert 0 == ended.value.code
        terminal.flush()
        os.set_blocking(ours, False)
        try:
            return os.read(ours, 1 << 16).decode()
        except BlockingIOError:
            return ""
        finally:
            os.close(ours)


@pytest.mark.parametrize(
    "arguments", [["history", "web-01", "--since", "1d"], ["report", "--days", "7"], ["ask", "what fails every week?"]]
)
def test_a_bar_shows_how_far_reading_is(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, log: Path, arguments: list[str]
) -> None:
    """On a terminal a bar counts the files of a log, and is wiped away before the answer."""
    monkeypatch.setattr(progress, "AFTER", 0)
    monkeypatch.setenv("AZTRIAGE_STORE", f"sqlite:///{tmp_path / 'store.db'}")
    shown = drawn(monkeypatch, *arguments, "--logs", str(log))
    assert "5/5 files" in re.sub(r"\x1b\[[\d;]*m", "", shown)
    assert shown.endswith("\x1b[2K")


def test_no_bar_for_what_is_read_at_once(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, log: Path) -> None:
    """A log that is read in a moment shows nothing."""
    monkeypatch.setattr(progress, "AFTER", 3600)
    monkeypatch.setenv("AZTRIAGE_STORE", f"sqlite:///{tmp_path / 'store.db'}")
    assert "" == drawn(monkeypatch, "report", "--days", "7", "--logs", str(log))


def test_nothing_is_shown_where_nobody_looks(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, log: Path) -> None:
    """Into a file or a pipe goes no bar."""
    monkeypatch.setattr(progress, "AFTER", 0)
    monkeypatch.setenv("AZTRIAGE_STORE", f"sqlite:///{tmp_path / 'store.db'}")
    run = CliRunner().invoke(app, ["report", "--days", "7", "--logs", str(log)])
    assert (0, "") == (run.exit_code, run.stderr)


def test_later_passes_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """A second pass through the files says so."""
    written = io.StringIO()
    monkeypatch.setattr(progress, "AFTER", 0)
    monkeypatch.setattr(written, "isatty", lambda: True)
    monkeypatch.setattr(sys, "stderr", written)
    monkeypatch.setenv("TERM", "xterm")
    with progress.reading() as told:
        for done in (1, 2, 1, 2):
            told(done, 2)
    assert "Reading the log, pass 2" in written.getvalue()
