"""What a person sees and does in the Slack of the end-to-end tests."""

import time
from dataclasses import dataclass
from typing import Any

import pytest
from slack_sdk import WebClient

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

    def say(self, text: str, *, channel: str = "") -> str:
        """Write a message as the person, and give its timestamp."""
        return str(self.person.chat_postMessage(channel=channel or self.channel, text=text)["ts"])

    def thread(self, ts: str, *, channel: str = "") -> list[Message]:
        """Give the replies that stand under a message now."""
        found = self.person.conversations_replies(channel=channel or self.channel, ts=ts)
        messages: list[Message] = found["messages"]
        return messages[1:]

    def answer(self, ts: str, *, channel: str = "") -> Message:
        """Give the first reply to a message, as soon as it is there."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            if replies := self.thread(ts, channel=channel):
                return replies[0]
            time.sleep(0.05)
        pytest.fail(f"no answer within {PATIENCE} s")

    def settle(self) -> None:
        """Wait until the bot has done with everything that was said before."""
        self.answer(self.say(f"<@{BOT}> help"))
