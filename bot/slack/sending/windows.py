"""Opening and changing windows: each is judged before Slack sees it, and each refusal of Slack comes to a sane end."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import structlog
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.sending.failures import code_of
from bot.slack.text.checking import faults_of_view
from bot.slack.views.modals import Modal, plainer

# Slack takes a trigger once, and within three seconds.
LATE = frozenset(
    """expired_trigger_id trigger_expired exchanged_trigger_id trigger_exchanged trigger_already_exchanged
    invalid_trigger_id invalid_trigger""".split()
)
_GONE = frozenset({"not_found", "view_not_found", "hash_conflict"})
_CONTENT = frozenset({"invalid_arguments", "invalid_blocks", "invalid_blocks_format", "view_too_large", "invalid_view"})
log = structlog.get_logger(__name__)


class TooLateError(Exception):
    """Slack opens no window for this press any more; whoever pressed has to press again."""


def taken(modal: Mapping[str, Any]) -> Modal:
    """Give a window as Slack takes it: as it is, or, if Slack would refuse it, its text without anything else."""
    if not (faults := faults_of_view(modal)):
        return dict(modal)
    log.warning("blocks.invalid", faults=faults, window=str(modal.get("callback_id") or ""))
    return plainer(modal)


async def opened(client: AsyncWebClient, body: Mapping[str, Any], modal: Mapping[str, Any]) -> None:
    """Open a window, on top of the one in which the button stands if it stands in one.

    Raises:
        TooLateError: the press is too old, or has opened a window already.
        SlackApiError: Slack refuses it for another reason than what the window holds.
        ClientError: the connection broke more than once.
    """
    stands_in = body.get("view") or {}
    shown = taken(modal)
    try:
        await _open(client, body, shown)
    except SlackApiError as error:
        code = code_of(error)
        if code == "push_limit_reached":  # three windows lie on each other: the topmost shows it
            await updated(client, str(stands_in.get("id") or ""), shown)
        elif code in _CONTENT:
            log.warning("window.refused", error=code)
            await _open(client, body, plainer(modal))
        else:
            raise


async def updated(client: AsyncWebClient, view: str, modal: Mapping[str, Any]) -> None:
    """Show something else in a window; nothing is done about one that was closed meanwhile.

    Raises:
        SlackApiError: Slack refuses it for another reason than what the window holds.
        ClientError: the connection broke more than once.
    """
    try:
        await client.views_update(view_id=view, view=taken(modal))
    except SlackApiError as error:
        code = code_of(error)
        if code in _GONE:
            log.info("window.closed", error=code)
        elif code in _CONTENT:
            log.warning("window.refused", error=code)
            await client.views_update(view_id=view, view=plainer(modal))
        else:
            raise


async def _open(client: AsyncWebClient, body: Mapping[str, Any], modal: Modal) -> None:
    opens = client.views_push if (body.get("view") or {}).get("type") == "modal" else client.views_open
    try:
        await opens(trigger_id=str(body.get("trigger_id") or ""), view=modal)
    except SlackApiError as error:
        if code_of(error) in LATE:
            raise TooLateError from None
        raise
