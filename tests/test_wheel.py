"""The wheel is complete: it runs from anywhere, offline, where it may not write."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SOURCES = ("pyproject.toml", "README.md", "LICENSE", "kb", "analysis", "bot")
NOT_SHIPPED = shutil.ignore_patterns("__pycache__", "*.index")


def run(*command: str | Path, cwd: Path) -> str:
    """Run a program to its end, without the environment of this one, and give what it printed."""
    environment = {"PATH": os.environ["PATH"], "HOME": str(cwd), "PYTHONDONTWRITEBYTECODE": "1", "PYTHONUTF8": "1"}
    result = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)
    assert 0 == result.returncode, result.stderr + result.stdout
    return result.stdout


def contents(folder: Path) -> dict[str, str]:
    """Give the hash of every file below a folder."""
    found = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in found}


def environment(home: Path) -> Path:
    """Make an environment that sees the packages of the present one, but not the project; give its Python."""
    venv.create(home, symlinks=True)
    python = home / "bin" / "python"
    packages = Path(run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=home).strip())
    (packages / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return python


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a wheel that was built from a copy of the sources, with no index beside them."""
    source = tmp_path_factory.mktemp("source")
    for name in SOURCES:
        origin = ROOT / name
        if origin.is_dir():
            shutil.copytree(origin, source / name, ignore=NOT_SHIPPED)
        else:
            shutil.copy(origin, source)
    python = environment(tmp_path_factory.mktemp("build"))
    run(python, "-m", "build", "--wheel", "--no-isolation", "--outdir", "dist", cwd=source)
    return next((source / "dist").glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Give a new environment with the wheel in it, read-only, that sees the packages of the present one."""
    home = tmp_path_factory.mktemp("installed")
    pip = (sys.executable, "-m", "pip", "--python", environment(home), "install", "--quiet")
    run(*pip, "--disable-pip-version-check", "--no-deps", "--no-index", wheel, cwd=home)
    places = [path for path in (home, *home.rglob("*")) if not path.is_symlink()]
    for path in places:
        path.chmod(path.stat().st_mode & ~0o222)
    yield home
    for path in places:
        path.chmod(path.stat().st_mode | 0o200)


def test_wheel_holds_knowledge_and_index(wheel: Path) -> None:
    """Every entry of the checkout and the compiled index are in the wheel, and neither tests nor notes are."""
    names = set(zipfile.ZipFile(wheel).namelist())
    entries = {str(path.relative_to(ROOT)) for path in (ROOT / "kb" / "entries").rglob("*.md")}
    assert entries == {name for name in names if name.endswith(".md")}
    assert "kb/entries.index" in names
    tops = {name.partition("/")[0] for name in names}
    assert {"kb", "analysis", "bot"} == {top for top in tops if not top.endswith(".dist-info")}


def test_wheel_ships_what_it_runs_on(wheel: Path) -> None:
    """Every data file that lies in a package of the checkout is in the wheel."""
    names = set(zipfile.ZipFile(wheel).namelist())
    kept = (path for room in ("kb", "analysis", "bot") for path in (ROOT / room).rglob("*") if path.is_file())
    here = {str(path.relative_to(ROOT)) for path in kept if "__pycache__" not in path.parts}
    assert set() == {name for name in here if name not in names and not name.endswith(".index")}


def test_installed_program_explains_an_error(installed: Path, tmp_path: Path) -> None:
    """The installed program answers from its own knowledge, from another folder, and writes nothing where it lies."""
    before = contents(installed)
    aztriage = installed / "bin" / "aztriage"
    version = run(aztriage, "--version", cwd=tmp_path)
    answer = json.loads(run(aztriage, "explain", "AllocationFailed", "--json", cwd=tmp_path))
    assert "0.1.0" in version
    assert "compute/AllocationFailed" == answer["matches"][0]["entry"]
    assert before == contents(installed)


def test_installed_program_is_not_the_checkout(installed: Path, tmp_path: Path) -> None:
    """The packages come from the installed wheel, not from the folder that it was built from."""
    places = "import kb, analysis, bot; print(kb.__file__, analysis.__file__, bot.__file__, sep='\\n')"
    found = run(installed / "bin" / "python", "-c", places, cwd=tmp_path).splitlines()
    assert [str(installed)] * 3 == [place[: len(str(installed))] for place in found]
