"""A wish is understood in any order of its words, or refused in one sentence."""

from contextlib import suppress
from datetime import time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.usecases.subscriptions.wishes import NoWishError, Said, Wish, filters_of, said_of, wish_of

UTC, VIENNA, NEW_YORK = ZoneInfo("UTC"), ZoneInfo("Europe/Vienna"), ZoneInfo("America/New_York")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("weekly monday 09:00 Europe/Vienna rg=prod-*", Wish(1, time(9), VIENNA, {"group": "prod-*"})),
        ("", Wish(1, time(9), UTC)),
        ("daily 7am", Wish(None, time(7), UTC)),
        ("every Friday at 16:30 in america/new_york", Wish(5, time(16, 30), NEW_YORK)),
        ("rg=a,b code=AllocationFailed sun 14h thread", Wish(7, time(14), UTC, {"group": "a,b", "code": "allocationfailed"}, in_thread=True)),
        ("weekly, on Tuesdays, 9 am, CET, channel", Wish(2, time(9), ZoneInfo("Europe/Berlin"))),
        ("daily noon", Wish(None, time(12), UTC)),
    ],
)  # fmt: skip
def test_a_wish_is_understood(text: str, expected: Wish) -> None:
    """Words may come in any order and casing; what is not said is Monday, 9:00, the bot's zone, the channel."""
    assert expected == wish_of(text, zone=UTC)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("weekly someday 09:00", "I do not understand “someday”; write for example: subscribe weekly monday 09:00 Europe/Vienna rg=prod-*"),
        ("weekly monday 25:00", "“25:00” is no time of day; write it as 09:00."),
        ("daily monday 9:00", "Say either daily or a weekday, not both."),
        ("monday friday 9:00", "You give the weekday twice, as 1 and 5; give it once."),
        ("monday 9:00 10:00", "You give the time twice, as 09:00:00 and 10:00:00; give it once."),
        ("monday 9:00 UTC+2", "“UTC+2” does not follow the clocks when they change; name a zone, such as Europe/Vienna."),
        ("monday vm=web", "“vm=web” is no filter; write subscription, rg, tag, region, type or code, then = and a name, such as rg=prod-*."),
        ("rg=a rg=b", "Give group once, with commas between its names, such as rg=prod-*,shared."),
    ],
)  # fmt: skip
def test_what_is_not_understood_is_said(text: str, sentence: str) -> None:
    """One sentence names the word and what to write."""
    with pytest.raises(NoWishError) as refused:
        wish_of(text, zone=UTC)
    assert sentence == str(refused.value)


@given(st.text(max_size=60))
def test_any_words_give_a_wish_or_a_sentence(text: str) -> None:
    """Nothing else is ever raised, and the filters of a wish can be read back."""
    with suppress(NoWishError):
        wish = wish_of(text, zone=UTC)
        assert wish.weekday in {None, 1, 2, 3, 4, 5, 6, 7}
        filters_of(wish.filters)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("subscribe weekly monday", Said("subscribe", wish="weekly monday")),
        ("Subscribe", Said("subscribe")),
        ("subscriptions", Said("list")),
        ("list subscriptions.", Said("list")),
        ("pause a1b2c3", Said("pause", "a1b2c3")),
        ("pause", Said("pause")),
        ("resume the subscription a1b2c3", Said("resume", "a1b2c3")),
        ("unsubscribe", Said("unsubscribe")),
        ("run now", Said("run")),
        ("run a1b2c3 now", Said("run", "a1b2c3")),
        ("dry run a1b2c3", Said("try", "a1b2c3")),
        ("run", None),
        ("run the pipeline", None),
        ("pause of vm web-01 failed", None),
        ("subscribe\nfailed with SubscriptionNotFound", None),
        ("what happened to web-01?", None),
    ],
)
def test_what_is_about_subscriptions_is_told_from_the_rest(text: str, expected: Said | None) -> None:
    """Only whole sentences of this kind count; an error that begins with such a word is still explained."""
    assert expected == said_of(text)
