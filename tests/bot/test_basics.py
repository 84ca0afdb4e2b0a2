from pathlib import Path

import pytest

from bot.basics import Basics, basics
from bot.settings import Settings

NAMES = ("kb", "cache", "redact_emails")


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"PATH": "/bin", "AZTRIAGE_KB": ""},
        {"AZTRIAGE_KB": "pages"},
        {"aztriage_kb": "/a/pages", "AZTRIAGE_CACHE": "~/x"},
    ],
)
def test_folders_need_no_check(given: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Without settings, or with folders only, they are what bot.settings gives."""
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    checked = Settings()

    assert Basics(**{name: getattr(checked, name) for name in NAMES}) == basics(given)


@pytest.mark.parametrize(
    "given",
    [
        {"AZTRIAGE_REDACT_EMAILS": "yes"},
        {"AZTRIAGE_KB": "pages", "AZTRIAGE_PORT": "x"},
        {"SLACK_BOT_TOKEN": "t"},
        {"Azure_Token_Credentials": "dev"},
    ],
)
def test_whatever_has_to_be_checked_is_left_to_the_settings(given: dict[str, str]) -> None:
    """One such setting is enough."""
    assert basics(given) is None


def test_it_reads_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """That of the program, if no other is given."""
    monkeypatch.delenv("AZTRIAGE_NO_SKIPS", raising=False)  # the tests' own
    monkeypatch.setenv("AZTRIAGE_CACHE", "x")
    read = basics()

    assert read is not None
    assert Path("x") == read.cache
