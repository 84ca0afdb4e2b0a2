"""What a person sees and does in the Slack of the end-to-end tests."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import pytest
from slack_sdk import WebClient

from bot.slack.status import WAITING
from tests.bot.slack.inbox import Inbox
from tests.bot.slack.interacting import interact_over_http, pressed
from tests.bot.slack.serving import request
from tests.bot.slack.wire import BOT

PATIENCE = 20.0

Message = dict[str, Any]


@dataclass(frozen=True)
class Workspace:
    """A Slack in which a person talks to the bot."""

    person: WebClient
    as_bot: WebClient
    channel: str
    direct: str
    bot_port: int
    inbox: Inbox

    def say(self, text: str, *, channel: str = "", thread: str = "") -> str:
        """Write a message as the person, and give its timestamp."""
        said = self.person.chat_postMessage(channel=channel or self.channel, text=text, thread_ts=thread or None)
        return str(said["ts"])

    def thread(self, ts: str, *, channel: str = "") -> list[Message]:
        """Give the replies that stand under a message now."""
        found = self.person.conversations_replies(channel=channel or self.channel, ts=ts)
        messages: list[Message] = found["messages"]
        return messages[1:]

    def answer(self, ts: str, *, channel: str = "", number: int = 1) -> Message:
        """Give the bot's reply of a number to a message, as soon as it is there."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            replies = [each for each in self.thread(ts, channel=channel) if _is_answer(each)]
            if len(replies) >= number:
                return replies[number - 1]
            time.sleep(0.05)
        pytest.fail(f"no answer {number} within {PATIENCE} s")

    def until(self, holds: Callable[[], bool]) -> None:
        """Wait until something holds."""
        end = time.monotonic() + PATIENCE
        while not holds():
            assert time.monotonic() < end, "it did not come to hold"
            time.sleep(0.05)

    def press(self, message: Message, button: Message, *, thread: str, trigger: str) -> None:
        """Press a button of a message, as Slack tells it to the bot."""
        self.interact(pressed({**message, "thread_ts": thread}, button, channel=self.channel, trigger=trigger))

    def interact(self, payload: Message) -> str:
        """Send the bot what the person did, and give what it answers to Slack."""
        person = str(self.person.auth_test()["user_id"])
        if "command" in payload:
            payload |= {"user_id": person, "channel_id": self.channel, "response_url": self.inbox.address}
        else:
            payload |= {"user": {**payload["user"], "id": person}, "response_url": self.inbox.address}
        if "channel" in payload:
            payload["channel"] = {"id": self.channel, "name": "ops-azure"}
        status, body = interact_over_http(self.bot_port, payload)
        assert 200 == status
        return body

    def told(self) -> list[Message]:
        """Give what the bot said to the person alone since this was asked last."""
        self.until(lambda: bool(self.inbox.letters))
        self.settle()
        letters, self.inbox.letters[:] = list(self.inbox.letters), []
        return letters

    def standing(self, channel: str) -> list[str]:
        """Give the timestamps of all messages of a channel, replies included."""
        tops: list[Message] = self.person.conversations_history(channel=channel)["messages"]
        return [each["ts"] for top in tops for each in (top, *self.thread(top["ts"], channel=channel))]

    def trigger(self) -> str:
        """Give a permission to open a window, which this Slack takes once and for three seconds."""
        given = self.as_bot.api_call("views.generateTriggerId", json={"user_id": self.person.auth_test()["user_id"]})
        return str(given["trigger_id"])

    def windows(self) -> str:
        """Give the page on which this Slack lists the windows that were opened."""
        api = urlsplit(self.person.base_url)
        return request(api.port or 0, "/?tab=views", method="GET")[1]

    def settle(self) -> None:
        """Wait until the bot has done with everything that was said before."""
        self.answer(self.say(f"<@{BOT}> help"))


def _is_answer(message: Message) -> bool:
    """Say whether the bot wrote a message, and not only that it is at work."""
    return message.get("user") == BOT and message.get("text") != WAITING
