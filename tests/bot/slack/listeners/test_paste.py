"""The window for long pastes."""

import json
from typing import Any

from bot.slack.app import Bot
from bot.slack.listeners.asking import Access
from bot.slack.rules import Rules
from bot.slack.views.buttons import packed
from tests.bot.slack.interacting import command, interact, submission
from tests.bot.slack.listeners.conftest import Meet
from tests.bot.slack.wire import TEAM, SlackApi

PLACE = packed({"channel": "C1", "team": TEAM})


def sent_off(meet: Meet, texts: dict[str, str], **more: Any) -> tuple[str, list[tuple[str, dict[str, Any]]]]:  # noqa: ANN401
    """Give what Slack is answered, and what it is asked afterwards."""
    rules = more.pop("rules", None)

    async def do(bot: Bot, api: SlackApi) -> tuple[str, list[tuple[str, dict[str, Any]]]]:
        ((_, body),) = await interact(bot, submission(texts, metadata=PLACE, **more))
        return body, [call for call in api.calls if call[0] not in {"auth.test", "users.info"}]

    answer: tuple[str, list[tuple[str, dict[str, Any]]]] = meet(do, rules=rules)
    return answer


def test_the_command_alone_opens_it(meet: Meet) -> None:
    """The window knows the channel in which it was asked for."""

    async def do(bot: Bot, api: SlackApi) -> list[dict[str, Any]]:
        await interact(bot, command(""))
        return [said for method, said in api.calls if method == "views.open"]

    (opened,) = meet(do)
    view = opened["view"] if isinstance(opened["view"], dict) else json.loads(opened["view"])
    assert {"channel": "C1", "team": TEAM} == json.loads(view["private_metadata"])


def test_the_pieces_are_read_as_one(meet: Meet) -> None:
    """A paste that did not fit one field is explained as a whole, in the window."""
    body, calls = sent_off(meet, {"paste1": '{"error": {"code":', "paste2": '"AllocationFailed"}}', "paste3": ""})
    assert "update" == json.loads(body)["response_action"]
    assert ["views.update"] == [method for method, _ in calls]
    assert "AllocationFailed" in json.dumps(calls[0][1])


def test_aloud_it_is_answered_in_the_channel(meet: Meet) -> None:
    """The answer is a message of the channel, and the window says so."""
    _, calls = sent_off(meet, {"paste1": "AllocationFailed"}, audience="channel")
    assert {"chat.postMessage", "views.update"} == {method for method, _ in calls}
    (posted,) = [said for method, said in calls if method == "chat.postMessage"]
    assert ("C1", None) == (posted["channel"], posted.get("thread_ts"))


def test_nothing_is_not_sent_off(meet: Meet) -> None:
    """An empty window stays open and says why."""
    body, calls = sent_off(meet, {"paste1": "  "})
    assert {"response_action": "errors", "errors": {"paste1": "There is nothing to explain yet."}} == json.loads(body)
    assert [] == calls


def test_who_may_not_ask_is_told_in_the_window(meet: Meet) -> None:
    """The rules count here as well, aloud or not."""
    rules = Rules(per_minute=0, access=Access(users=frozenset({"UOTHER"})))
    for audience in ("me", "channel"):
        _, calls = sent_off(meet, {"paste1": "AllocationFailed"}, audience=audience, rules=rules)
        assert ["views.update"] == [method for method, _ in calls]
        assert "I answer only the people I was told to" in json.dumps(calls[0][1])
