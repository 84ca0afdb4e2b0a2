"""The Bolt app: the listeners, wired to the use cases they call."""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import structlog
from slack_bolt.async_app import AsyncApp

from bot.slack.listeners import explain as explain_listener
from bot.slack.listeners.asking import Access
from bot.slack.sender import SLACK, equip
from bot.usecases.answers import Explanation
from bot.usecases.ports import Conversations

WORKERS = 4
log = structlog.get_logger(__name__)


def build_app(  # noqa: PLR0913 - all of them named, none of them belongs together
    *,
    token: str,
    explain: Callable[[str], Explanation],
    conversations: Conversations,
    signing_secret: str = "",
    base_url: str = SLACK,
    access: Access | None = None,
    workers: int = WORKERS,
) -> AsyncApp:
    """Give the app that answers Slack; at most `workers` questions are worked on at a time."""
    # Bolt makes the client: given one, it warns about the token that it finds in the environment.
    app = AsyncApp(name="aztriage", token=token, signing_secret=signing_secret)
    equip(app.client, base_url=base_url)
    pool = ThreadPoolExecutor(max_workers=workers, thread_name_prefix="slack-answer")
    explain_listener.register(app, explain=explain, conversations=conversations, pool=pool, access=access)
    app.error(_log_without_text)
    _keep_texts_out_of_logs()
    return app


async def _log_without_text(error: Exception) -> None:
    log.error("request.failed", error=type(error).__name__)


def _keep_texts_out_of_logs() -> None:
    """Raise the level of loggers that print what people sent: Bolt prints each body at DEBUG, a refused one at INFO."""
    names = ("slack_sdk", "slack_bolt", *logging.root.manager.loggerDict)
    for name in names:
        if name.partition(".")[0] in {"slack_sdk", "slack_bolt"}:
            logger = logging.getLogger(name)
            logger.setLevel(max(logger.level, logging.INFO))
    logging.getLogger("slack_bolt.RequestVerification").setLevel(logging.WARNING)
