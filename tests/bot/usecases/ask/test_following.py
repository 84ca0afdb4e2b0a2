"""Which replies are questions for the bot, though nobody said so."""

import pytest

from analysis.window import Window
from bot.usecases.ask import Ask
from bot.usecases.ask.following import is_for_bot, may_ask
from bot.usecases.explain import Explain
from bot.usecases.ports import Subject
from kb.library import load_library
from tests.fakes.clock import NOON, FakeClock

BEFORE = Subject("web-01", "/subscriptions/1/x", Window(NOON, NOON.replace(hour=13)))


@pytest.fixture(scope="module")
def ask() -> Ask:
    """Give the use case, of which only the reading is used."""

    def closed() -> None:
        raise AssertionError("nothing is answered here")

    return Ask(Explain(load_library()), closed, closed, FakeClock())  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "asker", "other"),
    [
        ("and web-02?", True, True),
        ("and web-02", True, False),
        ("what about yesterday?", True, False),
        ("did someone restart it?", True, False),
        ("what happened to web-02 since Monday?", True, True),
        ("weekly report?", True, True),
        ("what is QuotaExceeded?", True, True),
        ('{"error": {"code": "AllocationFailed"}}', True, True),
        ("Error: AllocationFailed", True, True),
        ("is that AllocationFailed again?", False, False),
        ("I restarted web-01 yesterday", False, False),
        ("what happened to Carol?", False, False),
        ("and Bob?", False, False),
        ("thanks", False, False),
        ("", False, False),
    ],
)
def test_a_reply_is_for_the_bot(ask: Ask, text: str, *, asker: bool, other: bool) -> None:
    """By what it asks, and by whether the person asked the bot before."""
    found = [may_ask(text) and is_for_bot(text, ask.read(text, before=BEFORE), asker=one) for one in (True, False)]
    assert [asker, other] == found
