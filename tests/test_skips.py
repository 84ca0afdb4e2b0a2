"""A test that cannot run here is named, and fails the run where everything can be installed."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

CONFTEST = Path(__file__).parent / "conftest.py"
SKIPPING = """
import pytest

def test_that_runs():
    assert True

@pytest.mark.parametrize("size", [1, 2])
def test_page(size):
    pytest.skip("needs the system package chromium")
"""
WITHOUT_BROWSER = """
import pytest

pytest.importorskip("no_such_browser", reason="needs a browser")
"""


def run_pytest(folder: Path, *options: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the tests of a folder under the conftest of this one."""
    shutil.copy(CONFTEST, folder)
    quiet = ("-q", "-p", "no:cacheprovider", "--rootdir", ".", "-c", "none.ini")
    command = (sys.executable, "-m", "pytest", *quiet, *options)
    (folder / "none.ini").touch()
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def test_skipped_tests_are_named_last(tmp_path: Path) -> None:
    """The last line names each skipped test with its reason, after the line that counts."""
    (tmp_path / "test_pages.py").write_text(SKIPPING, encoding="utf-8")
    result = run_pytest(tmp_path)
    *_, counted, last = result.stdout.splitlines()
    reason = "needs the system package chromium"
    assert f"skipped: test_page[1] – {reason}; test_page[2] – {reason}" == last
    assert counted.startswith("1 passed, 2 skipped in ")
    assert 0 == result.returncode


@pytest.mark.parametrize("environment", [{"CI": "true"}, {"AZTRIAGE_NO_SKIPS": "1"}], ids=str)
def test_a_skip_fails_where_all_tests_must_run(tmp_path: Path, environment: dict[str, str]) -> None:
    """Under CI a skipped test makes the whole run fail."""
    (tmp_path / "test_pages.py").write_text(SKIPPING, encoding="utf-8")
    assert 1 == run_pytest(tmp_path, **environment).returncode


def test_skips_count_where_tests_run_side_by_side(tmp_path: Path) -> None:
    """Two processes at work hide no skip: it is named last, and fails the run under CI."""
    (tmp_path / "test_pages.py").write_text(SKIPPING, encoding="utf-8")
    result = run_pytest(tmp_path, "-n", "2", CI="true")
    reason = "needs the system package chromium"
    assert f"skipped: test_page[1] – {reason}; test_page[2] – {reason}" == result.stdout.splitlines()[-1]
    assert 1 == result.returncode


def test_a_skipped_file_counts_too(tmp_path: Path) -> None:
    """A whole file that is skipped while it is read is named, and fails under CI, too."""
    (tmp_path / "test_pages.py").write_text(SKIPPING.partition("@")[0], encoding="utf-8")
    (tmp_path / "test_browser.py").write_text(WITHOUT_BROWSER, encoding="utf-8")
    result = run_pytest(tmp_path, CI="true")
    assert "skipped: test_browser.py – needs a browser" == result.stdout.splitlines()[-1]
    assert 1 == result.returncode


def test_without_skips_nothing_is_added(tmp_path: Path) -> None:
    """A run without skips ends with the line that counts."""
    (tmp_path / "test_pages.py").write_text(SKIPPING.partition("@")[0], encoding="utf-8")
    result = run_pytest(tmp_path, CI="true")
    assert result.stdout.splitlines()[-1].startswith("1 passed in ")
    assert 0 == result.returncode
