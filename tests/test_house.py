"""The rooms of the house import only what their contract allows."""

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LINT = "import sys; from importlinter.cli import lint_imports_command as lint; lint(['--no-cache'])"

BREACHES = [
    ("Imports point down the house", "kb/breach.py", "import analysis"),
    ("Imports point down the house", "analysis/breach.py", "import bot.usecases"),
    ("Imports point down the house", "bot/usecases/breach.py", "import bot.settings"),
    ("Imports point down the house", "bot/adapters/breach.py", "import bot.settings"),
    ("Imports point down the house", "bot/usecases/breach.py", "import bot.adapters"),
    ("Imports point down the house", "bot/adapters/breach.py", "import bot.bootstrap"),
    ("Imports point down the house", "bot/bootstrap.py", "import bot.cli"),
    ("Faces do not know each other", "bot/cli/breach.py", "import bot.slack"),
    ("Faces do not know each other", "bot/slack/breach.py", "def late():\n    import bot.web"),
    ("Only bot.slack knows Slack", "bot/cli/breach.py", "from slack_sdk.models import blocks"),
    ("Only bot.slack knows Slack", "bot/usecases/breach.py", "import slack_bolt"),
    ("Only bot.slack knows Slack", "analysis/breach.py", "import slack_sdk"),
    ("Only analysis.sources knows the Azure SDKs", "analysis/breach.py", "import azure.identity"),
    ("Only analysis.sources knows the Azure SDKs", "bot/adapters/breach.py", "from azure.monitor import query"),
    ("kb needs neither data frames, nor clouds, nor the rest of the house", "kb/breach.py", "import pandas"),
    ("kb needs neither data frames, nor clouds, nor the rest of the house", "kb/breach.py", "import sklearn.cluster"),
    ("kb needs neither data frames, nor clouds, nor the rest of the house", "kb/breach.py", "import bot.usecases"),
    ("Of kb, analysis uses kb.text only", "analysis/breach.py", "from kb import entry"),
]
ALLOWED = [
    ("bot/slack/breach.py", "import slack_bolt.async_app\nimport bot.usecases.answers"),
    ("analysis/sources/breach.py", "import azure.monitor.query"),
    ("analysis/breach.py", "import pandas\nimport sklearn.cluster\nfrom kb.text import offsets"),
    ("bot/cli/breach.py", "import bot.settings\nimport bot.bootstrap"),
]


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    """Run the import contracts on the house in a folder."""
    return subprocess.run([sys.executable, "-c", LINT], cwd=folder, capture_output=True, text=True, check=False)


def plant(folder: Path, path: str, code: str) -> None:
    """Write a module into the house, with the packages above it."""
    place = folder / path
    place.parent.mkdir(parents=True, exist_ok=True)
    for package in place.relative_to(folder).parents[:-1]:
        (folder / package / "__init__.py").touch()
    place.write_text(code + "\n", encoding="utf-8")


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """Give a copy of the house, without its entries, in which every room exists."""
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for room in ("kb", "analysis", "bot"):
        shutil.copytree(ROOT / room, tmp_path / room, ignore=shutil.ignore_patterns("*.md", "*.index", "__pycache__"))
    for room in ("bot/slack", "bot/web", "bot/cli", "bot/mcp_server", "bot/adapters", "analysis/sources"):
        plant(tmp_path, f"{room}/empty.py", "")
    for module in ("bot/bootstrap.py", "bot/settings.py"):
        if not (tmp_path / module).exists():
            plant(tmp_path, module, "")
    return tmp_path


def test_the_house_keeps_its_contracts() -> None:
    """The rooms as they stand break no contract."""
    result = lint(ROOT)
    assert (0, "") == (result.returncode, result.stderr), result.stdout


def test_every_contract_is_tried() -> None:
    """Each contract of the house has at least one breach in this file."""
    config = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = {contract["name"] for contract in config["tool"]["importlinter"]["contracts"]}
    assert contracts == {contract for contract, _, _ in BREACHES}


@pytest.mark.parametrize(("contract", "path", "code"), BREACHES)
def test_a_breach_is_named(house: Path, contract: str, path: str, code: str) -> None:
    """An import that a contract forbids fails the check, and the contract's name is printed."""
    plant(house, path, code)
    result = lint(house)
    assert 1 == result.returncode
    assert f"{contract} BROKEN" in result.stdout


@pytest.mark.parametrize(("path", "code"), ALLOWED)
def test_what_is_allowed_passes(house: Path, path: str, code: str) -> None:
    """An import that a room is there for breaks no contract."""
    plant(house, path, code)
    result = lint(house)
    assert 0 == result.returncode, result.stdout
