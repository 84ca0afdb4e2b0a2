"""All listeners beside the intake, registered in the order in which they have to stand."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from slack_bolt.async_app import AsyncApp

from bot.slack.listeners import buttons, edited, paste, shortcut, slash, workflow
from bot.slack.listeners.desk import Desk
from bot.usecases.ports import Conversations


def listen(
    app: AsyncApp,
    desk: Desk,
    *,
    conversations: Conversations,
    replies: Callable[[str, str, str], Sequence[str]],
) -> None:
    """Listen to changed messages, the command, the shortcut, windows and buttons.

    Bolt asks listeners in the order of registering: those who take every message have to come after this.
    """
    edited.register(app, desk, conversations=conversations, replies=replies)
    for module in (slash, shortcut, paste, buttons):
        module.register(app, desk)
    workflow.register(app, desk, conversations=conversations)
