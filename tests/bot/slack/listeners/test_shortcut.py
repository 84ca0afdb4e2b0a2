"""The shortcut explains whatever stands in a message, in its thread."""

from typing import Any

from bot.slack.app import Bot
from bot.slack.views.help import picture
from tests.bot.slack.inbox import inbox
from tests.bot.slack.interacting import interact, shortcut
from tests.bot.slack.listeners.conftest import Meet
from tests.bot.slack.wire import PERSON, SlackApi


def used(meet: Meet, message: dict[str, Any]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Give what was posted, and what the person was told alone."""
    with inbox() as letters:

        async def do(bot: Bot, api: SlackApi) -> list[dict[str, Any]]:
            await interact(bot, shortcut(message, response_url=letters.address))
            return api.posted()

        return meet(do), letters.letters


def test_an_alert_of_another_app_is_explained(meet: Meet) -> None:
    """What stands in attachments counts, as other apps write there."""
    alert = {"ts": "1.1", "text": "", "bot_id": "B9", "attachments": [{"text": "Sev1: AllocationFailed"}]}
    posted, told = used(meet, alert)
    assert [("C1", "1.1")] == [(each["channel"], each["thread_ts"]) for each in posted]
    assert "`AllocationFailed`" in posted[0]["text"]
    assert ["I explain it in the thread."] == [each["text"] for each in told]


def test_a_reply_is_explained_in_its_thread(meet: Meet) -> None:
    """The answer stands where the talk is."""
    posted, _ = used(meet, {"ts": "2.2", "thread_ts": "1.1", "text": "AllocationFailed"})
    assert ["1.1"] == [each["thread_ts"] for each in posted]


def test_a_message_without_text_is_no_question(meet: Meet) -> None:
    """A picture alone brings how to copy its text, and nothing into the channel."""
    posted, told = used(meet, {"ts": "1.1", "text": "", "files": [{"id": "F1", "mimetype": "image/png"}]})
    assert ([], [picture().text]) == (posted, [each["text"] for each in told])


def test_who_wrote_a_secret_is_told_how_to_replace_it(meet: Meet) -> None:
    """Also where another person has the message explained: the one who wrote it is told, alone."""
    secret = "c2VjcmV0" * 10 + "cw=="

    async def do(bot: Bot, api: SlackApi) -> list[dict[str, Any]]:
        await interact(bot, shortcut({"ts": "1.1", "text": f"AllocationFailed AccountKey={secret};"}))
        return [said for method, said in api.calls if method == "chat.postEphemeral"]

    told = {each["user"]: each["text"] for each in meet(do)}
    assert {"UBOB000001", PERSON} == set(told)
    assert "az storage account keys renew" in told["UBOB000001"]
    assert secret not in str(told)
