"""Slack is served with the store; the shell answers without one."""

from pathlib import Path

import pytest

from bot.bootstrap import build
from bot.settings import Settings
from tests.bot.cli.running import aztriage

TOKENS = {"SLACK_BOT_TOKEN": "xox" + "b-1", "SLACK_SIGNING_SECRET": "0" * 32}
NOWHERE = {"AZTRIAGE_SLACK_API_URL": "http://127.0.0.1:9/api/"}


def test_a_store_that_cannot_be_used_ends_the_bot_with_a_sentence() -> None:
    """The bot does not start without its store, and says why."""
    done = aztriage("serve", settings=TOKENS | NOWHERE | {"AZTRIAGE_STORE": "mysql://host/x"})
    assert (1, "") == (done.status, done.out)
    assert done.err.startswith("AZTRIAGE_STORE is no address of a store: write sqlite:///")
    assert 1 == done.err.count("\n")


def test_a_bot_that_starts_makes_its_store(tmp_path: Path) -> None:
    """The store is made where the setting says, before Slack is asked anything."""
    file = tmp_path / "kept" / "store.db"
    done = aztriage("serve", settings=TOKENS | NOWHERE | {"AZTRIAGE_STORE": f"sqlite:///{file}"})
    assert (1, True) == (done.status, file.exists())
    assert "Slack cannot be reached" in done.err


def test_the_default_is_a_file_of_the_user(tmp_path: Path) -> None:
    """Without a setting the store lies in the user's data folder."""
    done = aztriage(
        "serve", settings=TOKENS | NOWHERE | {"HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path / "data")}
    )
    assert "Slack cannot be reached" in done.err
    assert ["aztriage.db"] == [path.name for path in tmp_path.rglob("*.db")]


def test_the_folder_of_the_user_may_have_any_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder whose name means something in an address is found all the same."""
    folder = tmp_path / "50% of? us#1 @home"
    monkeypatch.setenv("HOME", str(folder))
    monkeypatch.setenv("XDG_DATA_HOME", str(folder))
    with build(Settings.model_validate({"cache": tmp_path / "cache"})).open_store() as store:
        assert store.conversations.claim("Ev1")
    assert ["aztriage.db"] == [path.name for path in folder.rglob("*.db")]


def test_an_answer_in_the_shell_needs_no_store(tmp_path: Path) -> None:
    """Explaining neither opens nor makes a store, nor minds one that cannot be used."""
    done = aztriage("explain", "AllocationFailed", settings={"AZTRIAGE_STORE": f"sqlite:///{tmp_path}/store.db"})
    assert (0, []) == (done.status, list(tmp_path.iterdir()))
    assert 0 == aztriage("explain", "AllocationFailed", settings={"AZTRIAGE_STORE": "mysql://host/x"}).status


def test_parts_are_built_without_a_store(tmp_path: Path) -> None:
    """Nothing is opened until somebody asks for it."""
    file = tmp_path / "store.db"
    parts = build(Settings.model_validate({"cache": tmp_path / "cache", "store": f"sqlite:///{file}"}))
    assert not file.exists()
    with parts.open_store() as store:
        assert store.conversations.claim("Ev1")


def test_a_password_in_the_setting_is_not_printed() -> None:
    """The setting shows as stars."""
    password = "hunter" + "22xyz"
    assert password not in repr(Settings.model_validate({"store": f"postgresql://bob:{password}@host/x"}))
