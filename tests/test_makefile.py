"""`make` finds a Python that works, or says in one sentence what to install."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
TOOLS = ("bash", "make", "rm", "touch", "mkdir")

SHIM = "echo 'command not found, though listed' >&2; exit 127"
OLD = 'case "$2" in *version_info*) exit 1;; esac'
BARE = 'case "$2" in *ensurepip*) exit 1;; *print*) echo python3.12-venv;; esac'
GOOD = 'case "$1" in --version) echo Python 3.11.9;; -m) mkdir "$3";; esac'


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Give a folder with the tools that every machine has, and no Python."""
    folder = tmp_path / "path"
    folder.mkdir()
    for tool in TOOLS:
        (folder / tool).symlink_to(shutil.which(tool) or tool)
    return folder


def make_environment(path: Path, **pythons: str) -> subprocess.CompletedProcess[str]:
    """Run the first stage of the set-up on a machine that has these programs (`_` stands for the point)."""
    for name, script in pythons.items():
        program = path / name.replace("_", ".")
        program.write_text(f"#!{path}/bash\n{script}\n", encoding="utf-8")
        program.chmod(0o755)
    folder = path.parent / "venv"
    command = ("make", "--file", ROOT / "Makefile", f"VENV={folder}", f"{folder}/made")
    environment = {"PATH": str(path), "LC_ALL": os.environ.get("LC_ALL", "C.UTF-8")}
    return subprocess.run(command, cwd=path.parent, env=environment, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("other", [SHIM, OLD, BARE])
def test_a_python_that_does_not_work_is_passed_over(path: Path, other: str) -> None:
    """A shim that fails, an old Python and one without venv are passed over for one that works."""
    result = make_environment(path, python3=other, python3_12=SHIM, python3_11=GOOD)
    assert 0 == result.returncode, result.stderr
    assert f"Making {path.parent}/venv with Python 3.11.9\n" == result.stdout


@pytest.mark.parametrize("pythons", [{}, {"python3": OLD}, {"python3": SHIM, "python3_13": SHIM}], ids=str)
def test_without_python_one_sentence_says_what_to_install(path: Path, pythons: dict[str, str]) -> None:
    """Where no Python is new enough, the set-up ends with the names of the packages to install."""
    result = make_environment(path, **pythons)
    assert result.returncode != 0
    sentence, *rest = result.stderr.splitlines()
    assert "needs Python 3.11 or newer: install the system packages python3.11 and python3.11-venv" in sentence
    assert [] == [line for line in rest if not line.startswith("make: ***")]


def test_without_venv_one_sentence_names_its_package(path: Path) -> None:
    """Where Python comes without venv, the set-up ends with the package that brings it."""
    result = make_environment(path, python3=BARE)
    assert result.returncode != 0
    assert "python3 lacks the modules venv and ensurepip: install the system package python3.12-venv" in result.stderr
