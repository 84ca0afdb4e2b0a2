import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.bot.cli.running import ROOT, aztriage

DOCS = ROOT / "tests" / "data" / "docs"


def files(folder: Path) -> dict[str, bytes]:
    """Give every file below a folder with its content."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_documents_become_pages_of_the_team(tmp_path: Path) -> None:
    """Counts, time and memory are printed, the report is written, and the pages are used at once."""
    done = aztriage("kb", "import", str(DOCS), "--out", str(tmp_path))

    assert (0, "") == (done.status, done.err)
    lines = done.out.splitlines()
    assert "15 files read, 43 codes drafted on 32 pages, 0 kept, 7 not understood" == lines[0]
    assert "Pages: 32 new, 0 changed, 0 unchanged" == lines[1]
    assert f"What was not understood stands in {tmp_path / 'import-report.txt'}" == lines[-2]
    assert re.fullmatch(r"Took \d+\.\d s and \d+ MB", lines[-1])
    assert 7 == len((tmp_path / "import-report.txt").read_text(encoding="utf-8").splitlines())

    asked = aztriage("explain", "RoofLeakFailed: rain", "--json", settings={"AZTRIAGE_KB": str(tmp_path)})
    assert '"compute/RoofLeakFailed"' in asked.out


def test_a_second_run_changes_no_byte(tmp_path: Path) -> None:
    """Pages, report and list of pages stay as they are."""
    aztriage("kb", "import", str(DOCS), "--out", str(tmp_path))
    before = files(tmp_path)
    done = aztriage("kb", "import", str(DOCS), "--out", str(tmp_path))

    assert "Pages: 0 new, 0 changed, 32 unchanged" == done.out.splitlines()[1]
    assert before == files(tmp_path)


def test_a_page_edited_by_hand_is_kept_and_named(tmp_path: Path) -> None:
    """Nobody's work is written over."""
    aztriage("kb", "import", str(DOCS), "--out", str(tmp_path))
    page = tmp_path / "compute" / "RoofLeakFailed.md"
    page.write_text(page.read_text(encoding="utf-8").replace("A tile", "Our tile"), encoding="utf-8")
    done = aztriage("kb", "import", str(DOCS), "--out", str(tmp_path))

    assert "Kept compute/RoofLeakFailed.md: it was edited by hand" in done.out
    assert "Our tile" in page.read_text(encoding="utf-8")


def test_drafts_that_would_hide_shipped_pages_are_counted(tmp_path: Path) -> None:
    """Whoever uses the folder is told."""
    docs = tmp_path / "docs" / "articles" / "virtual-machines"
    docs.mkdir(parents=True)
    (docs / "a.md").write_text("# The AllocationFailed error code\n\n## Solution\n\nWait.\n", encoding="utf-8")
    done = aztriage("kb", "import", str(tmp_path / "docs"), "--out", str(tmp_path / "out"), "--license", "MIT")

    assert (
        "1 drafts bear the name of a shipped page, which stays in use until the draft is reviewed"
        in done.out.splitlines()
    )


@pytest.mark.parametrize(
    ("docs", "more", "sentence"),
    [
        ("nowhere", (), "There is no folder {docs}."),
        ("file.md", (), "{docs} is a file; name the folder it is in."),
        ("bare", (), "{docs} does not say under which licence it stands; name it: --license CC-BY-4.0"),
        ("bare", ("--license", "MIT", "--out", "{docs}/a.md"), "cannot be written"),
    ],
)
def test_what_cannot_be_imported_ends_in_one_sentence(
    tmp_path: Path, docs: str, more: tuple[str, ...], sentence: str
) -> None:
    """Exit status 1 and no traceback."""
    (tmp_path / "file.md").touch()
    (tmp_path / "bare").mkdir()
    (tmp_path / "bare" / "a.md").write_text("# The RoofFailed error code\n\nRain.\n", encoding="utf-8")
    named = str(tmp_path / docs)
    options = [option.format(docs=named) for option in more]
    done = aztriage("kb", "import", named, "--out", str(tmp_path / "out"), *options)

    assert 1 == done.status
    assert sentence.format(docs=named) in done.err
    assert 1 == len(done.err.splitlines())


def test_the_folder_to_write_to_must_be_named() -> None:
    """Wrong usage is status 2."""
    assert 2 == aztriage("kb", "import", str(DOCS)).status


def test_a_terminal_sees_a_progress_bar(tmp_path: Path) -> None:
    """On a terminal the bar is drawn; in a pipe there is none."""
    ours, theirs = pty.openpty()
    run = subprocess.run(
        [sys.executable, "-m", "bot", "kb", "import", str(DOCS), "--out", str(tmp_path)],
        stdout=subprocess.PIPE,
        stderr=theirs,
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT), "TERM": "xterm", "COLUMNS": "100"},
        check=False,
        timeout=60,
    )
    os.close(theirs)
    seen = os.read(ours, 100_000).decode()
    os.close(ours)

    assert 0 == run.returncode
    assert "Reading documents" in seen
    assert b"Reading documents" not in run.stdout
