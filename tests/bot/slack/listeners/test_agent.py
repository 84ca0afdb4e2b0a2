"""The messages tab offers questions to begin with, shows that an answer is on its way, and gives talks their titles."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from aiohttp import web

from bot.slack.app import Bot
from bot.slack.listeners.asking import Access
from bot.slack.rules import Rules
from bot.usecases.ports import StoreError, Subject
from tests.bot.slack.interacting import tell
from tests.bot.slack.listeners.conftest import Meet
from tests.bot.slack.opening import DIRECT, looked_elsewhere, opened
from tests.bot.slack.wire import PERSON, TEAM, SlackApi, direct, envelope
from tests.fakes.conversations import FakeConversations
from tests.fakes.store import FakeStore

Calls = list[dict[str, Any]]
PROMPTS = "assistant.threads.setSuggestedPrompts"


def calls(api: SlackApi, method: str) -> Calls:
    """Give what Slack was asked by a method."""
    return [said for name, said in api.calls if name == method]


def telling(*bodies: dict[str, Any], method: str) -> Callable[[Bot, SlackApi], Awaitable[Calls]]:
    """Give what delivers events and gives the calls of a method."""

    async def do(bot: Bot, api: SlackApi) -> Calls:
        for body in bodies:
            await tell(bot, body)
        return calls(api, method)

    return do


def test_questions_to_begin_with_are_offered_once(meet: Meet) -> None:
    """One opening brings one set, for the tab and not for a thread: with a thread Slack would pass it over."""
    event = opened(tab="messages")
    (shown,) = meet(telling(event, event, method=PROMPTS))
    assert (DIRECT, False) == (shown["channel_id"], "thread_ts" in shown)
    expected = ["What is AllocationFailed?", "What can you do?", "What fails every week?"]
    assert expected == [prompt["title"] for prompt in shown["prompts"]]
    assert all(prompt["title"] == prompt["message"] for prompt in shown["prompts"])


def test_the_last_machine_of_the_person_is_offered(meet: Meet) -> None:
    """Whoever asked about a machine here goes on with it by one click."""
    asked = direct(text="what happened to web-01 last week?", channel=DIRECT)
    (shown,) = meet(telling(asked, opened(tab="messages"), method=PROMPTS))
    assert "What happened to web-01 since yesterday?" == shown["prompts"][1]["message"]


def test_what_a_person_asked_elsewhere_is_not_told(meet: Meet) -> None:
    """A machine of another conversation, or of another person, does not come up here."""
    kept = FakeStore()
    kept.conversations.remember(f"{TEAM}:C1:{PERSON}", Subject("secret-01", "/x"))
    kept.conversations.remember(f"{TEAM}:{DIRECT}:UOTHER", Subject("secret-02", "/x"))
    (shown,) = meet(telling(opened(tab="messages"), method=PROMPTS), kept=kept)
    assert "secret" not in str(shown)


def test_strangers_are_offered_nothing(meet: Meet) -> None:
    """Whoever may not ask gets no questions to ask."""
    rules = Rules(access=Access(users=frozenset({"UOTHER"})))
    assert [] == meet(telling(opened(tab="messages"), method=PROMPTS), rules=rules)


def test_without_the_store_questions_are_offered_all_the_same(meet: Meet) -> None:
    """Only the machine is missing."""

    class Away(FakeConversations):
        def subject(self, thread: str) -> Subject | None:
            raise StoreError(thread)

    (shown,) = meet(telling(opened(tab="messages"), method=PROMPTS), kept=FakeStore(conversations=Away()))
    assert 3 == len(shown["prompts"])


@pytest.mark.parametrize("error", ["missing_scope", "unknown_method", "channel_not_found"])
def test_a_refusal_of_slack_changes_nothing(meet: Meet, error: str) -> None:
    """Where Slack does not take the questions, a message is answered as ever."""

    def prepare(api: SlackApi) -> None:
        api.answers[PROMPTS] = [web.json_response({"ok": False, "error": error})]

    events = (opened(tab="messages"), direct(channel=DIRECT))
    assert 1 == len(meet(telling(*events, method="chat.postMessage"), prepare=prepare))


@pytest.mark.parametrize("event", [looked_elsewhere(), opened(tab="about")])
def test_other_events_are_acknowledged_and_do_nothing(meet: Meet, event: dict[str, Any]) -> None:
    """What a person looks at meanwhile widens nothing and is answered by nothing."""

    async def do(bot: Bot, api: SlackApi) -> list[str]:
        await tell(bot, event)
        return [method for method, _ in api.calls if method != "auth.test"]

    assert [] == meet(do)


def test_a_talk_is_called_after_its_subject(meet: Meet) -> None:
    """The machine with the days in the person's words; later questions of the thread do not change it."""
    first = direct(text="what happened to web-01 last week?", ts="1.1", event_id="EvA")
    later = direct(text="and web-02?", ts="1.2", thread_ts="1.1", event_id="EvB")
    (titled,) = meet(telling(first, later, method="assistant.threads.setTitle"))
    assert ("D1", "1.1", "web-01 last week") == (titled["channel_id"], titled["thread_ts"], titled["title"])


def test_a_thread_of_a_channel_gets_no_title(meet: Meet) -> None:
    """Titles are for the list of conversations with the bot."""
    assert [] == meet(telling(envelope(), method="assistant.threads.setTitle"))


def test_a_workspace_that_takes_no_titles_is_asked_once(meet: Meet) -> None:
    """A missing permission is remembered."""

    def prepare(api: SlackApi) -> None:
        api.answers["assistant.threads.setTitle"] = [web.json_response({"ok": False, "error": "missing_scope"})]

    events = (direct(ts="1.1", event_id="EvA"), direct(ts="2.1", event_id="EvB"))
    assert 1 == len(meet(telling(*events, method="assistant.threads.setTitle"), prepare=prepare))
