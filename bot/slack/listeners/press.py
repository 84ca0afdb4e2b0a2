"""A press of a button, or a window that was sent off, by which the bot is taught."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.listeners.asking import Asked
from bot.slack.listeners.desk import Desk
from bot.slack.listeners.payloads import Body, carried_by, message_of, open_window
from bot.slack.views.view import View
from bot.usecases.delivery_ports import Message
from bot.usecases.teach.notes import Refused

if TYPE_CHECKING:
    from bot.slack.listeners.teach import Teaching


async def unwelcome(check: Callable[[Asked, Body], Awaitable[str]], who: Asked, body: Body) -> str:
    """Say why a press is refused, "" if it is not; in a window it counts as made where the window was opened.

    A window that was opened from the home tab stands in no channel, so that the list of channels says nothing of it.
    """
    if not body.get("view"):
        return await check(who, body)
    channel = carried_by(body["view"]).get("channel", "")
    reason = await check(replace(who, channel=channel, direct=channel.startswith("D")), body)
    return "" if reason == "channel" and not channel else reason


@dataclass(frozen=True, slots=True)
class Press:
    """A press of a button or a window that was sent off, and who did it where."""

    desk: Desk
    teaching: Teaching
    who: Asked
    body: Body
    client: AsyncWebClient

    @property
    def place(self) -> dict[str, str]:
        """What a window has to carry, so that what comes of it is told where the button stands."""
        return {"channel": self.who.channel, "thread": self.who.thread, "message": message_of(self.body)}

    async def open(self, modal: Mapping[str, Any]) -> None:
        """Open a window."""
        await open_window(self.client, self.body, modal)

    async def tell(self, shown: View, *, channel: str = "") -> None:
        """Say something where the button stands, or to a person."""
        thread = "" if channel else self.who.thread
        message = Message(
            self.who.workspace, channel or self.who.channel or self.who.person, thread, shown.text, shown.blocks
        )
        await self.desk.sender.write([replace(message, person=self.who.person)])

    async def record(self, what: str, ended: object = None) -> None:
        """Keep in the record who did this where, with which scope, and whether it was refused."""
        outcome = "refused" if isinstance(ended, Refused) else "done"
        await self.desk.record(self.who, what, self.desk.scope(self.who.channel), outcome=outcome)
