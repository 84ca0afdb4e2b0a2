"""Answering whoever pressed or commanded, at the address that Slack gave for it: for their eyes, a few times only."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator, Mapping

import structlog
from aiohttp import ClientError
from slack_bolt.async_app import AsyncRespond

from bot.slack.text.checking import faults_of_message
from bot.slack.text.limits import Block
from bot.slack.views.view import View

LONGEST_WAIT = 10.0
_OK, _BUSY = 200, 429
log = structlog.get_logger(__name__)


class UnheardError(Exception):
    """Slack took an answer in no form; the address is too old, or Slack cannot be reached."""


async def told(respond: AsyncRespond, view: View, *, replaces: bool = False) -> None:
    """Show a message to one person; where Slack does not take it whole, without its chart, or as text.

    Raises:
        UnheardError: Slack takes it in no form.
    """
    failed = "no_form"
    for blocks in _forms(view):
        failed = await _try(respond, view.text, blocks, replaces=replaces)
        if not failed:
            return
        log.warning("reply.refused", error=failed, blocks=len(blocks))
        if failed in _HOPELESS:
            break
    raise UnheardError(failed)


# However plain: the address was used five times, or is older than half an hour.
_HOPELESS = frozenset({"used_url", "expired_url", "no_such_url", "invalid_token", "cut"})


def _forms(view: View) -> Iterator[tuple[Block, ...]]:
    """Give the blocks to try, the best first; none means the text alone."""
    plainer = tuple(block for block in view.blocks if block["type"] != "data_visualization")
    for blocks in dict.fromkeys((len(view.blocks), len(plainer))):
        chosen = view.blocks if blocks == len(view.blocks) else plainer
        if chosen and not (faults := faults_of_message(view.text, chosen)):
            yield chosen
        elif chosen:
            log.warning("blocks.invalid", faults=faults)
    yield ()


async def _try(respond: AsyncRespond, text: str, blocks: tuple[Block, ...], *, replaces: bool) -> str:
    """Give why it was not taken, "" if it was."""
    for last in (False, True):
        try:
            said = await respond(text=text, blocks=list(blocks), response_type="ephemeral", replace_original=replaces)
        except (ClientError, TimeoutError, OSError):
            if last:
                return "cut"
            continue
        if said.status_code == _OK:
            return ""
        if said.status_code != _BUSY or last:
            return _reason(said.status_code, said.body)
        await asyncio.sleep(_wait(said.headers))
    return "cut"


def _reason(status: int, body: str) -> str:
    word = str(body or "").strip().strip('"')
    return word if re.fullmatch(r"[a-z_]{3,40}", word) else f"http_{status}"


def _wait(headers: Mapping[str, object]) -> float:
    said = next((str(value) for name, value in headers.items() if name.casefold() == "retry-after"), "")
    return min(float(said), LONGEST_WAIT) if re.fullmatch(r"[0-9]{1,6}", said) else 1.0
