"""Talk in channels: replies that are questions for the bot are answered, and nothing else is even kept."""

from typing import Any

import pytest

from bot.slack.app import Bot
from bot.slack.listeners.asking import Access
from bot.slack.rules import Rules
from bot.usecases.ports import StoreError
from tests.bot.slack.interacting import tell
from tests.bot.slack.listeners.conftest import Meet
from tests.bot.slack.wire import BOT, PERSON, TEAM, SlackApi, deliver, envelope
from tests.fakes.events import FakeEvents
from tests.fakes.store import FakeStore

ON = Rules(per_minute=0, features=frozenset({"threads"}))
OTHER = "UBOB000001"
ERROR = "Error: AllocationFailed: Allocation failed. We do not have sufficient capacity for the requested VM size."
ASKED = envelope(text=f"<@{BOT}> what happened to web-01 last week?")


def talk(text: str, *, person: str = PERSON, ts: str = "1.5", thread: str = "1.1", **more: object) -> dict[str, Any]:
    """Give a message of a channel that mentions nobody, as Slack sends it."""
    reply = {"thread_ts": thread} if thread else {}
    given = {"type": "message", "channel_type": "channel", "user": person, "text": text, "ts": ts, **reply}
    return envelope(**{"event_id": f"Ev{ts}", **given, **more})  # type: ignore[arg-type]


def said_after(meet: Meet, *bodies: dict[str, Any], rules: Rules = ON, kept: FakeStore | None = None) -> list[str]:
    """Give what the bot says after its first answer."""

    async def do(bot: Bot, api: SlackApi) -> list[str]:
        await tell(bot, ASKED)
        before = len(_said(api))
        await tell(bot, *bodies)
        return _said(api)[before:]

    told: list[str] = meet(do, rules=rules, kept=kept)
    return told


def _said(api: SlackApi) -> list[str]:
    return [given["text"] for method, given in api.calls if method in {"chat.postMessage", "chat.update"}]


def test_a_follow_up_needs_no_mention(meet: Meet) -> None:
    """The one who asked goes on in the thread; everybody may ask about a machine that they name."""
    (said,) = said_after(meet, talk("and web-02?"))
    assert "web-02: " in said
    (said,) = said_after(meet, talk("what happened to web-02 last week?", person=OTHER))
    assert "web-02: " in said


def test_a_pasted_error_is_explained(meet: Meet) -> None:
    """Where it is known; what is not known is passed over, for nobody asked the bot."""
    (said,) = said_after(meet, talk(f"now I get\n```{ERROR}```", person=OTHER))
    assert "`AllocationFailed`" in said
    assert [] == said_after(meet, talk("```Error: the coffee machine shows E04 and blinks```"))


def test_a_question_about_a_code_is_answered(meet: Meet) -> None:
    """A code that has a page."""
    (said,) = said_after(meet, talk("what is QuotaExceeded?", person=OTHER))
    assert "`QuotaExceeded`" in said


CHAT = (
    "thanks!",
    "I restarted web-01 yesterday",
    "web-02 was down again, I think",
    "can you look at it?",
    "who is on call?",
    "when did Bob leave?",
    "is it lunch yet?",
    "and I restarted web-02 again",
    "AllocationFailed, as every Monday",
    "what do you think, shall we wait until tomorrow?",
    "did you see the weekly report from Carol about the budget, and what she says about it on page four? :)",
    "what's up?",
)


@pytest.mark.parametrize("text", CHAT)
def test_people_talk_among_themselves(meet: Meet, text: str) -> None:
    """What another person says in the thread is no question for the bot."""
    assert [] == said_after(meet, talk(text, person=OTHER))


@pytest.mark.parametrize("text", [text for text in CHAT if text != "what's up?"])
def test_who_asked_may_talk_too(meet: Meet, text: str) -> None:
    """Also what the one says who asked before."""
    assert [] == said_after(meet, talk(text))


def test_what_is_said_to_somebody_is_for_them(meet: Meet) -> None:
    """Who calls another person, or everybody, does not ask the bot."""
    assert [] == said_after(meet, talk(f"<@{OTHER}> what happened to web-02 last week?"))
    assert [] == said_after(meet, talk("<!here> what happened to web-02 last week?"))


def test_only_threads_of_the_bot_count(meet: Meet) -> None:
    """In another thread, and in the channel itself, a mention is needed."""
    assert [] == said_after(meet, talk("what happened to web-02 last week?", thread="7.7"))
    assert [] == said_after(meet, talk("what happened to web-02 last week?", thread=""))
    assert [] == said_after(meet, talk("what happened to web-02 last week?", channel="C9"))


def test_a_mention_in_the_thread_is_answered_once(meet: Meet) -> None:
    """It comes as a mention and as a message."""
    both: dict[str, Any] = {"text": f"<@{BOT}> and web-02?", "ts": "1.5", "thread_ts": "1.1"}
    message = envelope(event_id="Ev3", type="message", channel_type="channel", **both)
    assert 1 == len(said_after(meet, message, envelope(event_id="Ev2", **both)))
    assert 1 == len(said_after(meet, envelope(event_id="Ev2", **both), message))


def test_nothing_is_kept_of_talk(meet: Meet) -> None:
    """Neither text nor id, whatever feature is on."""
    kept = FakeStore()
    both = Rules(per_minute=0, features=frozenset({"threads", "watch"}))
    bodies = [talk(text, person=OTHER, ts=f"1.{number}") for number, text in enumerate(CHAT, start=20)]
    said_after(meet, *bodies, talk("so quiet here", thread="", ts="9.9"), rules=both, kept=kept)
    assert ["Ev1"] == list(kept.events.questions)
    assert {} == kept.conversations.claimed


def test_talk_costs_no_look_into_the_store(meet: Meet) -> None:
    """What cannot be a question is passed over by a look at its text."""

    class Closed(FakeEvents):
        def asked_in(self, *_: str) -> frozenset[str]:
            raise AssertionError("the store was asked")

    async def do(bot: Bot, api: SlackApi) -> list[str]:
        bodies = [talk("thanks, it works", ts="1.7"), talk("what is it?", thread="", ts="1.8")]
        assert [200, 200] == await deliver(bot, *bodies)
        return _said(api)

    assert [] == meet(do, rules=ON, kept=FakeStore(events=Closed()))


def test_the_feature_is_off(meet: Meet) -> None:
    """Then a reply without a mention is passed over, and not kept."""
    kept = FakeStore()
    assert [] == said_after(meet, talk("and web-02?"), rules=Rules(per_minute=0), kept=kept)
    assert ["Ev1"] == list(kept.events.questions)


def test_people_from_outside_are_not_heard(meet: Meet) -> None:
    """Whoever may not ask gets neither an answer nor a refusal to what they did not ask."""
    assert [] == said_after(meet, talk("and web-02?", envelope={"is_ext_shared_channel": True}))
    limited = Rules(per_minute=0, features=frozenset({"threads"}), access=Access(users=frozenset({PERSON})))
    assert [] == said_after(meet, talk("what happened to web-02?", person=OTHER), rules=limited)


def test_a_store_that_is_away_lets_slack_try_again(meet: Meet) -> None:
    """The event is not lost."""

    class Away(FakeEvents):
        def asked_in(self, *_: str) -> frozenset[str]:
            raise StoreError("The store cannot be used.")

    async def do(bot: Bot, _: SlackApi) -> list[int]:
        return await deliver(bot, talk("and web-02?"))

    assert [503] == meet(do, rules=ON, kept=FakeStore(events=Away()))


def test_talk_is_heard_over_http_too(meet: Meet) -> None:
    """The short way of questions passes it over as well."""

    async def do(bot: Bot, _: SlackApi) -> tuple[int | None, int | None]:
        asked = await bot.intake.question(talk("thanks"), bot_user=BOT, team=TEAM)
        return asked, await bot.intake.question(
            {"type": "event_callback", "event": {"type": "app_home_opened"}}, bot_user=BOT, team=TEAM
        )

    assert (200, None) == meet(do, rules=ON)
